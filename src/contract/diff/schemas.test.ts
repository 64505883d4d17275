import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { both, object, string } from "./testing-diff.ts";

/** A schema before and after, what is told, and whom it breaks. */
const cases: readonly (readonly [
  name: string,
  old: Json,
  now: Json,
  what: string,
  breaks: "request" | "answer" | "both" | "none",
])[] = [
  ["a field that is new", object({}), object({ a: string }), ", a: the field is new, and optional", "none"],
  [
    "a field that is new and required",
    object({}),
    object({ a: string }, { required: ["a"] }),
    ", a: the field is new, and required",
    "request",
  ],
  ["a field that is gone", object({ a: string }), object({}), ", a: the field is gone", "both"],
  [
    "a field that is required now",
    object({ a: string }),
    object({ a: string }, { required: ["a"] }),
    ", a: the field is required now",
    "request",
  ],
  [
    "a field that may be absent now",
    object({ a: string }, { required: ["a"] }),
    object({ a: string }),
    ", a: the field may be absent now",
    "answer",
  ],
  [
    "fields that are closed",
    object({}),
    object({}, { additionalProperties: false }),
    ": has no further fields now",
    "request",
  ],
  [
    "fields that are opened",
    object({}, { unevaluatedProperties: false }),
    object({}),
    ": may have further fields now",
    "none",
  ],
  [
    "a type that is wider",
    string,
    { type: ["string", "integer"] },
    ": was a string, is a string or an integer now",
    "answer",
  ],
  [
    "a type that is narrower",
    { type: "number" },
    { type: "integer" },
    ": was a number, is an integer now",
    "request",
  ],
  ["a type that is another", string, { type: "boolean" }, ": was a string, is true or false now", "both"],
  ["a type that is no longer said", string, {}, ": was a string, is anything now", "answer"],
  ["null that is allowed", string, { type: ["string", "null"] }, ": may be null now", "answer"],
  [
    "null that is allowed as Pydantic writes it",
    string,
    { anyOf: [string, { type: "null" }] },
    ": may be null now",
    "answer",
  ],
  ["null that is no longer allowed", { type: ["string", "null"] }, string, ": is never null now", "request"],
  ["a value that is new", { enum: ["a"] }, { enum: ["a", "b", "c"] }, ': can be "b" or "c" now', "answer"],
  ["a value that is gone", { enum: ["a", "b"] }, { const: "a" }, ': can\'t be "b" any more', "request"],
  ["values that are listed", string, { type: "string", enum: ["a"] }, ': can only be "a" now', "request"],
  [
    "a limit that is tighter",
    { maxLength: 64 },
    { maxLength: 32 },
    ": had maxLength 64, has 32 now",
    "request",
  ],
  ["a limit that is wider", { minimum: 1 }, { minimum: 0 }, ": had minimum 1, has 0 now", "answer"],
  [
    "a limit that is new",
    { type: "array" },
    { type: "array", uniqueItems: true },
    ": has uniqueItems now",
    "request",
  ],
  ["a limit that is gone", { minItems: 1 }, {}, ": no longer has minItems 1", "answer"],
  [
    "a pattern that is another",
    { pattern: "^a" },
    { pattern: "^b" },
    ': had pattern "^a", has "^b" now',
    "both",
  ],
  [
    "a format that is another",
    { format: "date" },
    { format: "date-time" },
    ': had format "date", has "date-time" now',
    "both",
  ],
  [
    "a format that holds the other",
    { format: "int32" },
    { format: "int64" },
    ': had format "int32", has "int64" now',
    "answer",
  ],
  [
    "a multiple of another",
    { multipleOf: 5 },
    { multipleOf: 10 },
    ": had multipleOf 5, has 10 now",
    "request",
  ],
  [
    "items",
    { type: "array", items: string },
    { type: "array", items: { type: "integer" } },
    ", []: was a string, is an integer now",
    "both",
  ],
  [
    "fields that are not named",
    { additionalProperties: string },
    { additionalProperties: { type: "integer" } },
    ", {}: was a string, is an integer now",
    "both",
  ],
  [
    "an alternative that is new",
    { anyOf: [object({ k: { const: "a" } }), object({ k: { const: "b" } })] },
    { anyOf: [object({ k: { const: "b" } }), object({ k: { const: "c" } }), object({ k: { const: "a" } })] },
    ": an object is an alternative now",
    "answer",
  ],
  [
    "an alternative that is gone",
    { oneOf: [object({ a: string }, { title: "A" }), object({ a: string }, { title: "B" })] },
    { oneOf: [object({ a: string }, { title: "B" })] },
    ": A is no alternative any more",
    "request",
  ],
  [
    "alternatives where there were none",
    object({ a: string }, { title: "A" }),
    { anyOf: [object({ a: string }, { title: "A" }), object({ b: string }, { title: "B" })] },
    ": B is an alternative now",
    "answer",
  ],
  [
    "what it must not be, wider",
    { not: { enum: ["a"] } },
    { not: { enum: ["a", "b"] } },
    ': can be "b" now',
    "request",
  ],
  [
    "a condition that is new",
    {},
    { if: { type: "string" }, else: { maxLength: 1 } },
    ": has a condition now: if",
    "request",
  ],
  [
    "a condition that is another",
    { if: { minLength: 2 } },
    { if: { minLength: 1 } },
    ": had minLength 2, has 1 now",
    "both",
  ],
];

describe("a change of a schema is told, with who is broken by it:", () => {
  test.each(cases)("%s", (_, old, now, what, breaks) => {
    const word = (side: "request" | "answer"): string =>
      breaks === "both" || breaks === side ? "breaks" : "fine";
    expect(both(old, now)).toEqual({
      request: [`${word("request")}: request body${what}`],
      answer: [`${word("answer")}: answer 200${what}`],
    });
  });
});
