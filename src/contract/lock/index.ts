export {
  type ContractLock,
  type ContractStamp,
  type LockEntry,
  lockFileName,
  lockText,
  provenanceOf,
  readLock,
  stampProblem,
} from "./lock.ts";
export {
  behindCode,
  type BehindCode,
  type NewerCaller,
  type StampedFile,
  stampFiles,
  type StampOptions,
  type Stamps,
} from "./stamps.ts";
