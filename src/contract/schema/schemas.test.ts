import { describe, expect, it } from "vitest";
import type { Json } from "../../core/index.ts";
import { createSchemas, type SchemasOptions, type ValidatorOptions } from "./index.ts";

const told = (
  schema: Json,
  value: Json,
  definitions: Record<string, Json> = {},
  options: Partial<SchemasOptions> & ValidatorOptions = {},
): string[] => {
  const made = createSchemas(definitions, { dialect: "2020-12", ...options }).validator(schema, options);
  if (!made.ok) return made.findings.map((one) => `${one.name} ${one.what}`);
  return [
    ...made.findings.map((one) => `${one.name} ${one.what}`),
    ...made.value.check(value).map(({ path, what }) => `${path} ${what}`),
  ];
};

describe("a schema set", () => {
  it("checks values, all problems at once", () => {
    const schema = { type: "object", required: ["name", "age"], properties: { name: { maxLength: 3 } } };
    expect(told(schema, { name: "abc", age: 1 })).toEqual([]);
    expect(told(schema, { name: "abcd" })).toEqual([
      "/age is missing",
      "/name must be at most 3 characters, has 4",
    ]);
  });

  it("looks references up in the definitions, however they are written", () => {
    const definitions = { Id: { type: "string" }, "A/b": { properties: { x: { type: "null" } } } };
    for (const ref of ["#/$defs/Id", "#/components/schemas/Id", "#/definitions/Id"]) {
      expect(told({ $ref: ref }, 1, definitions)).toEqual([" must be a string, is 1"]);
    }
    expect(told({ $ref: "#/$defs/A~1b/properties/x" }, 1, definitions)).toEqual([" must be null, is 1"]);
    expect(told({ $ref: "#/$defs/No" }, 1, definitions)).toEqual([
      'unusable-schema #/$ref: $ref "#/$defs/No" has no target',
    ]);
  });

  it("reads the dialect of OpenAPI 3.0", () => {
    const at30 = (schema: Json, value: Json, definitions: Record<string, Json> = {}) =>
      told(schema, value, definitions, { dialect: "openapi-3.0" });
    expect(at30({ type: "string", nullable: true, enum: ["a"] }, null)).toEqual([]);
    expect(at30({ nullable: true, allOf: [{ type: "string" }] }, null)).toEqual([]);
    expect(at30({ minimum: 1, exclusiveMinimum: true }, 1)).toEqual([" must be more than 1, is 1"]);
    expect(at30({ minimum: 1, exclusiveMinimum: false }, 1)).toEqual([]);
    expect(at30({ $ref: "#/components/schemas/A", maxLength: 1 }, "ab", { A: { type: "string" } })).toEqual(
      [],
    );
    expect(at30({ const: 1 }, 2)).toEqual([]);
  });

  it("ends at schemas that hold themselves", () => {
    const definitions = {
      Tree: { type: "object", properties: { left: { $ref: "#/$defs/Tree" } }, additionalProperties: false },
    };
    expect(told({ $ref: "#/$defs/Tree" }, { left: { left: { righ: 1 } } }, definitions)).toEqual([
      "/left/left/righ is no field of Tree",
    ]);
  });

  it("leaves a pattern that JavaScript can't read unchecked, and says so", () => {
    expect(told({ pattern: "(?P<a>x)" }, "y")).toEqual([
      'unchecked-schema #/pattern: the pattern "(?P<a>x)" is no regular expression of JavaScript: Invalid regular expression: /(?P<a>x)/u: Invalid group',
    ]);
  });
});
