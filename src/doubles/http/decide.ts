import type { Refusal } from "../../engine/index.ts";
import type { HttpState } from "./state.ts";

/** Plain stubs take no commands: a command is refused, never ignored. */
export function decideHttp(_state: HttpState, _command: unknown): Refusal {
  return { refused: "stubs keep no state, so there is no command for them" };
}
