import type { FoldersPort } from "../../core/index.ts";
import { openFolder } from "../../disk/index.ts";

/** Folders of the file system, each left by nothing that is done through it. */
export const foldersPort: FoldersPort = {
  open: async (path, options) => openFolder(path, options),
};
