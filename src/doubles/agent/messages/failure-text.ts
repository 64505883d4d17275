import type { Failure } from "../../../dialogue/index.ts";
import type { Profile } from "../profile.ts";
import { jsonComplaint } from "./json-complaint.ts";
import type { ApiError } from "./synthetic.ts";
import { wireType } from "./wire-type.ts";

/** How the CLI tells a failure. */
interface Telling {
  /** Null: the API does not answer, or not with an error. */
  readonly status: number | null;
  /** The CLI's name for the kind, in classic and in current. */
  readonly error: readonly [classic: string, current: string];
  readonly classic: string;
  readonly current: string;
}

const unknown = ["unknown", "unknown"] as const;
const unanswered = ["unknown", "server_error"] as const;

const same = (text: string): Pick<Telling, "classic" | "current"> => ({ classic: text, current: text });

const slowDown = "Too many requests; wait before the next one.";

const lost: Telling = {
  status: null,
  error: unanswered,
  classic: "API Error: terminated",
  current: "API Error: Connection to the API was lost (ECONNRESET)",
};

const tellings: ReadonlyMap<Failure["type"], Telling> = new Map<Failure["type"], Telling>([
  [
    "network_unreachable",
    {
      status: null,
      error: unanswered,
      classic: "API Error: Connection error.",
      current: "API Error: Connection dropped (ECONNRESET)",
    },
  ],
  ["connection_timeout", { status: null, error: unknown, ...same("Request timed out") }],
  [
    "rate_limit",
    {
      status: 429,
      error: ["unknown", "rate_limit"],
      classic: `API Error: 429 ${bodyOf(429, slowDown)}`,
      current: `API Error: Request rejected (429) · ${slowDown}`,
    },
  ],
  [
    "out_of_credits",
    { status: 400, error: ["billing_error", "billing_error"], ...same("Credit balance is too low") },
  ],
]);

/**
 * What the CLI makes of a failure of the API: the texts that programs look for in its output. Where the API answers with
 * something that it has no words for, classic shows its body.
 * @example failureOf({ type: "out_of_credits" }, profileOf("2.1.12")).text // "Credit balance is too low"
 */
export function failureOf(failure: Failure, profile: Profile): ApiError {
  const { status, error, ...texts } = tellingOf(failure, profile);
  const [classic, current] = error;
  const { name } = profile;
  return { kind: "api_error", text: texts[name], status, error: name === "classic" ? classic : current };
}

/**
 * How the CLI tells that it asks again after a failure.
 * @param attempt from 1; each waits twice as long as the one before, unless the API says how long
 */
export function retryOf(
  failure: Failure,
  attempt: number,
): { readonly delayMs: number; readonly status: number | null; readonly error: string } {
  const telling = tellingOf(failure);
  const { status } = telling;
  // Only current tells it; without an answer it does not know why yet.
  const error = status === null ? "unknown" : telling.error[1];
  const delayMs = failure.type === "rate_limit" ? failure.retryAfter * 1000 : backoffMs(attempt);
  return { delayMs, status, error };
}

/** What is no failure of the API is told as a connection that was lost. */
function tellingOf(failure: Failure, profile?: Profile): Telling {
  if (failure.type === "auth_error") return refusedKey(failure.message, profile);
  if (failure.type === "malformed_json")
    return { status: null, error: unknown, ...jsonComplaint(failure.raw) };
  return tellings.get(failure.type) ?? lost;
}

/** Of a key that is not one, as the API words it, the CLI has words of its own; any other refusal is shown. */
function refusedKey(message: string, profile: Profile | undefined): Telling {
  const refused: Pick<Telling, "status" | "error"> = {
    status: 401,
    error: ["authentication_failed", "authentication_failed"],
  };
  if (message.includes("x-api-key")) return { ...refused, ...same("Invalid API key · Fix external API key") };
  const shown = `API Error: 401 ${bodyOf(401, message)}`;
  const isOld = profile?.version === "2.1.12";
  return {
    ...refused,
    classic: isOld ? `${shown} · Please run /login` : `Failed to authenticate. ${shown}`,
    current: `Failed to authenticate. API Error: 401 ${message}`,
  };
}

function bodyOf(status: number, message: string): string {
  return JSON.stringify({ type: "error", error: { type: wireType(status), message } });
}

const firstBackoffMs = 500;
const backoffMsMax = 32_000;

function backoffMs(attempt: number): number {
  return Math.min(firstBackoffMs * 2 ** (attempt - 1), backoffMsMax);
}
