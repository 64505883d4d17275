import type { Folder, FolderEntry, FoldersPort } from "../../src/core/index.ts";

/**
 * Folders in memory: one tree of files for all that is opened, with the errors of real ones.
 * @param files bytes by absolute path
 */
export function memoryFolders(
  files: Map<string, Uint8Array> = new Map(),
  times: Map<string, number> = new Map(),
): FoldersPort {
  const made = new Set<string>();
  return {
    open: async (root, { make }) => {
      const tree = { files, times, made, root: root === "/" ? "" : root };
      if (make) made.add(tree.root);
      return memoryFolder(tree);
    },
  };
}

interface Tree {
  readonly files: Map<string, Uint8Array>;
  readonly times: Map<string, number>;
  /** Folders that would stay without files. */
  readonly made: Set<string>;
  readonly root: string;
}

function memoryFolder(tree: Tree): Folder {
  const { files, times, made, root } = tree;
  const writable = (name: string): string => {
    const place = placeOf(tree, name);
    const kind = kindAt(tree, place);
    if (kind === "folder") throw new Error(`EISDIR: illegal operation on a directory, open '${name}'`);
    makeFolders(tree, place.slice(0, place.lastIndexOf("/")), name);
    return place;
  };
  return {
    root: root === "" ? "/" : root,
    read: async (name, maxBytes) => {
      const bytes = name.includes("\0") ? undefined : files.get(placeOf(tree, name));
      if (bytes !== undefined && bytes.length > maxBytes)
        throw new Error(`EFBIG: file too large, more than ${maxBytes} bytes, read '${name}'`);
      return bytes;
    },
    write: async (name, bytes, { mtimeMs }) => {
      const place = writable(name);
      files.set(place, bytes);
      times.set(place, mtimeMs);
    },
    append: async (name, bytes, { mtimeMs }) => {
      const place = writable(name);
      files.set(place, Buffer.concat([files.get(place) ?? new Uint8Array(), bytes]));
      times.set(place, mtimeMs);
    },
    makeFolder: async (name) => {
      const place = placeOf(tree, name);
      if (kindAt(tree, place) === "file") throw new Error(`EEXIST: file already exists, mkdir '${name}'`);
      makeFolders(tree, place, name);
    },
    stat: async (name) => (name.includes("\0") ? undefined : entryAt(tree, placeOf(tree, name))),
    list: async (name, max) => (name.includes("\0") ? [] : below(tree, placeOf(tree, name)).slice(0, max)),
    remove: async (name) => {
      const place = placeOf(tree, name);
      if (place === root) throw new Error(`EBUSY: resource busy or locked, rm '${name}'`);
      for (const one of [...files.keys(), ...made])
        if (one === place || one.startsWith(`${place}/`)) {
          files.delete(one);
          made.delete(one);
        }
    },
  };
}

function placeOf({ root }: Tree, name: string): string {
  if (name.includes("\0")) throw new Error(`EINVAL: invalid argument, open '${name}'`);
  const parts: string[] = [];
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const whole = parts.length === 0 ? "" : `/${parts.join("/")}`;
  const isOwn = root !== "" && name.startsWith("/") && `${whole}/`.startsWith(`${root}/`);
  return isOwn ? whole : `${root}${whole}`;
}

function kindAt(tree: Tree, place: string): "file" | "folder" | undefined {
  if (tree.files.has(place)) return "file";
  if (place === tree.root || tree.made.has(place)) return "folder";
  return [...tree.files.keys(), ...tree.made].some((one) => one.startsWith(`${place}/`))
    ? "folder"
    : undefined;
}

function entryAt(tree: Tree, place: string): FolderEntry | undefined {
  const kind = kindAt(tree, place);
  const path = place.slice(tree.root.length + 1);
  if (kind !== "file") return kind && { path, kind, size: 0, mtimeMs: 0 };
  return { path, kind, size: tree.files.get(place)?.length ?? 0, mtimeMs: tree.times.get(place) ?? 0 };
}

/** Keeps folders that have a file in them as well: a real one stays when its last file goes. */
function makeFolders(tree: Tree, place: string, name: string): void {
  for (let at = place; at.length > tree.root.length; at = at.slice(0, at.lastIndexOf("/"))) {
    if (tree.files.has(at)) throw new Error(`ENOTDIR: not a directory, open '${name}'`);
  }
  for (let at = place; at.length > tree.root.length; at = at.slice(0, at.lastIndexOf("/"))) tree.made.add(at);
}

function below(tree: Tree, place: string): FolderEntry[] {
  const places = new Set<string>();
  for (const one of [...tree.files.keys(), ...tree.made])
    for (let at = one; at.startsWith(`${place}/`); at = at.slice(0, at.lastIndexOf("/"))) places.add(at);
  // "/" comes before every character of a name: what is in a folder follows it.
  const sorted = [...places].toSorted((one, other) =>
    one.replaceAll("/", "\0") < other.replaceAll("/", "\0") ? -1 : 1,
  );
  return sorted.flatMap((one) => entryAt(tree, one) ?? []);
}
