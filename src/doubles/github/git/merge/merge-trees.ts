import { changeTree, type PathChange } from "../change-tree.ts";
import { diffTrees, findRenames, type PathPair, type Rename } from "../diff/index.ts";
import type { ObjectStore } from "../object.ts";
import { compareBytes, treeEntryAt } from "../tree.ts";
import { foldersFilled, foldersOf, movedFolders } from "./folder-renames.ts";
import { mergeEntry, type ConflictKind, type MergeStyle, type Triple, type Version } from "./merge-entry.ts";

/** A path at which two changes can't both be had. */
export interface Conflict {
  readonly path: string;
  readonly kind: ConflictKind;
}

/** The merged tree, and the conflicts in it by path: it is clean where there are none. */
export interface MergedTrees {
  /** SHA of the tree; in conflicts it has both sides between markers, or one of them. */
  readonly tree: string;
  readonly conflicts: readonly Conflict[];
}

/** What one side did since the base. */
interface Changes {
  readonly tree: string;
  readonly pairs: ReadonlyMap<string, PathPair>;
  /** Renames by where files were, and by where they are now. */
  readonly bySource: ReadonlyMap<string, Rename>;
  readonly byTarget: ReadonlyMap<string, Rename>;
}

/**
 * Merges two trees with what they come from, as git does (strategy ort): files that one side renamed and the other
 * changed are both. Objects of the result are put into the store.
 */
export function mergeTrees(
  store: ObjectStore,
  base: string,
  ours: string,
  theirs: string,
  style: MergeStyle,
): MergedTrees {
  if (ours === theirs || base === theirs) return { tree: ours, conflicts: [] };
  if (base === ours) return { tree: theirs, conflicts: [] };
  const [left, right] = [diffTrees(store, base, ours), diffTrees(store, base, theirs)];
  const mine = changesOf(store, ours, left, right);
  const yours = changesOf(store, theirs, right, left);
  const result = new Map<string, PathChange>();
  const conflicts = new Map<string, ConflictKind>();
  for (const path of new Set([...mine.pairs.keys(), ...yours.pairs.keys()])) {
    const { triple, conflict } = tripleAt(store, path, mine, yours, style);
    const merged = mergeEntry(store, triple, style);
    result.set(path, merged.version);
    const kind = conflict ?? merged.conflict;
    if (kind !== undefined) conflicts.set(path, kind);
  }
  for (const [one, other] of [
    [mine, yours],
    [yours, mine],
  ] as const)
    for (const path of movedFolders(store, one, other))
      if (!conflicts.has(path)) conflicts.set(path, "file location");
  const tree = writeResult(store, ours, result, conflicts);
  const sorted = [...conflicts].map(([path, kind]) => ({ path, kind }));
  return { tree, conflicts: sorted.sort((one, other) => compareBytes(one.path, other.path)) };
}

/** A side with its renames, as far as they matter for what the other side did. */
function changesOf(
  store: ObjectStore,
  tree: string,
  pairs: readonly PathPair[],
  others: readonly PathPair[],
): Changes {
  const touched = new Set(others.flatMap(({ path, before }) => (before === undefined ? [] : [path])));
  const filled = foldersFilled(store, tree, others);
  const renames = findRenames(
    store,
    pairs,
    (path) => touched.has(path) || foldersOf(path).some((folder) => filled.has(folder)),
  );
  return {
    tree,
    pairs: new Map(pairs.map((pair) => [pair.path, pair])),
    bySource: new Map(renames.map((rename) => [rename.from.path, rename])),
    byTarget: new Map(renames.map((rename) => [rename.to.path, rename])),
  };
}

/** What a side has at a path; the base's version where it changed nothing there. */
function versionIn(side: Changes, path: string, base: Version | undefined): Version | undefined {
  const pair = side.pairs.get(path);
  return pair === undefined ? base : pair.after;
}

/** What is to be merged at a path, and a conflict that is known already. */
interface Step {
  readonly triple: Triple;
  readonly conflict?: ConflictKind;
}

