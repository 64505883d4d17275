export { checkFrozen } from "./check-frozen.ts";
export { diffContractFiles, type DiffRequest } from "./diff-files.ts";
export { type LockedFile, lockContracts, type LockOutcome, type LockRequest } from "./lock-contracts.ts";
