import { utf8 } from "../../../core/index.ts";
import { blobOf, type ObjectStore } from "./object.ts";
import { pathProblem, type PathProblem } from "./path-name.ts";
import { treeAt, treeObject, typeOfMode, type TreeEntry } from "./tree.ts";
import type { EntryMode } from "./tree-codec.ts";

/** What is to stand at a path; undefined removes what is there. */
export type PathChange = { readonly mode: EntryMode; readonly sha: string } | undefined;

/** Why a tree was not changed, and at which path. */
export interface TreeRefusal {
  readonly path: string;
  /** "missing": removed, but not there; "collision": a file and something below it are put together. */
  readonly problem: PathProblem | "missing" | "collision" | "no-tree";
}

/** The SHA of the changed tree, or the first path that stands against it. */
export type TreeChange =
  | { readonly ok: true; readonly sha: string }
  | { readonly ok: false; readonly refusal: TreeRefusal };

/**
 * Puts and removes many paths at once. A file gives way to a folder of its name and a folder to a file; folders that
 * become empty are gone. Trees are put only when every path is good.
 */
export function changeTree(
  store: ObjectStore,
  tree: string | undefined,
  changes: ReadonlyMap<string, PathChange>,
): TreeChange {
  const root = nest(changes);
  if (!("children" in root)) return { ok: false, refusal: root };
  if (tree !== undefined && treeAt(store, tree) === undefined)
    return { ok: false, refusal: { path: "", problem: "no-tree" } };
  const planned = plan(store, tree, root, "");
  if (!planned.ok) return planned;
  return { ok: true, sha: putPlan(store, planned.entries) };
}

/** Changes by segment: a leaf says what stands there, a node has children. */
interface Nested {
  readonly children: Map<string, Nested>;
  leaf?: { readonly change: PathChange };
}

function nest(changes: ReadonlyMap<string, PathChange>): Nested | TreeRefusal {
  const root: Nested = { children: new Map() };
  for (const [path, change] of changes) {
    const problem = pathProblem(path);
    if (problem !== undefined) return { path, problem };
    let node = root;
    for (const segment of path.split("/")) {
      let child = node.children.get(segment);
      if (child === undefined) node.children.set(segment, (child = { children: new Map() }));
      node = child;
    }
    node.leaf = { change };
  }
  return root;
}

/** A planned entry: kept as it is, or a folder that is planned itself. */
type Planned = Omit<TreeEntry, "type"> | { readonly name: string; readonly entries: readonly Planned[] };

type Plan =
  | { readonly ok: true; readonly entries: readonly Planned[] }
  | { readonly ok: false; readonly refusal: TreeRefusal };

function plan(store: ObjectStore, tree: string | undefined, node: Nested, prefix: string): Plan {
  const entries = new Map<string, Planned>();
  const before = tree === undefined ? [] : (treeAt(store, tree) ?? []);
  for (const entry of before) entries.set(entry.name, entry);
  for (const [name, { leaf, children }] of node.children) {
    const path = prefix + name;
    const old = entries.get(name);
    if (leaf?.change !== undefined && children.size > 0)
      return { ok: false, refusal: { path, problem: "collision" } };
    if (leaf !== undefined && leaf.change === undefined && old === undefined)
      return { ok: false, refusal: { path, problem: "missing" } };
    entries.delete(name);
    if (leaf?.change !== undefined) entries.set(name, { name, ...leaf.change });
    if (children.size === 0) continue;
    // What is removed as a whole has nothing left for the changes below it.
    const below =
      leaf === undefined && old !== undefined && "sha" in old && isFolder(old) ? old.sha : undefined;
    const planned = plan(store, below, { children }, `${path}/`);
    if (!planned.ok) return planned;
    if (planned.entries.length > 0) entries.set(name, { name, entries: planned.entries });
  }
  return { ok: true, entries: [...entries.values()] };
}

function isFolder(entry: { readonly mode: EntryMode }): boolean {
  return typeOfMode(entry.mode) === "tree";
}

function putPlan(store: ObjectStore, entries: readonly Planned[]): string {
  const ready = entries.map((entry) =>
    "sha" in entry
      ? entry
      : { name: entry.name, mode: "040000" as const, sha: putPlan(store, entry.entries) },
  );
  return store.put(treeObject(ready));
}

/** A file for a new tree: its text, its bytes, or with a mode. */
export type FileContent =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly mode?: EntryMode };

/**
 * Puts the blobs and trees of files by path.
 * @example treeOfFiles(store, new Map([["README.md", "# demo\n"]])) // { ok: true, sha: "..." }
 */
export function treeOfFiles(store: ObjectStore, files: ReadonlyMap<string, FileContent>): TreeChange {
  const changes = new Map<string, PathChange>();
  for (const [path, file] of files) {
    const { content, mode = "100644" } =
      typeof file === "string" || file instanceof Uint8Array ? { content: file } : file;
    const sha = store.put(blobOf(typeof content === "string" ? utf8(content) : content));
    changes.set(path, { mode, sha });
  }
  return changeTree(store, undefined, changes);
}
