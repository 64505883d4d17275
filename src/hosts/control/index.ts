/** The control plane: a unix socket of its own, never the ports that programs call. */
export { askControl } from "./client.ts";
export { openControl, type Control, type ControlRoute } from "./server.ts";
