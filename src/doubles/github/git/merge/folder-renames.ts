import type { PathPair, Rename } from "../diff/index.ts";
import type { ObjectReader } from "../object.ts";
import { treeEntryAt } from "../tree.ts";

interface Side {
  readonly tree: string;
  readonly pairs: ReadonlyMap<string, PathPair>;
  readonly bySource: ReadonlyMap<string, Rename>;
  readonly byTarget: ReadonlyMap<string, Rename>;
}

/**
 * Files that the other side put into a folder which this side moved as a whole: whether they belong there or should
 * have moved too is asked of people (merge.directoryRenames is "conflict" in git).
 */
export function movedFolders(store: ObjectReader, side: Side, other: Side): readonly string[] {
  const folders = wholeMoves(store, side);
  if (folders.size === 0) return [];
  return [...other.pairs.values()].flatMap(({ path, before, after }) => {
    if (before !== undefined || after === undefined) return [];
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const to = folders.get(path.slice(0, end));
      if (to === undefined) continue;
      const moved = (to === "" ? "" : `${to}/`) + path.slice(end + 1);
      // The other side may have put it where the folder is now.
      return moved === path ? [] : [moved];
    }
    return [];
  });
}

/** Folders that are gone from this side, and into which the other side put new files. */
export function foldersFilled(
  store: ObjectReader,
  tree: string,
  others: readonly PathPair[],
): ReadonlySet<string> {
  const added = others.flatMap(({ path, before }) => (before === undefined ? foldersOf(path) : []));
  return new Set([...new Set(added)].filter((folder) => treeEntryAt(store, tree, folder)?.type !== "tree"));
}

/** The folders that a path is in. @example foldersOf("a/b/c") // ["a", "a/b"] */
export function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1))
    folders.push(path.slice(0, end));
  return folders;
}

/** Folders that are gone, and where most of their files went. */
function wholeMoves(store: ObjectReader, side: Side): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { from, to } of side.bySource.values())
    for (const [old, now] of folderPairs(from.path, to.path)) {
      const targets = counts.get(old) ?? new Map<string, number>();
      targets.set(now, (targets.get(now) ?? 0) + 1);
      counts.set(old, targets);
    }
  const moves = new Map<string, string>();
  for (const [old, targets] of counts) {
    if (treeEntryAt(store, side.tree, old) !== undefined) continue;
    const [best, next] = [...targets].sort((one, another) => another[1] - one[1]);
    if (best !== undefined && best[1] > (next?.[1] ?? 0)) moves.set(old, best[0]);
  }
  return moves;
}

/** The folders of a renamed file, and those above them as long as what follows is the same. */
function* folderPairs(from: string, to: string): Generator<readonly [string, string]> {
  let [old, now] = [folderOf(from), folderOf(to)];
  while (old !== now && old !== "") {
    yield [old, now];
    if (now === "" || lastOf(old) !== lastOf(now)) return;
    [old, now] = [folderOf(old), folderOf(now)];
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
