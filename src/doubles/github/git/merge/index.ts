export { mergeCommits } from "./merge-commits.ts";
export type { Conflict, MergedTrees } from "./merge-trees.ts";
export type { ConflictKind } from "./merge-entry.ts";
