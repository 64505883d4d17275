import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/index.ts";
import { createSchemas } from "../index.ts";

const told = (schema: Json, value: Json, definitions: Record<string, Json> = {}): string[] => {
  const made = createSchemas(definitions, { dialect: "2020-12" }).validator(schema);
  if (!made.ok) throw new Error(made.findings.map((one) => one.what).join("\n"));
  return made.value.check(value).map(({ path, what }) => `${path} ${what}`);
};

describe("what a violation says", () => {
  it.each<[string, Json, Json, string]>([
    ["type", { type: ["string", "null"] }, 3, "must be a string or null, is 3"],
    ["type", { type: "object" }, [1], "must be an object, is a list of 1"],
    [
      "enum",
      { enum: ["human", "agent"] },
      "humn",
      'must be one of "human", "agent", is "humn"; nearest "human"',
    ],
    ["enum of one", { enum: ["a"] }, 1, 'must be "a", is 1'],
    [
      "long enum",
      { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      0,
      "must be one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more, is 0",
    ],
    ["const", { const: { a: 1 } }, null, "must be an object, is null"],
    ["pattern", { pattern: "^agt_\\d" }, "usr", 'must match ^agt_\\d, is "usr"'],
    [
      "format",
      { format: "date-time" },
      "now",
      'must be of the format date-time, like 2025-01-15T10:30:00Z, is "now"',
    ],
    ["format", { format: "ipv4" }, "::", 'must be of the format ipv4, is "::"'],
    ["int32", { format: "int32" }, 2 ** 31, "must be of the format int32, is 2147483648"],
    ["maxLength", { maxLength: 64 }, "x".repeat(75), "must be at most 64 characters, has 75"],
    ["minLength counts code points", { minLength: 2 }, "😀", "must be at least 2 characters, has 1"],
    ["maximum", { maximum: 1 }, 2, "must be at most 1, is 2"],
    ["minimum", { minimum: 1 }, 0, "must be at least 1, is 0"],
    ["exclusiveMaximum", { exclusiveMaximum: 1 }, 1, "must be less than 1, is 1"],
    ["exclusiveMinimum", { exclusiveMinimum: 1 }, 1, "must be more than 1, is 1"],
    ["multipleOf", { multipleOf: 5 }, 7, "must be a multiple of 5, is 7"],
    ["minItems", { minItems: 1 }, [], "must have at least 1 item, has 0"],
    ["maxItems", { maxItems: 1 }, [1, 2], "must have at most 1 item, has 2"],
    [
      "uniqueItems",
      { uniqueItems: true },
      [{ a: 1 }, 2, { a: 1 }],
      "must not hold the same twice: items 0 and 2 are equal",
    ],
    ["minProperties", { minProperties: 1 }, {}, "must have at least 1 field, has 0"],
    ["maxProperties", { maxProperties: 0 }, { a: 1 }, "must have at most 0 fields, has 1"],
    [
      "contains",
      { contains: { type: "string" } },
      [1],
      'must hold at least 1 item that fit what "contains" asks for',
    ],
    [
      "contains a few",
      { contains: { const: 1 }, minContains: 1, maxContains: 2 },
      [1, 1, 1],
      'must hold 1 to 2 items that fit what "contains" asks for',
    ],
    ["not", { not: { type: "string" } }, "x", 'must not fit what "not" describes, is "x"'],
    [
      "oneOf twice",
      { oneOf: [{ minimum: 1 }, { minimum: 2 }, { minimum: 9 }] },
      3,
      "must fit exactly one of 3 alternatives, fits 1 and 2",
    ],
    [
      "anyOf of other kinds",
      { anyOf: [{ type: "string" }, { type: "null" }] },
      3,
      "must be a string or null, is 3",
    ],
    [
      "anyOf of values",
      { anyOf: [{ const: "a" }, { enum: ["b", "c"] }] },
      "delta",
      'must be one of "a", "b", "c", is "delta"',
    ],
  ])("%s", (_, schema, value, what) => {
    expect(told(schema, value)).toEqual([` ${what}`]);
  });

  it("names the field that is missing or too many, with the nearest", () => {
    const Actor = {
      properties: { actor_id: {}, email: {} },
      required: ["email"],
      additionalProperties: false,
    };
    expect(told({ $ref: "#/$defs/Actor" }, { "a/b": 1 }, { Actor })).toEqual([
      "/email is missing",
      "/a~1b is no field of Actor",
    ]);
    // What is missing is there, spelled wrong: one mistake, told once.
    expect(told({ $ref: "#/$defs/Actor" }, { emial: 1 }, { Actor })).toEqual([
      '/emial is no field of Actor; nearest "email"',
    ]);
    expect(told(Actor, { x: 1, email: 1 })).toEqual(["/x is no field here"]);
    expect(told({ properties: { a: false } }, { a: 1 })).toEqual(["/a must not be there"]);
    expect(told({ propertyNames: { maxLength: 1 } }, { ab: 1 })).toEqual([
      "/ab is a name that must be at most 1 character, has 2",
    ]);
    expect(told({ dependentRequired: { card: ["street"] } }, { card: 1 })).toEqual([
      '/street is missing, and must be there because "card" is',
    ]);
  });

  it("says where the schema says so", () => {
    const made = createSchemas(
      { A: { properties: { x: { type: "string" } } } },
      { dialect: "2020-12" },
    ).validator({ items: { $ref: "#/components/schemas/A" } }, { pointer: "#/paths/~1a" });
    expect(made.ok && made.value.check([{ x: 1 }])[0]?.schemaPath).toBe(
      "#/components/schemas/A/properties/x/type",
    );
    const own = createSchemas({}, { dialect: "2020-12" }).validator(
      { items: { type: "null" } },
      { pointer: "#/a" },
    );
    expect(own.ok && own.value.check([1])[0]?.schemaPath).toBe("#/a/items/type");
  });
});

describe("what only follows from something else is not told", () => {
  const actor = JSON.parse(`{
    "required": ["actor_type"],
    "properties": { "actor_type": { "enum": ["human", "agent"] }, "actor_id": { "pattern": "^(agt|usr)_" } },
    "if": { "properties": { "actor_type": { "const": "human" } }, "required": ["actor_type"] },
    "then": { "properties": { "actor_id": { "pattern": "^usr_" } } },
    "else": { "properties": { "actor_id": { "pattern": "^agt_" } } }
  }`) as Json;

  it("conditions that were not answered", () => {
    expect(told(actor, { actor_id: "usr_1" })).toEqual(["/actor_type is missing"]);
    expect(told(actor, { actor_id: "usr_1", actor_type: "robot" })).toEqual([
      '/actor_type must be one of "human", "agent", is "robot"',
    ]);
    expect(told(actor, { actor_id: "agt_1", actor_type: "human" })).toEqual([
      '/actor_id must match ^usr_, is "agt_1"',
    ]);
    expect(told(actor, { actor_id: "usr_1", actor_type: "agent" })).toEqual([
      '/actor_id must match ^agt_, is "usr_1"',
    ]);
  });

  it("alternatives that fit less", () => {
    const cat = {
      type: "object",
      required: ["kind", "lives"],
      properties: { kind: { const: "cat" }, lives: { type: "integer" } },
    };
    const dog = { type: "object", required: ["kind", "bark"], properties: { kind: { const: "dog" } } };
    const schema = { anyOf: [{ $ref: "#/$defs/dog" }, { $ref: "#/$defs/cat" }, { type: "null" }] };
    expect(told(schema, { kind: "cat", lives: "nine" }, { cat, dog })).toEqual([
      '/lives must be an integer, is "nine"',
    ]);
    expect(told({ oneOf: schema.anyOf }, { kind: "dog" }, { cat, dog })).toEqual(["/bark is missing"]);
    expect(told(schema, 1, { cat, dog })).toEqual([" must be an object or null, is 1"]);
  });

  it("alternatives that a discriminator does not name", () => {
    const definitions = {
      Cat: { type: "object", required: ["lives"] },
      Dog: { type: "object", required: ["bark"] },
    };
    const oneOf = [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }];
    const named = { oneOf, discriminator: { propertyName: "kind" } };
    const mapped = {
      oneOf,
      discriminator: {
        propertyName: "kind",
        mapping: { meow: "#/components/schemas/Cat", woof: "Dog", x: 1 },
      },
    };
    expect(told(named, { kind: "Dog" }, definitions)).toEqual(["/bark is missing"]);
    expect(told(mapped, { kind: "meow" }, definitions)).toEqual(["/lives is missing"]);
    expect(told(mapped, { kind: "squeak" }, definitions)).toEqual([
      '/kind must be one of "meow", "woof", is "squeak"',
    ]);
    expect(told(named, { kind: "squeak" }, definitions)).toEqual([
      '/kind must be one of "Cat", "Dog", is "squeak"',
    ]);
    expect(told(named, {}, definitions)).toEqual(["/kind is missing"]);
  });

  it("the values of an enum where the type is wrong already", () => {
    expect(told({ type: "string", enum: ["a", "b"] }, 1)).toEqual([" must be a string, is 1"]);
  });

  it("fields that count as unknown only because they are wrong", () => {
    const schema = {
      allOf: [{ properties: { a: { type: "string" } } }],
      unevaluatedProperties: false,
    };
    expect(told(schema, { a: 1 })).toEqual(["/a must be a string, is 1"]);
    expect(told(schema, { a: "x", b: 1 })).toEqual(["/b is no field here"]);
  });

  it("the same thing said by two schemas", () => {
    expect(told({ allOf: [{ type: "string" }, { type: "string" }] }, 1)).toEqual([" must be a string, is 1"]);
  });

  it("the discriminator of a schema that it does not fit", () => {
    const definitions = { Cat: { type: "object", required: ["lives"] } };
    const anyOf = [{ $ref: "#/$defs/Cat" }, { type: "object", required: ["bark"] }];
    const at = (discriminator: Json): Json => ({ anyOf, discriminator });
    expect(told(at({ propertyName: "kind" }), 1, definitions)).toEqual([" must be an object, is 1"]);
    expect(told(at({ propertyName: 1 }), {}, definitions)).toEqual(["/lives is missing"]);
    expect(told(at(null), {}, definitions)).toEqual(["/lives is missing"]);
    expect(told(at({ propertyName: "kind" }), { kind: "Cat" }, definitions)).toEqual(["/lives is missing"]);
  });

  it("alternatives of alternatives", () => {
    const anyOf = [{ anyOf: [{ type: "string" }, { minimum: 5 }] }, { type: "null" }];
    expect(told({ anyOf }, 3)).toEqual([" must be at least 5, is 3"]);
    expect(told({ oneOf: [{ anyOf }, { type: "integer", maximum: 1, minimum: 9 }] }, 3)).toEqual([
      " must be at least 5, is 3",
    ]);
    expect(told({ oneOf: [true, true] }, 3)).toEqual([
      " must fit exactly one of 2 alternatives, fits 1 and 2",
    ]);
    expect(told({ anyOf: [{ enum: [1, 2], maximum: 0 }, { const: 9 }] }, 3)).toEqual([" must be 9, is 3"]);
  });

  it("names of fields that break several rules", () => {
    expect(told({ propertyNames: false }, { a: 1 })).toEqual(["/a is a name that must not be there"]);
    expect(told({ propertyNames: { maxLength: 1, pattern: "^b" } }, { aa: 1 })).toEqual([
      "/aa is a name that must be at most 1 character, has 2",
      '/aa is a name that must match ^b, is "aa"',
    ]);
  });

  it("unknown fields where nothing else is wrong", () => {
    const schema = {
      anyOf: [{ properties: { a: {} }, required: ["a"] }, true],
      unevaluatedProperties: false,
    };
    expect(told(schema, { b: 1 })).toEqual(['/b is no field here; nearest "a"']);
    expect(
      told({ ...schema, dependentSchemas: { b: { properties: { c: { type: "null" } } } } }, { b: 1, c: 1 }),
    ).toEqual(["/c must be null, is 1", '/b is no field here; nearest "a"']);
  });
});
