import { encodeLossless } from "../../../core/index.ts";
import type { GitObject, ObjectReader, ObjectType } from "./object.ts";
import { readTreeText, treeText, type EntryMode, type RawEntry } from "./tree-codec.ts";

/** One entry of a tree with its mode as git understands it. */
export interface TreeEntry {
  readonly mode: EntryMode;
  readonly type: ObjectType;
  readonly name: string;
  readonly sha: string;
}

/** An entry somewhere below a tree. */
export interface PathEntry extends Omit<TreeEntry, "name"> {
  readonly path: string;
}

const read = new WeakMap<GitObject, readonly TreeEntry[]>();

/** The entries of the object of a tree in its order; undefined for what is no tree. */
function readTree(object: GitObject | undefined): readonly TreeEntry[] | undefined {
  if (object?.type !== "tree") return undefined;
  const kept = read.get(object);
  if (kept !== undefined) return kept;
  const entries = readTreeText(object.data).map(({ mode, name, sha }) => {
    const canonical = canonicalMode(mode);
    return { mode: canonical, type: typeOfMode(canonical), name, sha };
  });
  read.set(object, entries);
  return entries;
}

/** The entries of the tree of that SHA. */
export function treeAt(store: ObjectReader, sha: string): readonly TreeEntry[] | undefined {
  return readTree(store.get(sha));
}

/** The entries of a tree that is known to be there. */
export function entriesOf(store: ObjectReader, sha: string): readonly TreeEntry[] {
  return treeAt(store, sha) as readonly TreeEntry[];
}

/** A mode as git understands it, however an old tool wrote it. @example canonicalMode("100664") // "100644" */
function canonicalMode(mode: string): EntryMode {
  const bits = Number.parseInt(mode, 8);
  const kind = bits & 0o170000;
  if (kind === 0o100000) return (bits & 0o100) === 0 ? "100644" : "100755";
  if (kind === 0o120000) return "120000";
  return kind === 0o040000 ? "040000" : "160000";
}

/** What an entry of that mode leads to: a submodule is a commit of another repository. */
export function typeOfMode(mode: EntryMode): ObjectType {
  if (mode === "040000") return "tree";
  return mode === "160000" ? "commit" : "blob";
}

/** The object of a tree of entries, in git's order. */
export function treeObject(entries: Iterable<Omit<TreeEntry, "type">>): GitObject {
  const raw = Array.from(entries, ({ mode, name, sha }): RawEntry => {
    return { mode: mode === "040000" ? "40000" : mode, name, sha };
  });
  return { type: "tree", data: treeText(raw.sort(byTreeOrder)) };
}

/** Git compares the bytes of names, a folder's as if it ended with a slash. */
function byTreeOrder(left: RawEntry, right: RawEntry): number {
  return compareBytes(sortName(left), sortName(right));
}

function sortName({ mode, name }: RawEntry): string {
  return mode === "40000" ? `${name}/` : name;
}

/**
 * The order of two texts by their bytes, which is that of code points and not that of UTF-16.
 * @returns below, above or equal to zero
 */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === length) return left.length - right.length;
  const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)];
  if (one < 0xd800 && other < 0xd800) return one - other;
  const [bytes, others] = [encodeLossless(left), encodeLossless(right)];
  const first = bytes.findIndex((byte, index) => byte !== others[index]);
  return (bytes[first] ?? -1) - (others[first] ?? -1);
}

/**
 * The entry at a path below a tree; the tree itself for "".
 * @returns undefined where nothing is there
 */
export function treeEntryAt(store: ObjectReader, tree: string, path: string): PathEntry | undefined {
  let entry: PathEntry = { path, mode: "040000", type: "tree", sha: tree };
  if (path === "") return entry;
  for (const segment of path.split("/")) {
    if (entry.type !== "tree") return undefined;
    const found = treeAt(store, entry.sha)?.find(({ name }) => name === segment);
    if (found === undefined) return undefined;
    entry = { path, mode: found.mode, type: found.type, sha: found.sha };
  }
  return entry;
}

/** How a flattening goes. */
export interface Flattening {
  /** Whether the folders themselves are listed too, each before what it holds. */
  readonly withTrees?: boolean;
  /** Entries after which it stops. */
  readonly entriesMax?: number;
  /** Folders inside each other that it enters; git's own limit of depth is not far above. */
  readonly depthMax?: number;
}

/** All entries below a tree, in git's order (`git ls-tree -r`); what can't be read is left out. */
export function flattenTree(store: ObjectReader, tree: string, how: Flattening = {}): readonly PathEntry[] {
  const { withTrees = false, entriesMax = Infinity, depthMax = 2_000 } = how;
  const found: PathEntry[] = [];
  const open = [{ entries: treeAt(store, tree) ?? [], at: 0, prefix: "" }];
  for (let top = open.at(-1); top !== undefined && found.length < entriesMax; top = open.at(-1)) {
    const entry = top.entries[top.at++];
    if (entry === undefined) {
      open.pop();
      continue;
    }
    const path = top.prefix + entry.name;
    if (entry.type !== "tree" || withTrees)
      found.push({ path, mode: entry.mode, type: entry.type, sha: entry.sha });
    if (entry.type === "tree" && open.length < depthMax)
      open.push({ entries: treeAt(store, entry.sha) ?? [], at: 0, prefix: `${path}/` });
  }
  return found;
}
