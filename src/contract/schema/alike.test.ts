import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { createSchemas, type Validator } from "./index.ts";

const definitions = { Id: { type: "string", pattern: "^id_" } };

function setOf(): (schema: Json, pointer: string, direction?: "request" | "answer") => Validator {
  const schemas = createSchemas(definitions, { dialect: "2020-12" });
  return (schema, pointer, direction) => {
    const made = schemas.validator(schema, { pointer, direction });
    if (!made.ok) throw new Error(made.findings[0]?.what);
    return made.value;
  };
}

const paths = (validator: Validator, value: Json): readonly string[] =>
  validator.check(value).map(({ schemaPath }) => schemaPath);

describe("schemas that are written alike", () => {
  test("tell what is wrong each with its own place", () => {
    const make = setOf();
    const page = (): Json => ({ type: "object", properties: { page: { type: "integer", minimum: 1 } } });
    const first = make(page(), "#/paths/~1a/schema");
    const second = make(page(), "#/paths/~1a/schema/below");
    expect(paths(first, { page: 0 })).toEqual(["#/paths/~1a/schema/properties/page/minimum"]);
    expect(paths(second, { page: 0 })).toEqual(["#/paths/~1a/schema/below/properties/page/minimum"]);
    expect(paths(second, { page: "x" })).toEqual(["#/paths/~1a/schema/below/properties/page/type"]);
    expect(second.check({ page: 1 })).toEqual([]);
  });

  test("that are a reference tell the place of what it leads to", () => {
    const make = setOf();
    const reference = (): Json => ({ $ref: "#/$defs/Id" });
    expect(paths(make(reference(), "#"), "x")).toEqual(["#/$defs/Id/pattern"]);
    expect(paths(make(reference(), "#/paths/~1a"), "x")).toEqual(["#/$defs/Id/pattern"]);
  });

  test("that hold a reference tell the place of either", () => {
    const make = setOf();
    const list = (): Json => ({ type: "array", minItems: 1, items: { $ref: "#/$defs/Id" } });
    make(list(), "#");
    const second = make(list(), "#/paths/~1a");
    expect(paths(second, [])).toEqual(["#/paths/~1a/minItems"]);
    expect(paths(second, ["x"])).toEqual(["#/$defs/Id/pattern"]);
  });

  test("are not the same in a request and in an answer", () => {
    const make = setOf();
    const schema = (): Json => ({
      type: "object",
      required: ["id"],
      properties: { id: { type: "string", readOnly: true } },
    });
    expect(make(schema(), "#/a", "request").check({})).toEqual([]);
    expect(paths(make(schema(), "#/b", "answer"), {})).toEqual(["#/b/required"]);
  });

  test("tell each where they can't be checked", () => {
    const schemas = createSchemas({}, { dialect: "2020-12" });
    const schema = (): Json => ({ type: "string", pattern: "(?P<a>x)" });
    for (const pointer of ["#/a", "#/b"]) {
      const made = schemas.validator(schema(), { pointer });
      expect(made.findings.map(({ what }) => what.split(":")[0])).toEqual([`${pointer}/pattern`]);
    }
  });

  test("that hold one value a million times are not written out", () => {
    let schema: Json = { type: "string" };
    for (let depth = 0; depth < 20; depth += 1) schema = { anyOf: [schema, schema] };
    const made = createSchemas({}, { dialect: "2020-12" }).validator(schema);
    expect(made.ok).toBe(false);
  });
});
