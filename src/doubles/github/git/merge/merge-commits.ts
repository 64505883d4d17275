import { commitAt, commitObject, type Commit } from "../commit.ts";
import { mergeBases } from "../merge-base.ts";
import { emptyTreeSha, type ObjectStore } from "../object.ts";
import type { MergeStyle } from "./merge-entry.ts";
import { mergeTrees, type MergedTrees } from "./merge-trees.ts";

/** Merges of bases inside each other before only the first base is taken. */
const depthMax = 8;

/**
 * Merges two commits with their best common ancestors. Where there are several, they are first merged with each other
 * into a base that nobody ever made, as git's recursive and ort do.
 * @param store takes the objects of the merge; a layer over the real store where only mergeability is asked for
 * @returns undefined where histories have nothing in common, or a commit is missing
 */
export function mergeCommits(store: ObjectStore, ours: string, theirs: string): MergedTrees | undefined {
  return mergeAt(store, ours, theirs, 0);
}

function mergeAt(store: ObjectStore, ours: string, theirs: string, depth: number): MergedTrees | undefined {
  const [mine, yours] = [commitAt(store, ours), commitAt(store, theirs)];
  // The oldest first, so that results are the same on every machine.
  const bases = mergeBases(store, ours, theirs).toReversed();
  const [first] = bases;
  if (mine === undefined || yours === undefined || (first === undefined && depth === 0)) return undefined;
  const base = depth < depthMax ? virtualBase(store, bases, depth) : first;
  const tree = base === undefined ? emptyTreeSha : (commitAt(store, base) as Commit).tree;
  return mergeTrees(store, tree, mine.tree, yours.tree, styleAt(depth));
}

function styleAt(depth: number): MergeStyle {
  const [ours, theirs] =
    depth === 0 ? ["ours", "theirs"] : ["Temporary merge branch 1", "Temporary merge branch 2"];
  return { marks: { ours, theirs, length: 7 + 2 * depth }, virtual: depth > 0 };
}

/** One base of several, by merging each with those before it. */
function virtualBase(
  store: ObjectStore,
  [first, ...more]: readonly string[],
  depth: number,
): string | undefined {
  const nobody = { name: "backlot", email: "backlot@localhost", seconds: 0, zone: "+0000" };
  return more.reduce<string | undefined>((base, next) => {
    const merged = base === undefined ? undefined : mergeAt(store, base, next, depth + 1);
    if (base === undefined || merged === undefined) return base;
    const people = { author: nobody, committer: nobody, message: "virtual merge base" };
    return store.put(commitObject({ tree: merged.tree, parents: [base, next], ...people }));
  }, first);
}
