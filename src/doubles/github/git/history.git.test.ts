import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { history, writeHistory } from "../../../../tests/git/random-history.ts";
import { lacksGit, realGit } from "../../../../tests/git/real-git.ts";
import { distance, isAncestor, walk } from "./history.ts";
import { mergeBase, mergeBases } from "./merge-base.ts";
import { pathHistory } from "./path-history.ts";

// The judge is the real git: it may be missing, or too old for this.
describe.skipIf(lacksGit(220))("history is that of git", { timeout: 120_000 }, () => {
  it("in any history: order, distance, merge bases, ancestors, commits of a path", () => {
    using git = realGit();
    fc.assert(
      fc.property(history, fc.nat(13), (steps, pick) => {
        const shas = writeHistory(git.store, steps);
        const [one, other] = [shas.at(-1) as string, shas[pick % shas.length] as string];
        const list = (...args: string[]) =>
          git
            .ask("rev-list", ...args)
            .split("\n")
            .filter(Boolean);
        const told = (found: Iterable<{ sha: string }>) => Array.from(found, ({ sha }) => sha);
        expect(told(walk(git.store, { from: [one] }))).toEqual(list(one));
        expect(told(walk(git.store, { from: [one], not: [other] })).sort()).toEqual(
          list(`${other}..${one}`).sort(),
        );
        const { ahead, behind } = distance(git.store, other, one);
        expect(`${behind}\t${ahead}`).toBe(list("--count", "--left-right", `${other}...${one}`)[0]);
        const bases = git.run(["merge-base", "--all", one, other]).stdout.split("\n").filter(Boolean);
        expect([...mergeBases(git.store, one, other)].sort()).toEqual(bases.sort());
        expect(mergeBase(git.store, one, other) === undefined).toBe(bases.length === 0);
        expect(isAncestor(git.store, other, one)).toBe(
          git.run(["merge-base", "--is-ancestor", other, one]).exitCode === 0,
        );
        expect(told(pathHistory(git.store, one, "lib/x.ts"))).toEqual(list(one, "--", "lib/x.ts"));
        expect(told(pathHistory(git.store, one, "lib"))).toEqual(list(one, "--", "lib"));
      }),
      { numRuns: 25 },
    );
  });
});

describe("history with holes", () => {
  it("leaves out what is missing", () => {
    const store = new Map();
    const missing = "1".repeat(40);
    expect([...walk(store, { from: [missing] })]).toEqual([]);
    expect(mergeBases(store, missing, missing)).toEqual([]);
    expect(isAncestor(store, missing, missing)).toBe(false);
    expect([...pathHistory(store, missing, "a")]).toEqual([]);
  });
});
