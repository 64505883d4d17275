import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { commitOf } from "../../../../tests/git/fork.ts";
import { asTree, edited, edits, text } from "../../../../tests/git/random-history.ts";
import { lacksGit, realGit, type RealGit } from "../../../../tests/git/real-git.ts";
import { commitAt, walk } from "../git/index.ts";
import { rebase } from "./rebase.ts";

/** Trees of the commits on top of a base, oldest first, as git's own rebase makes them; undefined: it conflicts. */
function gitTrees(git: RealGit, base: string, head: string): readonly string[] | undefined {
  const folder = path.join(git.folder, `work-${head}`);
  git.ask("worktree", "add", "-q", "--detach", folder, head);
  const { exitCode } = git.run(["-C", folder, "rebase", "-q", base]);
  const trees = git.run(["-C", folder, "log", "--reverse", "--format=%T", `${base}..HEAD`]).stdout;
  git.ask("worktree", "remove", "--force", folder);
  return exitCode === 0 ? trees.split("\n").filter(Boolean) : undefined;
}

function ownTrees(git: RealGit, base: string, head: string): readonly string[] | undefined {
  const { store } = git;
  const commits = [...walk(store, { from: [head], not: [base] })].toReversed();
  const sha = rebase(store, base, commits, null);
  if (sha === undefined) return undefined;
  return [...walk(store, { from: [sha], not: [base] })].toReversed().map(({ commit }) => commit.tree);
}

const lines = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join("");
const addAt = (at: number) => [{ at, remove: 0, add: ["new"] }];

type Changes = Parameters<typeof edited>[1];

/** Changes far from each other: among the others there may be none that can be rebased. */
const apart: [string, Changes, Changes, Changes] = [lines, addAt(1), addAt(10), addAt(18)];

// Skipped where no git is installed that merges without a work tree: there is nothing to hold it against.
it.skipIf(lacksGit(238))(
  "rebasing two commits comes to the trees that git's own comes to",
  { timeout: 120_000 },
  () => {
    using git = realGit();
    const { store } = git;
    const outcomes = { rebased: 0, refused: 0 };
    fc.assert(
      fc.property(text, edits, edits, edits, (before, ours, first, second) => {
        const root = commitOf(store, asTree(store, new Map([["a", before]])), []);
        const base = commitOf(store, asTree(store, new Map([["a", edited(before, ours)]])), [root], 1);
        const once = edited(before, first);
        const one = commitOf(store, asTree(store, new Map([["a", once]])), [root], 2);
        const head = commitOf(
          store,
          asTree(
            store,
            new Map([
              ["a", edited(once, second)],
              ["b", "b\n"],
            ]),
          ),
          [one],
          3,
        );
        const expected = gitTrees(git, base, head);
        expect(ownTrees(git, base, head)).toEqual(expected);
        outcomes[expected === undefined ? "refused" : "rebased"] += 1;
        expect(commitAt(store, head)).toBeDefined();
      }),
      { numRuns: 25, examples: [apart] },
    );
    expect(outcomes.rebased).toBeGreaterThan(0);
  },
);
