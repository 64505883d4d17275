import type { Refusal } from "../../engine/index.ts";
import type { CommandState } from "./state.ts";

/** Plain doubles take no commands: a command is refused, never ignored. */
export function decideCommand(_state: CommandState, _command: unknown): Refusal {
  return { refused: "command doubles keep no state, so there is no command for them" };
}
