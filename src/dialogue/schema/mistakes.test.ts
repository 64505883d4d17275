import { describe, expect, test } from "vitest";
import { readAgent, told } from "../../../tests/samples/agent-scenario.ts";

describe("mistakes in an agent scenario", () => {
  const rule = (more: string): string => `[[responses]]\npattern = "x"\n${more}`;

  test.each([
    ['session_id = "nope"', '1 invalid-value: session_id must be a valid UUID, not "nope"'],
    ["session_id = 7", "1 wrong-type: session_id must be a valid UUID, not the integer 7"],
    [
      'launch_timestamp = "2025-01-15T10:30:00"',
      '1 invalid-value: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not "2025-01-15T10:30:00"',
    ],
    [
      "launch_timestamp = 2025-01-15T10:30:00",
      "1 wrong-type: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not the date 2025-01-15T10:30:00",
    ],
    [
      'launch_timestamp = "9999-12-31T23:59:59-01:00"',
      '1 invalid-value: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not "9999-12-31T23:59:59-01:00"',
    ],
    [
      'launch_timestamp = "2025-02-30T00:00:00Z"',
      '1 invalid-value: launch_timestamp must be ISO 8601 (RFC 3339) with an offset, not "2025-02-30T00:00:00Z"',
    ],
    [
      'permission_mode = "acceptEdits"',
      '1 invalid-value: permission_mode must be one of "default", "plan", "full-auto", "accept-edits", "bypass-permissions", "dont-ask", "delegate" or "auto", not "acceptEdits" ("accept-edits")',
    ],
    [
      '[tool_execution]\nmode = "mocked"',
      '2 invalid-value: tool_execution.mode must be one of "disabled", "mock", "simulated" or "live", not "mocked" ("mock")',
    ],
    ['claude_version = "2.1"', '1 invalid-value: claude_version must be a version, "2.1.12", not "2.1"'],
    ['default_model = ""', "1 invalid-value: default_model is empty"],
    ['trusted = "yes"', '1 wrong-type: trusted must be true or false, not the string "yes"'],
    ["default_response = 3", "1 wrong-type: default_response must be a string or a table, not the integer 3"],
    [
      "default_response = {}",
      "1 missing-field: default_response says nothing: it has no text and calls no tools",
    ],
    [rule(""), "1 missing-field: responses[0] has neither response nor failure"],
    [
      rule('turns = [{ expect = "y", response = "z" }]'),
      "1 missing-field: responses[0] has neither response nor failure",
    ],
    [
      rule('failure = { type = "hang", times = 1 }'),
      "1 missing-field: responses[0] has a failure with times, but no response",
    ],
    [
      rule('response = "y"\nturns = [{ expect = "z" }]'),
      "4 missing-field: responses[0].turns[0] has neither response nor failure",
    ],
    [
      rule('response = "y"\nmax_matches = -1'),
      "4 invalid-value: responses[0].max_matches must be an integer, 1 or more, not -1",
    ],
    [
      rule('response = { text = "y", then = [{ text = "z" }] }'),
      "3 unreachable-expectation: responses[0].response.then[0] is never said: the step before it has no tool_calls",
    ],
    [
      rule(
        'response = { text = "y", tool_calls = [{ tool = "A" }], then = [{ text = "z" }, { text = "w" }] }',
      ),
      "3 unreachable-expectation: responses[0].response.then[1] is never said: the step before it has no tool_calls",
    ],
    [
      rule('response = { tool_calls = [{ tool = "A" }], then = [{ expect_results = [] }] }'),
      "3 missing-field: responses[0].response.then[0] says nothing: it has no text and calls no tools",
    ],
    [
      rule(
        'response = { tool_calls = [{ tool = "A" }], then = [{ text = "z", expect_results = [{ content = "a", contains = "b" }] }] }',
      ),
      "3 conflicting-fields: responses[0].response.then[0].expect_results[0] has content and contains, which exclude each other (content)",
    ],
    ["[conversations.a]\nturns = []", "1 invalid-value: conversations.a.turns is empty"],
    ["[conversations.a]", "1 missing-field: conversations.a has no turns"],
  ])("%s", async (text, finding) => {
    expect(told(await readAgent(text))).toEqual([finding]);
  });
});