/** What is to be merged at a path, after files that were renamed were followed. */
function tripleAt(store: ObjectStore, path: string, mine: Changes, yours: Changes, style: MergeStyle): Step {
  const [left, right] = [mine.byTarget.get(path), yours.byTarget.get(path)];
  if (left === undefined && right === undefined) return sourceOrPlain(path, mine, yours);
  if (left !== undefined && left.from.path === right?.from.path)
    return { triple: { base: left.from, ours: left.to, theirs: right.to } };
  const ours = left === undefined ? undefined : follow(left, yours);
  const theirs = right === undefined ? undefined : follow(right, mine);
  const conflict = ours?.conflict ?? theirs?.conflict;
  const flagged = conflict === undefined ? {} : { conflict };
  // The other side has a file of its own there, or renamed another one to it.
  const [mineThere, yoursThere] = [mine.pairs.get(path)?.after, yours.pairs.get(path)?.after];
  if (mineThere !== undefined && yoursThere !== undefined) {
    const [one, other] = [
      ours === undefined ? mineThere : mergeEntry(store, ours.triple, style).version,
      theirs === undefined ? yoursThere : mergeEntry(store, swapped(theirs.triple), style).version,
    ];
    // What both have alike is no conflict for git, though a change came to it on the way.
    const alike = mineThere.sha === yoursThere.sha && mineThere.mode === yoursThere.mode;
    return { triple: { ours: one, theirs: alike ? one : other }, ...flagged };
  }
  const triple = ours?.triple ?? swapped((theirs as Step).triple);
  return { triple, ...flagged };
}

function swapped({ base, ours, theirs }: Triple): Triple {
  return { base, ours: theirs, theirs: ours };
}

/** A rename of one side with what the other side did to the file where it was. */
function follow({ from, to }: Rename, other: Changes): Step {
  const elsewhere = other.bySource.get(from.path);
  if (elsewhere !== undefined)
    return { triple: { base: from, ours: to, theirs: elsewhere.to }, conflict: "rename/rename" };
  const there = versionIn(other, from.path, from);
  if (there === undefined) return { triple: { ours: to }, conflict: "rename/delete" };
  return { triple: { base: from, ours: to, theirs: there } };
}

/** A path that is no target: what was renamed away is gone on both sides. */
function sourceOrPlain(path: string, mine: Changes, yours: Changes): Step {
  const [left, right] = [mine.bySource.get(path), yours.bySource.get(path)];
  if (left !== undefined && right !== undefined && left.to.path !== right.to.path)
    return { triple: {}, conflict: "rename/rename" };
  if (left !== undefined || right !== undefined) return { triple: {} };
  const base = (mine.pairs.get(path) ?? yours.pairs.get(path))?.before;
  return { triple: { base, ours: versionIn(mine, path, base), theirs: versionIn(yours, path, base) } };
}

/** Puts the result over our tree. A file that stands where the other side needs a folder is a conflict. */
function writeResult(
  store: ObjectStore,
  ours: string,
  result: ReadonlyMap<string, PathChange>,
  conflicts: Map<string, ConflictKind>,
): string {
  const changes = new Map<string, PathChange>();
  for (const [path, change] of result)
    if (change !== undefined || treeEntryAt(store, ours, path) !== undefined) changes.set(path, change);
  const folders = new Set<string>();
  for (const [path, change] of changes)
    if (change !== undefined) for (const folder of foldersOf(path)) folders.add(folder);
  for (const folder of folders) {
    const file = changes.has(folder) ? changes.get(folder) : fileAt(store, ours, folder);
    if (file === undefined) continue;
    conflicts.set(folder, "file/directory");
    changes.delete(folder);
  }
  const made = changeTree(store, ours, changes);
  return made.ok ? made.sha : ours;
}

function fileAt(store: ObjectStore, tree: string, path: string): Version | undefined {
  const entry = treeEntryAt(store, tree, path);
  return entry?.type === "tree" ? undefined : entry;
}
