export { mergeCommits } from "./merge-commits.ts";
export { mergeTrees, type Conflict, type MergedTrees } from "./merge-trees.ts";
export type { ConflictKind } from "./merge-entry.ts";
