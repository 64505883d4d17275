/** Doubled commands: programs on PATH that turn each invocation into a call. */
export { openShimHost, type ShimHost, type ShimHostOptions, type ShimWorldOptions } from "./shim-host.ts";
export { type ShimWorld } from "./shim-world.ts";
export { type ProcessIdentity, type ProcessTools } from "./process-tools.ts";
