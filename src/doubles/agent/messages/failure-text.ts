import type { Failure } from "../../../dialogue/index.ts";
import type { Profile } from "../profile.ts";
import type { ApiError } from "./synthetic.ts";
import { wireType } from "./wire-type.ts";

/** How the CLI tells a failure. */
interface Telling {
  /** Null: the API does not answer, or not with an error. */
  readonly status: number | null;
  /** The CLI's name for the kind. */
  readonly error: string;
  readonly classic: string;
  readonly current: string;
}

const same = (text: string): Pick<Telling, "classic" | "current"> => ({ classic: text, current: text });

const slowDown = "Too many requests; wait before the next one.";

const lost: Telling = {
  status: null,
  error: "unknown",
  classic: "API Error: Connection error.",
  current: "API Error: Connection to the API was lost (ECONNRESET)",
};

const tellings: ReadonlyMap<Failure["type"], Telling> = new Map<Failure["type"], Telling>([
  [
    "network_unreachable",
    {
      status: null,
      error: "unknown",
      classic: "API Error: Unable to connect to API (ECONNRESET)",
      current: "API Error: Connection dropped (ECONNRESET)",
    },
  ],
  ["connection_timeout", { status: null, error: "unknown", ...same("Request timed out") }],
  [
    "auth_error",
    { status: 401, error: "authentication_failed", ...same("Invalid API key · Fix external API key") },
  ],
  [
    "rate_limit",
    {
      status: 429,
      error: "rate_limit",
      classic: `API Error: 429 ${bodyOf(429, slowDown)}`,
      current: `API Error: Request rejected (429) · ${slowDown}`,
    },
  ],
  ["out_of_credits", { status: 400, error: "billing_error", ...same("Credit balance is too low") }],
  ["partial_response", lost],
  [
    "malformed_json",
    {
      status: null,
      error: "unknown",
      classic: "API Error: Failed to parse JSON",
      current: "API Error: JSON Parse error: Unterminated string",
    },
  ],
]);

/**
 * What the CLI makes of a failure of the API: the texts that programs look for in its output. Where the API answers with
 * something that it has no words for, classic shows its body. The message of an `auth_error` is not among them: of a
 * refused key the CLI has its own.
 * @example failureOf({ type: "out_of_credits" }, profileOf("2.1.12")).text // "Credit balance is too low"
 */
export function failureOf({ type }: Failure, { name }: Profile): ApiError {
  const { status, error, ...texts } = tellingOf(type);
  return { kind: "api_error", text: texts[name], status, error };
}

/**
 * How the CLI tells that it asks again after a failure.
 * @param attempt from 1; each waits twice as long as the one before, unless the API says how long
 */
export function retryOf(
  failure: Failure,
  attempt: number,
): { readonly delayMs: number; readonly status: number | null; readonly error: string } {
  const { status, error } = tellingOf(failure.type);
  const delayMs = failure.type === "rate_limit" ? failure.retryAfter * 1000 : backoffMs(attempt);
  return { delayMs, status, error };
}

/** What is no failure of the API is told as a connection that was lost. */
function tellingOf(type: Failure["type"]): Telling {
  return tellings.get(type) ?? lost;
}

function bodyOf(status: number, message: string): string {
  return JSON.stringify({ type: "error", error: { type: wireType(status), message } });
}

const firstBackoffMs = 500;
const backoffMsMax = 32_000;

function backoffMs(attempt: number): number {
  return Math.min(firstBackoffMs * 2 ** (attempt - 1), backoffMsMax);
}
