import type { DoubleEvent } from "../../engine/index.ts";

/** Plain stubs keep no state: what they answer depends on the call and on how often they were used. */
export interface HttpState {
  readonly stubs: "stateless";
}

/** State before any call. */
export function startHttp(): HttpState {
  return { stubs: "stateless" };
}

/** There are no events yet that change anything. */
export function reduceHttp(state: HttpState, _event: DoubleEvent): HttpState {
  return state;
}
