import type { DoubleEvent } from "../../engine/index.ts";
import { reduceResources, type Resources } from "./resource/state.ts";
import { startResources } from "./resource/start.ts";
import type { HttpConfig } from "./config.ts";

/** What services keep: the items of their resources. Plain stubs keep nothing. */
export interface HttpState {
  readonly resources: Resources;
}

/** State before any call: the items that are there from the start. */
export function startHttp(config: HttpConfig, at: string): HttpState {
  return { resources: startResources(config, at) };
}

/** Applies an event; what is none of a resource changes nothing. */
export function reduceHttp(state: HttpState, event: DoubleEvent): HttpState {
  if (event.type.startsWith("item-")) reduceResources(state.resources, event);
  return state;
}
