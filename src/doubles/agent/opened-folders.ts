import type { Folder, FoldersPort } from "../../core/index.ts";

/** Opens each folder once for a process: opening one asks the system about every folder above it. */
export function openedOnce(folders: FoldersPort): FoldersPort {
  const opened = new Map<string, Promise<Folder>>();
  return {
    open: (path, options) => {
      // One that was not there may be made later.
      const key = `${options.make ? "made" : "asked"} ${path}`;
      const known = opened.get(`made ${path}`) ?? opened.get(key);
      if (known !== undefined) return known;
      const opening = folders.open(path, options);
      opened.set(key, opening);
      return opening;
    },
  };
}
