/** Programs and processes of this machine: finding, telling apart, ending. */
export { endProcesses, type ProcessIdentity } from "./end-processes.ts";
export { findExecutable, type FoundExecutable } from "./find-executable.ts";
export { processesWithMarker } from "./marked-processes.ts";
export { inspectProcesses, type ProcessFacts } from "./process-facts.ts";
export { processesWritingTo, sharedInput } from "./open-files.ts";
