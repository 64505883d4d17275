import type { Json } from "../../../core/index.ts";
import type { Actor } from "../access/actor.ts";
import type { RestRequest } from "./request.ts";

/** What an operation of the API is performed with: data only. */
export interface Performing {
  readonly request: RestRequest;
  /** The published id of what the request is for. */
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly actor: Actor;
  /** What is left of the caller's limits, where that is what is asked for. */
  readonly rates?: Json;
}
