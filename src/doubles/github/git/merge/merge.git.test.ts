import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asTree, edited, edits, text } from "../../../../../tests/git/random-history.ts";
import { commitOf, forkOf } from "../../../../../tests/git/fork.ts";
import { lacksGit, realGit, type RealGit } from "../../../../../tests/git/real-git.ts";
import type { FileContent } from "../change-tree.ts";
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

describe.skipIf(real)("merges are those of git", () => {
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
    const lines = fc.array(fc.record({ at: fc.nat(12), to: fc.constantFrom("x", "y", "z") }), {
      maxLength: 3,
    });
    const step = fc.record({ parents: fc.array(fc.nat(3), { minLength: 1, maxLength: 2 }), lines });
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 10 }), (steps) => {
        const texts = ["0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"];
        const shas = [commitOf(git.store, asTree(git.store, new Map([["a", texts[0] as string]])), [])];
        steps.forEach(({ parents, lines: changes }, index) => {
          const from = [...new Set(parents.map((back) => Math.max(index - back, 0)))];
          const now = (texts[from[0] as number] as string).split("\n");
          for (const { at, to } of changes) now[at] = to;
          texts.push(now.join("\n"));
          const tree = asTree(git.store, new Map([["a", now.join("\n")]]));
          const before = from.map((at) => shas[at] as string);
          shas.push(commitOf(git.store, tree, before, index));
        });
        const { ours: told, gits } = outcomes(git, shas.at(-1) as string, shas.at(-2) as string);
        expect(told).toEqual(gits);
      }),
      { numRuns: 60 },
    );
  });
});
