export {
  cannotWrite,
  describeDiskError,
  type FileSystem,
  realFileSystem,
  whileWriting,
} from "./file-system.ts";
export { acquireLock, type Lock, withLock } from "./lock.ts";
export { type LogReader, openLog, readLog } from "./log-reader.ts";
export { appendLog, type LogWriter } from "./log-writer.ts";
export {
  createOwnedFolder,
  type OwnedFolderOptions,
  readOwner,
  removeOwnedFolder,
  temporaryPlaces,
} from "./owned-folder.ts";
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
  makePrivateFolder,
  openSpillFile,
  putFile,
  putLargeFile,
  removeFile,
  removePrivateFolder,
  type SpillFile,
  writePrivate,
} from "./private-files.ts";
export { findProjectRoot, findScenarioFile, scenarioFileNames } from "./project.ts";
export { readInside, type ReadOptions, refusedPath, resolveInside } from "./read-inside.ts";
export { sweepTempFiles } from "./sweep-temp-files.ts";
export { sweep, type SweepOptions, type SweepResult } from "./sweep.ts";
export { writeAtomic, type WriteOptions } from "./write-atomic.ts";
export { writeInside } from "./write-inside.ts";
