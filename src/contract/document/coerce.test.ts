import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { coerce, itemSchema, propertySchema, takesAnyField, typesOf } from "./coerce.ts";
import { contractWith } from "./testing-request.ts";

const { schemas } = contractWith([], undefined, {
  components: { schemas: { Count: { type: "integer" } } },
});

describe("the types that a schema allows", () => {
  test.each<[schema: Json, types: readonly string[]]>([
    [{ type: ["integer", "null"] }, ["integer", "null"]],
    [{ const: null }, ["null"]],
    [{ enum: [[1], { a: 1 }, "a", 1, true] }, ["array", "object", "string", "number", "boolean"]],
    [{ properties: { a: {} } }, ["object"]],
    [{ items: {} }, ["array"]],
    [{ type: "string", items: {} }, ["string"]],
    [{ anyOf: [{ type: "string" }, { $ref: "#/components/schemas/Count" }, true] }, ["string", "integer"]],
    [{}, []],
    [true, []],
  ])("%j", (schema, types) => {
    expect([...typesOf(schemas, schema)]).toEqual(types);
  });

  test("null stands in documents of 3.0 beside the type", () => {
    const old = contractWith([], undefined, { openapi: "3.0.3" }).schemas;
    expect([...typesOf(old, { type: "integer", nullable: true })]).toEqual(["integer", "null"]);
  });
});

describe("a text read as its schema has it", () => {
  test.each<[schema: Json | undefined, text: string, value: Json]>([
    [{ type: "integer" }, "7", 7],
    [{ type: "integer" }, "x", "x"],
    [{ type: ["boolean", "string"] }, "true", true],
    [{ type: ["integer", "string"], maximum: 5 }, "7", "7"],
    [{ type: ["integer", "string"], enum: ["8"] }, "7", 7],
    [{ type: ["integer", "string"], enum: ["7"] }, "7", "7"],
    [{ type: ["null", "string"] }, "null", null],
    [{ type: "object" }, ' {"a":1}', { a: 1 }],
    [{ type: "object" }, "a", "a"],
    [{ type: "object" }, "{a", "{a"],
    [{ type: "object" }, "[1]", "[1]"],
    [undefined, "7", "7"],
  ])("%j %j", (schema, text, value) => {
    expect(coerce(schemas, schema, text)).toEqual(value);
  });
});

describe("the parts of a schema", () => {
  const table: Json = {
    allOf: [{ properties: { a: { type: "integer" } } }, { additionalProperties: false }],
  };

  test("give the schema of a field, or of those that are not named", () => {
    expect(propertySchema(schemas, table, "a")).toEqual({ type: "integer" });
    expect(propertySchema(schemas, table, "b")).toBeUndefined();
    expect(propertySchema(schemas, { additionalProperties: { type: "string" } }, "b")).toEqual({
      type: "string",
    });
    expect(propertySchema(schemas, true, "b")).toBeUndefined();
  });

  test("say whether there may be further fields: where none is named, there may", () => {
    expect(takesAnyField(schemas, table)).toBe(false);
    expect(takesAnyField(schemas, { properties: { a: {} } })).toBe(false);
    expect(takesAnyField(schemas, { properties: { a: {} }, additionalProperties: {} })).toBe(true);
    expect(takesAnyField(schemas, { type: "object" })).toBe(true);
  });

  test("give the schema of items", () => {
    expect(itemSchema(schemas, { allOf: [{ type: "array" }, { items: { type: "string" } }] })).toEqual({
      type: "string",
    });
    expect(itemSchema(schemas, { type: "array" })).toBeUndefined();
  });
});
