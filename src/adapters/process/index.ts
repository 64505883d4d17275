/** Programs and processes of this machine: finding, telling apart, ending. */
export { endProcesses, type ProcessIdentity } from "./end-processes.ts";
export { defaultPath, findExecutable, type FoundExecutable } from "./find-executable.ts";
export { processesWithMarker } from "./marked-processes.ts";
export { hasProc, inspectProcesses, type ProcessFacts } from "./process-facts.ts";
export { processesWritingTo } from "./open-files.ts";
