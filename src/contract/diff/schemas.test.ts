import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { changesOf, documentOf, told } from "./testing-diff.ts";

/** What a change of a schema comes to in a request, and in an answer: both are told as the same words. */
function both(
  old: Json,
  now: Json,
  components: readonly [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>] = [{}, {}],
) {
  const tell = (side: "request" | "answer"): string[] =>
    told(changesOf(documentOf({ [side]: old }, components[0]), documentOf({ [side]: now }, components[1])));
  return { request: tell("request"), answer: tell("answer") };
}

const object = (properties: Json, more: Readonly<Record<string, Json>> = {}): Json => ({
  type: "object",
  properties,
  ...more,
});
const string = { type: "string" };

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

describe("schemas that mean the same are no change:", () => {
  const same: readonly (readonly [name: string, old: Json, now: Json])[] = [
    [
      "allOf put together",
      { allOf: [object({ a: string }, { required: ["a"] }), object({ b: string })] },
      object({ a: string, b: string }, { required: ["a"] }),
    ],
    ["a reference and what it names", { $ref: "#/components/schemas/A" }, object({ a: string })],
    [
      "a reference in allOf, with a description",
      { allOf: [{ $ref: "#/components/schemas/A" }], description: "x" },
      { $ref: "#/components/schemas/A" },
    ],
    ["const and an enum of one", { const: "a" }, { enum: ["a"], type: "string" }],
    [
      "a list of types and alternatives",
      { type: ["string", "integer"] },
      { anyOf: [string, { type: "integer" }] },
    ],
    ["anyOf and oneOf", { anyOf: [object({}), string] }, { oneOf: [string, object({})] }],
    [
      "null in both spellings",
      { anyOf: [object({ a: string }), { type: "null" }] },
      { type: ["object", "null"], properties: { a: string } },
    ],
    ["one alternative and the schema alone", { oneOf: [object({ a: string })] }, object({ a: string })],
    [
      "words",
      { type: "string", description: "a", example: "x", title: "A" },
      { type: "string", description: "b", deprecated: true },
    ],
    ["the same limit twice", { allOf: [{ maxLength: 5 }, { maxLength: 9 }] }, { maxLength: 5 }],
  ];
  const components = { A: object({ a: string }) };
  test.each(same)("%s", (_, old, now) => {
    expect(both(old, now, [components, components])).toEqual({ request: [], answer: [] });
    expect(both(now, old, [components, components])).toEqual({ request: [], answer: [] });
  });

  test("3.0's nullable and 3.1's null", () => {
    const old = documentOf(
      { answer: { type: "string", nullable: true, maximum: 5, exclusiveMaximum: true } },
      {},
      "3.0.3",
    );
    const now = documentOf({ answer: { type: ["string", "null"], exclusiveMaximum: 5 } });
    expect(told(changesOf(old, now))).toEqual([]);
  });
});

describe("fields that go one way only", () => {
  test("do not count in the other", () => {
    const old = object({
      id: { type: "string", readOnly: true },
      secret: { type: "string", writeOnly: true },
    });
    const now = object({}, { required: ["id", "secret"] });
    const wide = object({}, {});
    expect(both(old, wide)).toEqual({
      request: ["breaks: request body, secret: the field is gone"],
      answer: ["breaks: answer 200, id: the field is gone"],
    });
    expect(both(now, now)).toEqual({ request: [], answer: [] });
  });
});

describe("schemas with names", () => {
  const user = (email: Json): Readonly<Record<string, Json>> => ({
    User: object({ email, friends: { type: "array", items: { $ref: "#/components/schemas/User" } } }),
  });

  test("are told by their name, once, with the places in both files", () => {
    const ref = { $ref: "#/components/schemas/User" };
    const old = documentOf({ answer: { type: "array", items: ref } }, user(string));
    const now = documentOf({ answer: { type: "array", items: ref } }, user({ type: ["string", "null"] }));
    const changes = changesOf(old, now);
    expect(told(changes)).toEqual(["breaks: User in answers, email: may be null now"]);
    expect(changes[0]).toMatchObject({
      rule: "null-added",
      operations: ["POST /a"],
      more: false,
      why: "Readers may meet what they do not know.",
      old: { kind: "file", file: "old.json", line: 1 },
      new: { kind: "file", file: "new.json", line: 1 },
    });
    const both = documentOf({ request: ref, answer: ref }, user(string));
    const changed = documentOf({ request: ref, answer: ref }, user({ type: "integer" }));
    expect(told(changesOf(both, changed))).toEqual([
      "breaks: User in requests and answers, email: was a string, is an integer now",
    ]);
  });

  test("that hold each other come to an end", () => {
    const tree = (leaf: Json): Readonly<Record<string, Json>> => ({
      Tree: { anyOf: [leaf, { type: "array", items: { $ref: "#/components/schemas/Tree" } }] },
    });
    const ref = { $ref: "#/components/schemas/Tree" };
    expect(
      told(
        changesOf(
          documentOf({ answer: ref }, tree(string)),
          documentOf({ answer: ref }, tree({ type: "integer" })),
        ),
      ),
    ).toEqual(["breaks: Tree in answers: was a list or a string, is a list or an integer now"]);
  });

  test("that are called otherwise are compared as what they are", () => {
    const old = documentOf({ answer: { $ref: "#/components/schemas/A" } }, { A: object({ a: string }) });
    const now = documentOf(
      { answer: { $ref: "#/components/schemas/B" } },
      { B: object({ a: { type: "integer" } }) },
    );
    expect(told(changesOf(old, now))).toEqual(["breaks: A in answers, a: was a string, is an integer now"]);
  });
});
