import { describe, expect, test } from "vitest";
import type { Failure } from "../scenario.ts";
import { agentOf, readAgent, told } from "../../../tests/samples/agent-scenario.ts";

async function failureOf(fields: string): Promise<Failure | undefined> {
  const text = `responses = [{ pattern = "x", response = "y", failure = { ${fields} } }]`;
  return (await agentOf(text)).responses[0]?.failure;
}

describe("a failure", () => {
  test.each<[string, Failure]>([
    ['type = "network_unreachable"', { type: "network_unreachable" }],
    ['type = "connection_timeout", after_ms = 100', { type: "connection_timeout", afterMs: 100 }],
    ['type = "auth_error", message = "expired"', { type: "auth_error", message: "expired" }],
    ['type = "rate_limit", retry_after = 30, times = 2', { type: "rate_limit", retryAfter: 30, times: 2 }],
    ['type = "out_of_credits"', { type: "out_of_credits" }],
    ['type = "partial_response", partial_text = "I was"', { type: "partial_response", partialText: "I was" }],
    ['type = "malformed_json", raw = "{"', { type: "malformed_json", raw: "{" }],
    ['type = "crash"', { type: "crash", message: "crashed" }],
    ['type = "crash", message = "out of memory"', { type: "crash", message: "out of memory" }],
    ['type = "hang"', { type: "hang" }],
    ['type = "cut_line"', { type: "cut_line" }],
    ['type = "garbage_line"', { type: "garbage_line", line: "not JSON" }],
    ['type = "garbage_line", line = "?"', { type: "garbage_line", line: "?" }],
    ['type = "exit", code = 3', { type: "exit", code: 3 }],
    ['type = "kill"', { type: "kill", signal: "SIGKILL" }],
    ['type = "kill", signal = "SIGTERM"', { type: "kill", signal: "SIGTERM" }],
  ])("%s", async (fields, failure) => {
    expect(await failureOf(fields)).toEqual(failure);
  });

  const path = "responses[0].failure";

  test.each([
    [
      'type = "auth_error", message = "m", retry_after = 3',
      `1 conflicting-fields: ${path} has retry_after, which "auth_error" does not have`,
    ],
    ['type = "hang", line = "x"', `1 conflicting-fields: ${path} has line, which "hang" does not have`],
    ['type = "rate_limit"', `1 missing-field: ${path} has no retry_after, which "rate_limit" needs`],
    ["times = 1", `1 missing-field: ${path} has no type`],
    ['type = "exit", code = 256', `1 invalid-value: ${path}.code must be an integer from 0 to 255, not 256`],
    [
      'type = "hang", times = 0',
      `1 invalid-value: ${path}.times must be an integer from 1 to 1000000, not 0`,
    ],
    [
      'type = "kill", signal = "KILL"',
      `1 invalid-value: ${path}.signal must be a signal's name, "SIGKILL", not "KILL"`,
    ],
    [
      'type = "rate_limits"',
      `1 invalid-value: ${path}.type must be one of "network_unreachable", "connection_timeout", "auth_error", "rate_limit", "out_of_credits", "partial_response", "malformed_json", "crash", "hang", "cut_line", "garbage_line", "exit" or "kill", not "rate_limits" ("rate_limit")`,
    ],
  ])("{ %s } is refused", async (fields, finding) => {
    const text = `responses = [{ pattern = "x", response = "y", failure = { ${fields} } }]`;
    expect(told(await readAgent(text))).toEqual([finding]);
  });

  test("says so in camelCase to TypeScript", async () => {
    const failure = { type: "hang", afterMs: 1 };
    expect(told(await readAgent({ responses: [{ pattern: "x", failure }] }))).toEqual([
      'conflicting-fields: responses[0].failure has afterMs, which "hang" does not have',
    ]);
  });
});
