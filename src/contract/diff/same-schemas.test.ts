import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { both, changesOf, documentOf, object, string, told } from "./testing-diff.ts";

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
    [
      "the same pattern, the same required field and what two lists share",
      {
        allOf: [
          object({ a: { allOf: [{ pattern: "x" }, { pattern: "x" }] } }, { required: ["a"] }),
          { required: ["a"], properties: { b: { allOf: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] } } },
        ],
      },
      object({ a: { pattern: "x" }, b: { enum: ["b"] } }, { required: ["a"] }),
    ],
    ["null and what nothing fits", { anyOf: [false, { type: "null" }] }, { type: "null" }],
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

  test("a list of values with 3.0's nullable and one with null", () => {
    const old = documentOf({ answer: { type: "string", nullable: true, enum: ["a"] } }, {}, "3.0.3");
    const now = (...values: readonly Json[]): Json =>
      documentOf({ answer: { type: ["string", "null"], enum: [...values] } });
    expect(told(changesOf(old, now("a", null)))).toEqual([]);
    expect(told(changesOf(old, now("a", "b", null)))).toEqual(['breaks: answer 200: can be "b" now']);
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
