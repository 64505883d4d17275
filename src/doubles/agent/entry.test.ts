import { describe, expect, test } from "vitest";
import { decodeValue, type EntryExpectation } from "../../scenario/index.ts";
import type { Result } from "../../core/index.ts";
import { agentEntry } from "./entry.ts";

function declared(value: unknown): Result<EntryExpectation> {
  return decodeValue(agentEntry, value, { label: 'world.agent("claude")', allowCode: true });
}

describe("what test code says of a prompt", () => {
  test("is an expectation that answers it", () => {
    expect(declared({ prompt: "Fix it", reply: "Fixed.", times: 1, name: "the fix" })).toMatchObject({
      ok: true,
      value: {
        name: "the fix",
        double: "agent",
        target: "claude",
        conditions: [{ field: "prompt", matcher: { is: "equals", value: "Fix it" } }],
        answer: { kind: "response", response: { text: "Fixed." } },
        times: { min: 1, max: 1 },
        text: 'claude "Fix it"',
      },
    });
  });

  test("leaves the answer to the scenario's rule where it says none", () => {
    expect(declared({ prompt: { contains: "fix" }, optional: true })).toMatchObject({
      ok: true,
      value: {
        answer: { kind: "response", response: null },
        times: { min: 0, max: null },
        text: 'claude: prompt contains "fix"',
      },
    });
  });

  test("is refused where it makes no sense", () => {
    expect(declared({ prompt: "a", times: { min: 2, max: 1 } })).toMatchObject({ ok: false });
    expect(declared({ prompt: "a", times: { min: 2 }, optional: true })).toMatchObject({ ok: false });
    expect(declared({ reply: "a" })).toMatchObject({ ok: false, findings: [{ name: "missing-field" }] });
  });
});
