export { claimFile, type FileClaim } from "./claim-file.ts";
export { type CodeCache, openCodeCache } from "./code-cache.ts";
export { describeDiskError, type FileSystem, realFileSystem, whileWriting } from "./file-system.ts";
export { openFolder } from "./folder.ts";
export { hideFromGit } from "./hide-from-git.ts";
export { type InsideList, listInside } from "./list-inside.ts";
export { acquireLock, type Lock } from "./lock.ts";
export { createOwnedFolder, type OwnedFolderOptions, removeOwnedFolder } from "./owned-folder.ts";
export {
  currentProcess,
  identityText,
  isGone,
  type Owner,
  ownerText,
  type ProcessIdentity,
  processStartTime,
} from "./owner.ts";
export {
  linkFile,
  linkFolder,
  makePrivateFolder,
  putFile,
  putLargeFile,
  removeFile,
  removePrivateFolder,
  writePrivate,
} from "./private-files.ts";
export { findProjectRoot, findScenarioFile, scenarioFileNames } from "./project.ts";
export { readLimited } from "./read-limited.ts";
export { readInside, type ReadOptions, resolveInside } from "./read-inside.ts";
export { sweepTempFiles } from "./sweep-temp-files.ts";
export { sweep, type SweepOptions, type SweepResult } from "./sweep.ts";
export { writeAtomic, type WriteOptions } from "./write-atomic.ts";
export { lockInside, writeInside } from "./write-inside.ts";
export { openSpillFile, type SpillFile } from "./spill-file.ts";
