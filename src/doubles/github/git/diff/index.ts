export { diffForMerge } from "./diff-lines.ts";
export type { Edit } from "./sides.ts";
export { diffTrees, type PathPair } from "./tree-diff.ts";
export { findRenames, type Rename } from "./renames.ts";
export { isBinary } from "./similarity.ts";
export { diffFiles, pathOf, type FileDiff, type FileStatus } from "./file-diff.ts";
export { diffText } from "./diff-text.ts";
export { patchMails, splitMessage } from "./mail.ts";
