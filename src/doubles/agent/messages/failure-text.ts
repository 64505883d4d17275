import type { FailureKind } from "../../../dialogue/index.ts";
import type { Profile } from "../profile.ts";
import type { ApiError } from "./synthetic.ts";
import { wireType } from "./wire-type.ts";

/** Failures of the API, as opposed to those of the process. */
export type ApiFailure = Extract<
  FailureKind,
  {
    readonly type:
      | "network_unreachable"
      | "connection_timeout"
      | "auth_error"
      | "rate_limit"
      | "out_of_credits"
      | "partial_response"
      | "malformed_json";
  }
>;

/** Whether a failure is the API's: the CLI lives on and tells of it. */
export function isApiFailure(failure: FailureKind): failure is ApiFailure {
  return Object.hasOwn(tellings, failure.type);
}

/** How the CLI tells a failure. */
interface Telling {
  /** Null: the API does not answer. */
  readonly status: number | null;
  /** The CLI's name for the kind. */
  readonly error: string;
  readonly classic: (body: string) => string;
  readonly current: string;
}

const told = "API Error:";
const slowDown = "Too many requests; wait before the next one.";

const same = (text: string): Pick<Telling, "classic" | "current"> => ({ classic: () => text, current: text });

const tellings: Readonly<Record<ApiFailure["type"], Telling>> = {
  network_unreachable: {
    status: null,
    error: "unknown",
    classic: () => `${told} Unable to connect to API (ECONNRESET)`,
    current: `${told} Connection dropped (ECONNRESET)`,
  },
  connection_timeout: { status: null, error: "unknown", ...same("Request timed out") },
  auth_error: {
    status: 401,
    error: "authentication_failed",
    ...same("Invalid API key · Fix external API key"),
  },
  rate_limit: {
    status: 429,
    error: "rate_limit",
    classic: (body) => `${told} 429 ${body}`,
    current: `${told} Request rejected (429) · ${slowDown}`,
  },
  out_of_credits: { status: 400, error: "billing_error", ...same("Credit balance is too low") },
  partial_response: {
    status: null,
    error: "unknown",
    classic: () => `${told} Connection error.`,
    current: `${told} Connection to the API was lost (ECONNRESET)`,
  },
  malformed_json: {
    status: null,
    error: "unknown",
    classic: () => `${told} Failed to parse JSON`,
    current: `${told} JSON Parse error: Unterminated string`,
  },
};

/**
 * What the CLI makes of a failure of the API: the texts are those that programs look for in its output. Classic shows
 * the body of an answer that it has no words for, current tells it in words.
 * @param requestId id of the request that failed
 * @example failureOf({ type: "out_of_credits" }, profileOf("2.1.12"), "req_1").text // "Credit balance is too low"
 */
export function failureOf(failure: ApiFailure, { name }: Profile, requestId: string): ApiError {
  const { status, error, classic, current } = tellings[failure.type];
  const body = { type: "error", error: { type: wireType(status), message: slowDown }, request_id: requestId };
  return {
    kind: "api_error",
    text: name === "current" ? current : classic(JSON.stringify(body)),
    status,
    error,
  };
}
