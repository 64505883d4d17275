import type { ObjectReader } from "../object.ts";
import { compareBytes, flattenTree, treeAt, type PathEntry, type TreeEntry } from "../tree.ts";

/** What stands at one path in two trees, where they differ. */
export interface PathPair {
  readonly path: string;
  readonly before?: PathEntry;
  readonly after?: PathEntry;
}

/**
 * The paths of files that differ between two trees, in git's order; subtrees that are equal are not entered. A tree
 * that is undefined has no entries.
 */
export function diffTrees(
  store: ObjectReader,
  before: string | undefined,
  after: string | undefined,
): readonly PathPair[] {
  const pairs: PathPair[] = [];
  compare(store, before, after, "", pairs);
  return pairs.sort((one, other) => compareBytes(one.path, other.path));
}

function compare(
  store: ObjectReader,
  before: string | undefined,
  after: string | undefined,
  prefix: string,
  pairs: PathPair[],
): void {
  if (before === after) return;
  const entries = (tree: string | undefined) =>
    new Map((tree === undefined ? [] : (treeAt(store, tree) ?? [])).map((entry) => [entry.name, entry]));
  const [old, now] = [entries(before), entries(after)];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [left, right] = [old.get(name), now.get(name)];
    if (left?.sha === right?.sha && left?.mode === right?.mode) continue;
    const path = prefix + name;
    const folders = [left, right].map((entry) => (entry?.type === "tree" ? entry.sha : undefined));
    if (folders[0] !== undefined && folders[1] !== undefined)
      compare(store, folders[0], folders[1], `${path}/`, pairs);
    else addPair(store, path, left, right, pairs);
  }
}

/** A file beside nothing or another file; a folder that came or went stands for its files. */
function addPair(
  store: ObjectReader,
  path: string,
  left: TreeEntry | undefined,
  right: TreeEntry | undefined,
  pairs: PathPair[],
): void {
  const entry = ({ mode, type, sha }: TreeEntry): PathEntry => ({ path, mode, type, sha });
  const before = left === undefined || left.type === "tree" ? undefined : entry(left);
  const after = right === undefined || right.type === "tree" ? undefined : entry(right);
  if (before !== undefined || after !== undefined)
    pairs.push({ path, ...(before && { before }), ...(after && { after }) });
  const below = (folder: TreeEntry | undefined) =>
    folder?.type === "tree"
      ? flattenTree(store, folder.sha).map((file) => ({ ...file, path: `${path}/${file.path}` }))
      : [];
  for (const file of below(left)) pairs.push({ path: file.path, before: file });
  for (const file of below(right)) pairs.push({ path: file.path, after: file });
}
