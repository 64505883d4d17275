/** The HTTP server: one loopback port for each service; every request becomes a call. */
export { openServers, type OpenServers } from "./open.ts";
export type { ServedService, ServerOptions } from "./options.ts";
