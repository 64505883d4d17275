import {
  registerSchema,
  unregisterSchema,
  validate,
  type SchemaObject,
} from "@hyperjump/json-schema/draft-2020-12";
import "@hyperjump/json-schema/openapi-3-0";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../core/index.ts";
import { createSchemas, type Dialect } from "./index.ts";

/** Field names: a few, so that values and schemas meet; some that JavaScript's objects have by themselves. */
const name = fc.constantFrom("a", "b", "c", "constructor", "toString", "a/b", "__proto__", "'\"`${1}\n");

const scalar: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  true,
  false,
  0,
  1,
  2,
  1.5,
  -1,
  "",
  "a",
  "ab",
  "agt_1",
  "😀",
  "2025-01-15T10:30:00Z",
);

/** An object with own keys, whatever they are called. */
const table = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));

/** Values that schemas of `schemas` may or may not allow. */
const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    table(tie("value")),
  ),
})).value;

const count = fc.integer({ min: 0, max: 3 });
const number = fc.constantFrom(-1, 0, 1, 1.5, 2);
const type = fc.constantFrom("string", "number", "integer", "boolean", "null", "object", "array");
const pattern = fc.constantFrom("^a", "^(agt|usr)_", "b$", "^.$", "\\d", "[\\-_]", "^\\p{L}+$");
const names = fc.uniqueArray(name, { maxLength: 3 });

/** Keywords that documents of OpenAPI use, each with what may stand behind it. */
function keywords(schema: fc.Arbitrary<Json>, dialect: "2020-12" | "openapi-3.0"): fc.Arbitrary<JsonObject> {
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  const common = {
    enum: fc.uniqueArray(values, {
      minLength: 1,
      maxLength: 3,
      comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    }),
    multipleOf: fc.constantFrom(1, 2, 0.5),
    maximum: number,
    minimum: number,
    maxLength: count,
    minLength: count,
    pattern,
    format: fc.constantFrom("x-unknown", "no-such-format", "constructor"),
    maxItems: count,
    minItems: count,
    uniqueItems: fc.boolean(),
    maxProperties: count,
    minProperties: count,
    properties: table(schema),
    items: schema,
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: schema,
    example: values,
    default: values,
  };
  const required = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
  if (dialect === "openapi-3.0") {
    return fc.record(
      {
        ...common,
        required,
        type: type.filter((one) => one !== "null"),
        exclusiveMaximum: fc.boolean(),
        exclusiveMinimum: fc.boolean(),
        additionalProperties: fc.oneof(fc.boolean(), schema),
      },
      { requiredKeys: [] },
    );
  }
  return fc.record(
    {
      ...common,
      required: names,
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      const: values,
      exclusiveMaximum: number,
      exclusiveMinimum: number,
      minContains: count,
      maxContains: count,
      dependentRequired: table(names),
      patternProperties: fc.dictionary(pattern, schema, { maxKeys: 2 }),
      additionalProperties: schema,
      propertyNames: schema,
      dependentSchemas: table(schema),
      prefixItems: list,
      contains: schema,
      ...Object.fromEntries(["if", "then", "else"].map((keyword) => [keyword, schema])),
      unevaluatedProperties: schema,
    },
    { requiredKeys: [] },
  );
}

/** A few of the keywords at a time: with all of them nothing would be allowed. */
function some(schema: fc.Arbitrary<JsonObject>, most: number): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(schema, fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: most }))
    .map(([all, picks]) => {
      const entries = Object.entries(all);
      const picked = new Set(picks.map((pick) => entries[pick % Math.max(1, entries.length)]));
      return Object.fromEntries([...picked].filter((entry) => entry !== undefined));
    });
}

/** Schemas of a dialect, which may refer to the definitions A and B. */
function schemas(dialect: "2020-12" | "openapi-3.0"): fc.Arbitrary<Json> {
  const ref = fc.constantFrom<Json>({ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" });
  const leaf: fc.Arbitrary<Json> =
    dialect === "2020-12" ? fc.oneof(fc.boolean(), ref) : fc.oneof(fc.constant({}), ref);
  return fc.letrec<{ schema: Json }>((tie) => ({
    schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, {
      weight: 4,
      arbitrary: some(keywords(tie("schema"), dialect), 4),
    }),
  })).schema;
}

const runs = Number(process.env["ORACLE_RUNS"] ?? 40);

/** The same schemas every time; ORACLE_SEED tries others. */
const seeded = { seed: Number(process.env["ORACLE_SEED"] ?? 1) };

/** Definitions that refer to themselves and to each other, below fields and items only. */
const definitions: Record<string, Json> = {
  A: {
    type: "object",
    properties: { a: { $ref: "#/components/schemas/A" }, b: { $ref: "#/components/schemas/B" } },
  },
  B: { type: "array", items: { $ref: "#/components/schemas/A" }, maxItems: 2 },
};

let made = 0;

/** What the reference implementation says of values. */
async function oracle(dialect: Dialect, schema: Json, candidates: readonly Json[]): Promise<boolean[]> {
  made += 1;
  const uri = `https://oracle.test/${made}`;
  const components = { schemas: { ...definitions, Root: schema } };
  if (dialect === "2020-12") {
    const root = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $ref: "#/components/schemas/Root",
      components,
    };
    registerSchema(root as unknown as SchemaObject, uri);
  } else {
    const document = { openapi: "3.0.3", info: { title: "t", version: "1" }, paths: {}, components };
    registerSchema(document as unknown as SchemaObject, uri, "https://spec.openapis.org/oas/3.0/schema");
  }
  try {
    const check = await validate(dialect === "2020-12" ? uri : `${uri}#/components/schemas/Root`);
    return candidates.map((value) => check(value as never).valid);
  } finally {
    unregisterSchema(uri);
  }
}

describe.each<Dialect>(["2020-12", "openapi-3.0"])("schemas of %s", (dialect) => {
  it("allow what the reference implementation allows", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        schemas(dialect),
        fc.array(values, { minLength: 4, maxLength: 8 }),
        async (schema, candidates) => {
          // A gap of ajv: it keeps what was evaluated in an object that has these names from JavaScript.
          const text = JSON.stringify([schema, candidates]);
          fc.pre(!text.includes("unevaluated") || !/"(?:constructor|toString|__proto__)"/.test(text));
          const validator = createSchemas(definitions, { dialect }).validator(schema);
          if (!validator.ok) throw new Error(JSON.stringify(validator.findings));
          const ours = candidates.map((value) => validator.value.check(value).length === 0);
          expect(ours).toEqual(await oracle(dialect, schema, candidates));
        },
      ),
      { numRuns: runs, ...seeded },
    );
  });
});
