/** The HTTP server: one loopback port for each service; every request becomes a call. */
export { openServers, type OpenServers, type ServedService, type ServerOptions } from "./open.ts";
