import { describe, expect, test } from "vitest";
import type { Failure } from "../../../dialogue/index.ts";
import { profileOf } from "../profile.ts";
import { failureOf, retryOf } from "./failure-text.ts";

const classic = profileOf("2.1.12");
const current = profileOf("2.1.328");
const limited: Failure = { type: "rate_limit", retryAfter: 3 };

describe("a failure of the API", () => {
  test.each<[Failure, number | null, string, string, string]>([
    [
      { type: "network_unreachable" },
      null,
      "unknown",
      "API Error: Unable to connect to API (ECONNRESET)",
      "API Error: Connection dropped (ECONNRESET)",
    ],
    [{ type: "connection_timeout", afterMs: 1 }, null, "unknown", "Request timed out", "Request timed out"],
    [
      { type: "auth_error", message: "who?" },
      401,
      "authentication_failed",
      "Invalid API key · Fix external API key",
      "Invalid API key · Fix external API key",
    ],
    [
      limited,
      429,
      "rate_limit",
      'API Error: 429 {"type":"error","error":{"type":"rate_limit_error","message":"Too many requests; wait before the next one."}}',
      "API Error: Request rejected (429) · Too many requests; wait before the next one.",
    ],
    [
      { type: "out_of_credits" },
      400,
      "billing_error",
      "Credit balance is too low",
      "Credit balance is too low",
    ],
    [
      { type: "partial_response", partialText: "Hel" },
      null,
      "unknown",
      "API Error: Connection error.",
      "API Error: Connection to the API was lost (ECONNRESET)",
    ],
    [
      { type: "malformed_json", raw: "{" },
      null,
      "unknown",
      "API Error: Failed to parse JSON",
      "API Error: JSON Parse error: Unterminated string",
    ],
    [
      { type: "hang" },
      null,
      "unknown",
      "API Error: Connection error.",
      "API Error: Connection to the API was lost (ECONNRESET)",
    ],
  ])("%j is told", (failure, status, error, before, now) => {
    const told = { kind: "api_error", status, error };
    expect(failureOf(failure, classic)).toEqual({ ...told, text: before });
    expect(failureOf(failure, current)).toEqual({ ...told, text: now });
  });

  test("that passes is asked again later and later, or when the API says", () => {
    const off: Failure = { type: "network_unreachable" };
    expect([1, 2, 3, 7, 8, 1000].map((attempt) => retryOf(off, attempt).delayMs)).toEqual([
      500, 1000, 2000, 32_000, 32_000, 32_000,
    ]);
    expect(retryOf(limited, 5)).toEqual({ delayMs: 3000, status: 429, error: "rate_limit" });
  });
});
