/** Git's objects, trees, history, differences and merges, in plain functions over a store of objects. */
export {
  blobOf,
  contentBytes,
  emptyTreeSha,
  isSha,
  looseBytes,
  memoryStore,
  objectSha,
  type GitObject,
  type ObjectReader,
  type ObjectStore,
  type ObjectType,
  type Sha1,
} from "./object.ts";
export type { EntryMode } from "./tree-codec.ts";
export type { GitPerson } from "./person.ts";
export { commitAt, commitObject, readCommit, type Commit, type FoundCommit } from "./commit.ts";
export { peel, readTag, tagObject, type Tag } from "./tag.ts";
export { entriesOf, flattenTree, treeAt, treeEntryAt, type PathEntry, type TreeEntry } from "./tree.ts";
export {
  changeTree,
  treeOfFiles,
  type FileContent,
  type PathChange,
  type TreeChange,
  type TreeRefusal,
} from "./change-tree.ts";
export { pathProblem, type PathProblem } from "./path-name.ts";
export { isBranchName, isRefName, refsCollide } from "./ref-name.ts";
export { ancestors, distance, isAncestor, walk } from "./history.ts";
export { mergeBase } from "./merge-base.ts";
export { pathHistory } from "./path-history.ts";
export {
  diffFiles,
  diffText,
  patchMails,
  isBinary,
  pathOf,
  splitMessage,
  type FileDiff,
  type FileStatus,
} from "./diff/index.ts";
export {
  mergeCommits,
  mergeTrees,
  type Conflict,
  type ConflictKind,
  type MergedTrees,
} from "./merge/index.ts";
