export { markBlockingCalls } from "./blocking.ts";
export { redirectHosts, type HostTable } from "./redirect.ts";
export { watchInherited } from "./spawns.ts";
