export type { RunCommandLine } from "./command-line.ts";
