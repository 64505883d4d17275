export { mergeCommits } from "./merge-commits.ts";
export { mergeText, type ConflictMarks, type MergedText } from "./merge-text.ts";
export { mergeTrees, type Conflict, type MergedTrees } from "./merge-trees.ts";
export type { ConflictKind, MergeStyle } from "./merge-entry.ts";
