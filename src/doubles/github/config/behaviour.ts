import type { Place } from "../../../core/index.ts";

/** How often the API may be called. Null: GitHub's own numbers. */
export interface RateLimitsConfig {
  /** Limit by resource ("core", "search"), for every actor. */
  readonly limits: Readonly<Record<string, number>>;
  /** Answers that refuse with the secondary limit: how many calls are let through before, and how many are refused. */
  readonly secondary: {
    readonly after: number;
    readonly times: number;
    readonly retryAfterSeconds: number;
  } | null;
}

/** Something that happens by itself, once: after a number of calls, or when an event has happened. */
export interface TransitionConfig {
  readonly name: string;
  readonly when:
    | {
        readonly kind: "requests";
        readonly count: number;
        readonly method: string | null;
        readonly path: string | null;
      }
    | { readonly kind: "event"; readonly event: string; readonly repository: string | null };
  /** An operation of the API, done as the given user (or as the repository's owner). */
  readonly request: string;
  readonly body: string | null;
  readonly as: string | null;
  readonly times: number;
  readonly at: Place;
}
