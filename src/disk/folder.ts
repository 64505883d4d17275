import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import type { Folder, FolderEntry, WrittenFile } from "../core/index.ts";
import { temporaryName } from "./temporary-name.ts";

/** Opens a folder through which nothing leaves it. See FoldersPort. */
export function openFolder(path: string, { make }: { readonly make: boolean }): Folder {
  if (make) mkdirSync(path, { recursive: true, mode: 0o700 });
  const root = real(path) ?? path;
  const placeOf = (name: string): string => join(root, posix.normalize(`/${name}`));
  const isInside = (place: string): boolean => {
    for (let at = place; at.length >= root.length; at = dirname(at)) {
      const found = real(at);
      if (found !== undefined) return found === root || found.startsWith(root + sep);
      if (isLink(at)) return false;
    }
    return true;
  };
  const writable = (name: string): string => {
    const place = placeOf(name);
    if (!isInside(place)) throw new Error(`${name} leaves ${root} through a symbolic link`);
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    return place;
  };
  return {
    root,
    read: async (name, maxBytes) => {
      const place = placeOf(name);
      if (!isInside(place)) return undefined;
      const found = statSync(place, { throwIfNoEntry: false });
      if (found === undefined || !found.isFile()) return undefined;
      if (found.size > maxBytes)
        throw new Error(`${name} has ${found.size} bytes; at most ${maxBytes} are read`);
      return readFileSync(place);
    },
    write: async (name, bytes, { mtimeMs, mode = 0o600 }: WrittenFile) => {
      const place = writable(name);
      const unfinished = join(dirname(place), temporaryName());
      writeFileSync(unfinished, bytes, { mode });
      utimesSync(unfinished, mtimeMs / 1_000, mtimeMs / 1_000);
      renameSync(unfinished, place);
    },
    append: async (name, bytes, { mtimeMs, mode = 0o600 }: WrittenFile) => {
      const place = writable(name);
      appendFileSync(place, bytes, { mode });
      utimesSync(place, mtimeMs / 1_000, mtimeMs / 1_000);
    },
    stat: async (name) => {
      const place = placeOf(name);
      return isInside(place) ? entryAt(root, place) : undefined;
    },
    list: async (name, max) => {
      const found: FolderEntry[] = [];
      const walk = (place: string): void => {
        for (const one of readdirSync(place).toSorted()) {
          if (found.length >= max) return;
          const entry = entryAt(root, join(place, one));
          if (entry === undefined) continue;
          found.push(entry);
          if (entry.kind === "folder") walk(join(place, one));
        }
      };
      const place = placeOf(name);
      if (isInside(place) && statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) walk(place);
      return found;
    },
    remove: async (name) => {
      const place = placeOf(name);
      if (isInside(dirname(place))) rmSync(place, { recursive: true, force: true });
    },
  };
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function entryAt(root: string, place: string): FolderEntry | undefined {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const kind = found.isFile()
    ? "file"
    : found.isDirectory()
      ? "folder"
      : found.isSymbolicLink()
        ? "link"
        : "other";
  return { path: relative(root, place).split(sep).join("/"), kind, size: found.size, mtimeMs: found.mtimeMs };
}
