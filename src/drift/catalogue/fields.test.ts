import { describe, expect, test } from "vitest";
import { createSchemas } from "../../contract/index.ts";
import type { Json } from "../../core/index.ts";
import { fieldsOf, itemsOf } from "./fields.ts";
import { takesNull, typeText } from "./type-text.ts";

const definitions: Record<string, Json> = {
  Tag: { type: "object", properties: { name: { type: "string" } } },
  Color: { enum: ["red", "blue"], description: "of the label" },
  Loop: { type: "array", items: { $ref: "#/$defs/Loop" } },
};
const schemas = createSchemas(definitions, { dialect: "2020-12" });

test.each<[Json, string]>([
  [true, "any"],
  [false, "nothing"],
  [{}, "any"],
  [{ type: "null" }, "null"],
  [{ const: null }, "null"],
  [{ type: ["string", "integer", "null"] }, "string | integer"],
  [{ type: "string", format: "uuid" }, "string (uuid)"],
  [{ format: "uuid" }, "string (uuid)"],
  [{ pattern: "^a" }, "string"],
  [{ properties: {} }, "object"],
  [{ items: {} }, "list of any"],
  [{ type: "array" }, "list"],
  [{ type: "array", items: { type: ["string", "integer"] } }, "list of (string | integer)"],
  [{ $ref: "#/$defs/Tag" }, "Tag"],
  [{ type: "array", items: { $ref: "#/$defs/Tag" } }, "list of Tag"],
  [{ $ref: "#/$defs/Color" }, '"red" | "blue"'],
  [{ enum: [1, 2, 3, 4, 5, 6, 7, 8] }, "1 | 2 | 3 | 4 | 5 | 6 | 2 more"],
  [{ anyOf: [{ $ref: "#/$defs/Tag" }, { type: "null" }] }, "Tag"],
  [{ oneOf: [{ type: "string" }, { type: "string" }, { type: "integer" }] }, "string | integer"],
  [{ anyOf: [{ type: "null" }] }, "null"],
  [{ allOf: [{ $ref: "#/$defs/Tag" }, { description: "x" }] }, "Tag"],
  [{ allOf: [{}, {}] }, "any"],
])("%j is %s", (schema, text) => {
  expect(typeText(schema, schemas)).toBe(text);
});

test("a list of itself is put in words as far as they reach", () => {
  expect(typeText({ $ref: "#/$defs/Loop" }, schemas)).toBe(`${"list of ".repeat(7)}any`);
});

test.each<[Json, boolean]>([
  [true, true],
  [false, false],
  [{}, true],
  [{ type: "string" }, false],
  [{ type: ["string", "null"] }, true],
  [{ type: "string", nullable: true }, true],
  [{ enum: ["a", null] }, true],
  [{ const: "a" }, false],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, true],
  [{ allOf: [{ $ref: "#/$defs/Tag" }] }, false],
])("%j takes null: %s", (schema, takes) => {
  expect(takesNull(schema, schemas)).toBe(takes);
});

describe("notes of a field", () => {
  const notes = (property: Json): string =>
    fieldsOf({ type: "object", properties: { a: property } }, schemas)[0]?.notes.join("; ") ?? "-";

  test.each<[Json, string]>([
    [{ type: "string" }, ""],
    [{ description: " two\n lines  " }, "two lines"],
    [{ description: " " }, ""],
    [{ $ref: "#/$defs/Color" }, "of the label"],
    [{ minLength: 1, maxLength: 64 }, "1 to 64 characters"],
    [{ minLength: 1 }, "at least 1 character"],
    [{ minLength: 0, maxLength: 8 }, "at most 8 characters"],
    [{ minItems: 2, maxItems: 2, uniqueItems: true }, "exactly 2 items; no item twice"],
    [{ minimum: 0, maximum: 9 }, "at least 0; at most 9"],
    [{ exclusiveMinimum: 0, exclusiveMaximum: 9 }, "more than 0; less than 9"],
    [{ minimum: 0, exclusiveMinimum: true, multipleOf: 5 }, "more than 0; a multiple of 5"],
    [{ readOnly: true, deprecated: true }, "only in answers; deprecated"],
    [{ writeOnly: true }, "only in requests"],
    [{ anyOf: [{ type: "string", pattern: "^a" }, { type: "null" }] }, "matches ^a"],
    [{ anyOf: [{ pattern: "^a" }, { pattern: "^b" }] }, ""],
  ])("%j", (property, text) => {
    expect(notes(property)).toBe(text);
  });

  test("a very long description is cut", () => {
    expect(notes({ description: "x".repeat(401) })).toBe(`${"x".repeat(400)}…`);
    expect(notes({ description: "x".repeat(400) })).toHaveLength(400);
  });
});

describe("conditions in words", () => {
  // As text: an object with a field `then` looks like a promise.
  const noteOf = (rest: string): string => {
    const text = rest.replaceAll("ASK", '{"properties":{"a":{"type":"integer","minimum":1}}}');
    const schema = JSON.parse(`{"type":"object","properties":{"a":{}},${text}}`) as Json;
    return fieldsOf(schema, schemas)[0]?.notes.join("; ") ?? "-";
  };
  const asks = "integer, at least 1";

  test.each<[string, string, string]>([
    ["a value", '"if":{"properties":{"k":{"const":1}}},"then":ASK', `when k is 1: ${asks}`],
    ["values", '"if":{"properties":{"k":{"enum":[1,2]}}},"else":ASK', `when k is not 1 | 2: ${asks}`],
    ["null", '"if":{"properties":{"k":{"const":null}}},"then":ASK', `when k is null: ${asks}`],
    [
      "two fields",
      '"if":{"properties":{"k":{"const":1},"l":{"const":2}}},"then":ASK,"else":ASK',
      `when k is 1 and l is 2: ${asks}; otherwise: ${asks}`,
    ],
    ["something else", '"if":{"required":["k"]},"then":ASK', `in some cases: ${asks}`],
    ["a type", '"if":{"properties":{"k":{"type":"string"}}},"then":ASK', `in some cases: ${asks}`],
    ["nothing that is asked", '"if":true,"then":{"properties":{"a":{}}}', ""],
    ["a branch without fields", '"if":true,"then":true', ""],
    ["below allOf", '"allOf":[{"if":{"properties":{"k":{"const":1}}},"then":ASK}]', `when k is 1: ${asks}`],
  ])("%s", (_, rest, text) => {
    expect(noteOf(rest)).toBe(text);
  });
});

test("what a schema builds on comes first, and what narrows a field is put to it", () => {
  const schema: Json = {
    properties: { name: { maxLength: 3 }, size: { default: null } },
    allOf: [{ $ref: "#/$defs/Tag" }],
    required: ["size", 7],
  };
  expect(
    fieldsOf(schema, schemas).map(({ name, type, required, notes }) => [name, type, required, notes]),
  ).toEqual([
    ["name", "string", false, ["at most 3 characters"]],
    ["size", "any", true, []],
  ]);
  expect(fieldsOf(schema, schemas).map((field) => field.default)).toEqual([undefined, null]);
  expect(fieldsOf({ $ref: "#/$defs/Loop" }, schemas)).toEqual([]);
  expect(fieldsOf(true, schemas)).toEqual([]);
});

test("the items of a list", () => {
  expect(itemsOf({ $ref: "#/$defs/Loop" }, schemas)).toEqual({ $ref: "#/$defs/Loop" });
  expect(itemsOf({ type: "array" }, schemas)).toBe(true);
  expect(itemsOf({ type: "object" }, schemas)).toBeUndefined();
  expect(itemsOf(true, schemas)).toBeUndefined();
});
