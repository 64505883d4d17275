import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Times } from "../../core/index.ts";
import {
  countFields,
  decodeValue,
  list,
  mapped,
  oneOrMany,
  optional,
  string,
  table,
  timesOf,
} from "../index.ts";
import { readIt, shown } from "../testing-read.ts";

/** An expectation as doubles have it, as small as can be. */
const expectation = mapped(
  table({ reply: optional(oneOrMany(string()), "What is answered."), ...countFields }),
  (fields, context) => timesOf(fields, fields.reply?.length ?? 1, context),
);

async function told(toml: string): Promise<Times | readonly string[]> {
  const result = await readIt(expectation, `[it]\n${toml}`);
  return result.ok ? result.value : shown(result);
}

describe("how often an expectation wants its call", () => {
  test.each([
    ["", { min: 1, max: null }],
    ["optional = true", { min: 0, max: null }],
    ["optional = false", { min: 1, max: null }],
    ['reply = ["a", "b", "c"]', { min: 3, max: 3 }],
    ['reply = ["a", "b"]\noptional = true', { min: 0, max: 2 }],
    ['reply = ["a"]', { min: 1, max: null }],
    ["times = 2", { min: 2, max: 2 }],
    ["times = 0", { min: 0, max: 0 }],
    ["times = 2\noptional = true", { min: 0, max: 2 }],
    ["times = { min = 2 }", { min: 2, max: null }],
    ["times = { max = 3 }", { min: 1, max: 3 }],
    ["times = { max = 0 }", { min: 0, max: 0 }],
    ["times = { min = 2, max = 3 }", { min: 2, max: 3 }],
    ["times = { min = 0, max = 3 }\noptional = true", { min: 0, max: 3 }],
    ["times = { max = 3 }\noptional = true", { min: 0, max: 3 }],
    ['reply = ["a", "b"]\ntimes = 5', { min: 5, max: 5 }],
    ['reply = ["a", "b"]\ntimes = { min = 1 }', { min: 1, max: null }],
  ])("%s", async (toml, times) => {
    expect(await told(toml)).toEqual(times);
  });

  test.each([
    ["reply = []", "[] | invalid-value: it has an empty list of replies"],
    ["times = {}", "{} | missing-field: it.times has neither min nor max"],
    [
      "times = { min = 3, max = 2 }",
      "{ min = 3, max = 2 } | invalid-value: it.times: min 3 is more than max 2",
    ],
    [
      'reply = ["a", "b"]\ntimes = 1',
      "times | conflicting-fields: it has 2 replies, but times allows 1 call",
    ],
    [
      'reply = ["a", "b", "c"]\ntimes = { max = 2 }',
      "times | conflicting-fields: it has 3 replies, but times allows 2 calls",
    ],
    [
      "times = { min = 2 }\noptional = true",
      "optional | conflicting-fields: it wants at least 2 calls, and is optional",
    ],
    ["times = -1", "-1 | invalid-value: it.times must be an integer from 0 to 1000000, not -1"],
    [
      'times = "2"',
      '"2" | wrong-type: it.times must be an integer from 0 to 1000000 or a table, not the string "2"',
    ],
  ])("%s is refused where it stands", async (toml, problem) => {
    expect(await told(toml)).toEqual([problem]);
  });

  test("least is never more than most, and most is never less than the replies of a list", () => {
    const bound = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
    const input = fc.record(
      {
        reply: fc.array(fc.constant("a"), { minLength: 1, maxLength: 5 }),
        times: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.record({ min: bound, max: bound })),
        optional: fc.boolean(),
      },
      { requiredKeys: ["reply"] },
    );
    fc.assert(
      fc.property(input, (value) => {
        const result = decodeValue(expectation, value, { label: "mock()" });
        if (!result.ok) {
          expect(result.findings.every(({ fix }) => fix !== undefined)).toBe(true);
          return;
        }
        const { min, max } = result.value;
        expect(min).toBeLessThanOrEqual(max ?? Infinity);
        expect(value.reply.length === 1 || (max ?? Infinity) >= value.reply.length).toBe(true);
        expect(value.optional !== true || min === 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("from TypeScript, the same is refused at the line of test code", () => {
    const at = { kind: "code", file: "a.test.ts", line: 7, column: 1 } as const;
    const result = decodeValue(list(expectation), [{ times: {} }], { label: "mock()", at });
    expect(result.findings).toMatchObject([
      { name: "missing-field", at, what: "[0].times has neither min nor max" },
    ]);
  });
});
