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

describe("schemas that make no sense", () => {
  it.each<[string, Json, string]>([
    ["a number", 3, "unusable-schema #: a schema must be an object, true or false, not 3"],
    ["a reference that is no text", { $ref: 3 }, "unusable-schema #/$ref: $ref must be a text, not 3"],
    ["an unknown type", { type: "strnig" }, 'unchecked-schema #/type: type can\'t be "strnig"'],
    ["a bound that is no number", { minimum: "3" }, 'unchecked-schema #/minimum: minimum can\'t be "3"'],
    [
      "no alternatives",
      { anyOf: [] },
      "unchecked-schema #/anyOf: must be a list of schemas with at least one",
    ],
    [
      "fields that are no table",
      { properties: [] },
      "unchecked-schema #/properties: must be a table of schemas",
    ],
    [
      "a dynamic reference",
      { $dynamicRef: "#x" },
      "unchecked-schema #/$dynamicRef: $dynamicRef is not supported: what it refers to depends on how the schema was reached",
    ],
    [
      "a reference elsewhere",
      { $ref: "other.yaml#/A" },
      'unusable-schema #/$ref: $ref "other.yaml#/A" has no target',
    ],
    ["a broken escape", { $ref: "#/$defs/%" }, 'unusable-schema #/$ref: $ref "#/$defs/%" has no target'],
  ])("%s", (_, schema, what) => {
    expect(told(schema, 1)).toEqual([what]);
  });

  it("are told with their places, also where another schema refers to them", () => {
    const asked: (readonly string[])[] = [];
    const set = createSchemas(
      { A: { items: { $ref: "#/$defs/B" } }, B: { pattern: "(" } },
      {
        dialect: "2020-12",
        places: (pointers) => {
          asked.push(pointers);
          return pointers.map((input) => ({ kind: "input", input }));
        },
      },
    );
    const first = set.validator({ $ref: "#/$defs/A" });
    const second = set.validator({ $ref: "#/$defs/A" });
    expect(first.findings).toEqual(second.findings);
    expect(first.findings[0]?.at).toEqual({ kind: "input", input: "#/$defs/B/pattern" });
    expect(asked).toEqual([["#/$defs/B/pattern"], ["#/$defs/B/pattern"]]);
  });

  it("a validator is made once for a schema", () => {
    const set = createSchemas(
      {},
      { dialect: "2020-12", resolve: (ref) => (ref === "#/x" ? { type: "null" } : undefined) },
    );
    const schema = { $ref: "#/x" };
    expect(set.validator(schema)).toBe(set.validator(schema));
    expect(set.validator(schema)).not.toBe(set.validator(schema, { direction: "request" }));
    expect(set.follow(schema)).toEqual({ type: "null" });
    expect(set.validator(true).ok).toBe(true);
    const never = set.validator(false);
    expect(never.ok && never.value.check(1).map(({ what }) => what)).toEqual(["must not be there"]);
  });
});

describe("which way a body goes", () => {
  const schema = {
    required: ["id", "password", "other"],
    properties: { id: { readOnly: true }, password: { $ref: "#/$defs/P" } },
  };
  const definitions = { P: { type: "string", writeOnly: true } };
  it.each([
    ["request", ["/password", "/other"]],
    ["answer", ["/id", "/other"]],
    [undefined, ["/id", "/password", "/other"]],
  ] as const)("%s", (direction, missing) => {
    const made = createSchemas(definitions, { dialect: "2020-12" }).validator(schema, { direction });
    expect(made.ok && made.value.check({}).map(({ path }) => path)).toEqual(missing);
  });
});
