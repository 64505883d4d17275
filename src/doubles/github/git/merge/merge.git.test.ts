import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asTree, edited, edits, text } from "../../../../../tests/git/random-history.ts";
import { commitOf, forkOf } from "../../../../../tests/git/fork.ts";
import { lacksGit, realGit, type RealGit } from "../../../../../tests/git/real-git.ts";
import type { FileContent } from "../change-tree.ts";
import { mergeBases } from "../merge-base.ts";
import { mergeCommits } from "./merge-commits.ts";

const real = lacksGit(238);

/** What git says of a merge: the tree where it is clean, and the paths that conflict. */
function gitMerge(
  git: RealGit,
  ours: string,
  theirs: string,
): { clean: boolean; tree: string; paths: string[] } {
  const { stdout, exitCode } = git.run([
    "merge-tree",
    "--write-tree",
    "--name-only",
    "--no-messages",
    ours,
    theirs,
  ]);
  const [tree = "", ...paths] = stdout.split("\n").filter(Boolean);
  return { clean: exitCode === 0, tree, paths };
}

/** Both outcomes in a form that can be compared. */
function outcomes(git: RealGit, ours: string, theirs: string) {
  const expected = gitMerge(git, ours, theirs);
  const merged = mergeCommits(git.store, ours, theirs);
  const conflicts = merged?.conflicts ?? [];
  // Of renames that conflict git lists all names that it thought of.
  const comparable = !conflicts.some(({ kind }) => /rename|location/.test(kind));
  const clean = conflicts.length === 0;
  return {
    ours: {
      clean,
      ...(clean && { tree: merged?.tree }),
      paths: comparable && conflicts.map(({ path }) => path),
    },
    gits: {
      clean: expected.clean,
      ...(expected.clean && { tree: expected.tree }),
      paths: comparable && expected.paths,
    },
  };
}

// The judge is the real git: it may be missing, or too old for this.
describe.skipIf(real)("merges are those of git", { timeout: 120_000 }, () => {
  it("of two changes of one text", () => {
    using git = realGit();
    fc.assert(
      fc.property(text, edits, edits, (base, some, more) => {
        const [ours, theirs] = forkOf(
          git.store,
          new Map([["a", base]]),
          new Map([["a", edited(base, some)]]),
          new Map([["a", edited(base, more)]]),
        );
        const { ours: told, gits } = outcomes(git, ours, theirs);
        expect(told).toEqual(gits);
      }),
      { numRuns: 60 },
    );
  });

  const names = ["a", "b", "lib/x", "lib/y", "lib/z", "run"];
  const fates = fc.array(
    fc.record({
      path: fc.constantFrom(...names),
      content: text,
      ours: fc.constantFrom("keep", "keep", "edit", "remove", "mode", "add", "move"),
      theirs: fc.constantFrom("keep", "keep", "edit", "remove", "mode", "add", "move"),
      edits: fc.tuple(edits, edits),
    }),
    { maxLength: 5 },
  );

  it("of trees with files that come, go, move, and change", () => {
    using git = realGit();
    fc.assert(
      fc.property(fates, (found) => {
        const base = new Map<string, FileContent>();
        const sides = [new Map<string, FileContent>(), new Map<string, FileContent>()];
        for (const { path, content: first, ours, theirs, edits: some } of found) {
          if (base.has(path) || sides.some((side) => side.has(path))) continue;
          // Long enough to be recognized, and unlike the others.
          const content = `${path}\n${"stays\n".repeat(4)}${path} ${path}\n${first}\n`;
          if (ours !== "add" && theirs !== "add") base.set(path, content);
          [ours, theirs].forEach((fate, index) => {
            const now = `${path}\n${edited(content, some[index] ?? [])}\n`;
            const side = sides[index] as Map<string, FileContent>;
            if (fate === "keep" && base.has(path)) side.set(path, content);
            if (fate === "edit" || fate === "add") side.set(path, now);
            if (fate === "mode") side.set(path, { content, mode: "100755" });
            if (fate === "move") side.set(`moved/${path.replace("/", "-")}`, now);
          });
        }
        const [ours, theirs] = forkOf(
          git.store,
          base,
          ...(sides as unknown as [Map<string, FileContent>, Map<string, FileContent>]),
        );
        const { ours: told, gits } = outcomes(git, ours, theirs);
        expect(told).toEqual(gits);
      }),
      { numRuns: 60 },
    );
  });

  it("across histories that were merged crosswise", () => {
    using git = realGit();
    const change = fc.array(fc.record({ at: fc.nat(11), to: fc.constantFrom("x", "y", "z") }), {
      maxLength: 3,
    });
    const round = fc.record({
      changes: fc.tuple(change, change),
      merge: fc.tuple(fc.boolean(), fc.boolean()),
    });
    let [crosswise, compared] = [0, 0];
    fc.assert(
      fc.property(fc.array(round, { minLength: 2, maxLength: 6 }), (rounds) => {
        const first = "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n";
        const root = commitOf(git.store, asTree(git.store, new Map([["a", first]])), []);
        const sides = [
          { sha: root, text: first },
          { sha: root, text: first },
        ];
        rounds.forEach(({ changes, merge }, index) => {
          const before = sides.map(({ sha }) => sha);
          for (const [at, side] of sides.entries()) {
            const lines = side.text.split("\n");
            for (const { at: line, to } of changes[at] ?? []) lines[line] = to;
            side.text = lines.join("\n");
            const other = before[1 - at] as string;
            const parents = merge[at] === true && other !== side.sha ? [side.sha, other] : [side.sha];
            const tree = asTree(git.store, new Map([["a", side.text]]));
            side.sha = commitOf(git.store, tree, parents, index * 2 + at);
          }
        });
        const [ours, theirs] = sides.map(({ sha }) => sha) as [string, string];
        compared += 1;
        if (mergeBases(git.store, ours, theirs).length > 1) crosswise += 1;
        const { ours: told, gits } = outcomes(git, ours, theirs);
        expect(told).toEqual(gits);
      }),
      { numRuns: 60 },
    );
    expect(crosswise).toBeGreaterThan(compared / 20);
  });
});
