/** The control plane: a unix socket of its own, never the ports that programs call. */
export { askControl, type ControlAnswer, type ControlQuestion } from "./client.ts";
export { openControl, type Control, type ControlRoute } from "./server.ts";
