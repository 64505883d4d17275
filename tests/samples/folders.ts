import type { Folder, FolderEntry, FoldersPort } from "../../src/core/index.ts";

/** Folders in memory: one tree of files for all that is opened. @param files text or bytes by absolute path */
export function memoryFolders(
  files: Map<string, Uint8Array> = new Map(),
  times: Map<string, number> = new Map(),
): FoldersPort {
  const normal = (path: string): string => {
    const parts: string[] = [];
    for (const part of path.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "" && part !== ".") parts.push(part);
    }
    return `/${parts.join("/")}`;
  };
  return {
    open: async (root): Promise<Folder> => {
      const placeOf = (name: string): string => (root === "/" ? normal(name) : `${root}${normal(name)}`);
      const entry = (place: string): FolderEntry | undefined => {
        const bytes = files.get(place);
        const path = place.slice(root === "/" ? 1 : root.length + 1);
        if (bytes !== undefined)
          return { path, kind: "file", size: bytes.length, mtimeMs: times.get(place) ?? 0 };
        const isFolder = [...files.keys()].some((one) => one.startsWith(`${place === "/" ? "" : place}/`));
        return isFolder ? { path, kind: "folder", size: 0, mtimeMs: 0 } : undefined;
      };
      return {
        root,
        read: async (name, maxBytes) => {
          const bytes = files.get(placeOf(name));
          if (bytes !== undefined && bytes.length > maxBytes) throw new Error(`${name} is too large`);
          return bytes;
        },
        write: async (name, bytes, { mtimeMs }) => {
          files.set(placeOf(name), bytes);
          times.set(placeOf(name), mtimeMs);
        },
        append: async (name, bytes, { mtimeMs }) => {
          const place = placeOf(name);
          files.set(place, Buffer.concat([files.get(place) ?? new Uint8Array(), bytes]));
          times.set(place, mtimeMs);
        },
        stat: async (name) => entry(placeOf(name)),
        list: async (name, max) => {
          const base = placeOf(name);
          const below = [...files.keys()].filter((one) => one.startsWith(`${base === "/" ? "" : base}/`));
          const folders = new Set<string>();
          for (const one of below) {
            let at = one.lastIndexOf("/");
            while (at > base.length) {
              folders.add(one.slice(0, at));
              at = one.lastIndexOf("/", at - 1);
            }
          }
          const all = [...folders, ...below].toSorted().slice(0, max);
          return all.flatMap((one) => entry(one) ?? []);
        },
        remove: async (name) => {
          const place = placeOf(name);
          for (const one of [...files.keys()])
            if (one === place || one.startsWith(`${place}/`)) files.delete(one);
        },
      };
    },
  };
}
