import { describe, expect, test } from "vitest";
import type { Failure } from "../../../dialogue/index.ts";
import { profileOf } from "../profile.ts";
import { failureOf, retryOf } from "./failure-text.ts";

const classic = profileOf("2.1.12");
const current = profileOf("2.1.328");
const limited: Failure = { type: "rate_limit", retryAfter: 3 };

describe("a failure of the API", () => {
  test.each<[Failure, number | null, string | readonly [string, string], string, string]>([
    [
      { type: "network_unreachable" },
      null,
      ["unknown", "server_error"],
      "API Error: Connection error.",
      "API Error: Connection dropped (ECONNRESET)",
    ],
    [{ type: "connection_timeout", afterMs: 1 }, null, "unknown", "Request timed out", "Request timed out"],
    [
      { type: "auth_error", message: "who?" },
      401,
      "authentication_failed",
      'API Error: 401 {"type":"error","error":{"type":"authentication_error","message":"who?"}} · Please run /login',
      "Failed to authenticate. API Error: 401 who?",
    ],
    [
      { type: "auth_error", message: "invalid x-api-key" },
      401,
      "authentication_failed",
      "Invalid API key · Fix external API key",
      "Invalid API key · Fix external API key",
    ],
    [
      limited,
      429,
      ["unknown", "rate_limit"],
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
      ["unknown", "server_error"],
      "API Error: terminated",
      "API Error: Connection to the API was lost (ECONNRESET)",
    ],
    [
      { type: "malformed_json", raw: '{"a' },
      null,
      "unknown",
      "API Error: Unterminated string in JSON at position 3",
      "API Error: JSON Parse error: Unterminated string",
    ],
    [
      { type: "hang" },
      null,
      ["unknown", "server_error"],
      "API Error: terminated",
      "API Error: Connection to the API was lost (ECONNRESET)",
    ],
  ])("%j is told", (failure, status, error, before, now) => {
    const [old, recent] = typeof error === "string" ? [error, error] : error;
    const told = { kind: "api_error", status };
    expect(failureOf(failure, classic)).toEqual({ ...told, error: old, text: before });
    expect(failureOf(failure, current)).toEqual({ ...told, error: recent, text: now });
  });

  test("of a key is told otherwise from 2.1.29 on", () => {
    expect(failureOf({ type: "auth_error", message: "who?" }, profileOf("2.1.29"))).toMatchObject({
      text: 'Failed to authenticate. API Error: 401 {"type":"error","error":{"type":"authentication_error","message":"who?"}}',
    });
  });

  test("that passes is asked again later and later, or when the API says", () => {
    const off: Failure = { type: "network_unreachable" };
    expect([1, 2, 3, 7, 8, 1000].map((attempt) => retryOf(off, attempt).delayMs)).toEqual([
      500, 1000, 2000, 32_000, 32_000, 32_000,
    ]);
    expect(retryOf(off, 1)).toEqual({ delayMs: 500, status: null, error: "unknown" });
    expect(retryOf(limited, 5)).toEqual({ delayMs: 3000, status: 429, error: "rate_limit" });
  });
});
