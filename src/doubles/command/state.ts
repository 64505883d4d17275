import type { DoubleEvent } from "../../engine/index.ts";

/** Plain command doubles keep no state: what they answer depends on the call and on how often they were used. */
export interface CommandState {
  readonly stubs: "stateless";
}

/** State before any call. */
export function startCommand(): CommandState {
  return { stubs: "stateless" };
}

/** There are no events yet that change anything. */
export function reduceCommand(state: CommandState, _event: DoubleEvent): CommandState {
  return state;
}
