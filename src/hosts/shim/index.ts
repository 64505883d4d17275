/** Doubled commands: programs on PATH that turn each invocation into a call. */
export { openShimHost, type ShimHost, type ShimHostOptions } from "./shim-host.ts";
export { type ShimWorld, type ShimWorldOptions } from "./shim-world.ts";
export { releaseShims } from "./release-shims.ts";
export { type ProcessIdentity, type ProcessTools } from "./process-tools.ts";
