import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../core/index.ts";
import { createSchemas, type Dialect } from "../index.ts";
import { sampleAnswer } from "./sample-answer.ts";
import { sampleOfPattern } from "./sample-text.ts";

const sampled = (
  schema: Json,
  definitions: Record<string, Json> = {},
  dialect: Dialect = "2020-12",
): Json => {
  const result = sampleAnswer(createSchemas(definitions, { dialect }), schema, { operation: "GET /" });
  return result.ok ? result.value : result.findings.map((one) => `${one.name}: ${one.what}`);
};

describe("an answer made from a schema", () => {
  it("is an example that fits, before anything that is made", () => {
    const schema = { type: "string", maxLength: 2, examples: ["abc", "ab"] };
    expect(sampled(schema)).toBe("ab");
    const result = sampleAnswer(createSchemas({}, { dialect: "2020-12" }), schema, {
      operation: "GET /",
      examples: [1, "x"],
    });
    expect(result.ok && result.value).toBe("x");
  });

  it.each<[string, Json, Json]>([
    ["a boolean", { type: "boolean" }, true],
    ["null", { type: "null" }, null],
    ["anything", {}, {}],
    ["a number above", { type: "number", exclusiveMinimum: 1, exclusiveMaximum: 2 }, 1.5],
    ["an integer above", { type: "integer", exclusiveMinimum: 1 }, 2],
    ["a number below", { maximum: -3 }, -3],
    ["a number below, not there", { type: "integer", exclusiveMaximum: -3 }, -4],
    ["a multiple", { type: "integer", minimum: 7, multipleOf: 5 }, 10],
    ["a text of a length", { type: "string", minLength: 6, maxLength: 6 }, "textte"],
    ["a text of a format", { format: "uuid", type: "string" }, "123e4567-e89b-42d3-a456-426614174000"],
    ["a text of a pattern", { pattern: "^(agt|usr)_[0-9a-f]{4}$" }, "agt_aaaa"],
    ["a list", { items: { type: "integer" }, minItems: 2 }, [0, 0]],
    ["a tuple", { prefixItems: [{ type: "integer" }, { type: "null" }], minItems: 2 }, [0, null]],
    ["an object", { properties: { a: { type: "integer" }, b: { enum: ["x"] } } }, { a: 0, b: "x" }],
    [
      "parts together",
      { allOf: [{ properties: { a: { type: "null" } } }, { properties: { b: { const: 1 } } }] },
      { a: null, b: 1 },
    ],
    ["the first that is not null", { anyOf: [{ type: "null" }, { type: "integer" }] }, 0],
    ["a field without a schema", { type: "object", required: ["a"] }, { a: {} }],
    ["what is left when the rest is too much", { properties: { a: { not: {} } }, type: "object" }, {}],
    ["a list without a type", { items: { type: "null" } }, [null]],
    ["a tuple without a type", { prefixItems: [{ type: "null" }] }, [null]],
    ["a text without a type", { maxLength: 2 }, "te"],
    ["a number without a type", { multipleOf: 3, minimum: 4 }, 6],
    ["an object without a type", { additionalProperties: { type: "null" }, required: ["x"] }, { x: null }],
    ["a list that may be empty", { type: "array", items: false }, []],
    ["a list of what it must hold", { type: "array", contains: { const: 3 } }, [3]],
    ["a list with no more than it may", { type: "array", maxItems: 0 }, []],
    ["an empty text", { type: "string", maxLength: 0 }, ""],
    ["a text of a format unknown", { type: "string", format: "no-such" }, "text"],
    ["a long pointer", { type: "string", format: "json-pointer", minLength: 0 }, ""],
    ["the only alternative", { anyOf: [{ type: "null" }] }, null],
    ["a default", { type: "integer", default: 4 }, 4],
    ["null when nothing else fits", { type: ["string", "null"], pattern: "^(?=a)$" }, null],
  ])("is %s", (_, schema, value) => {
    expect(sampled(schema)).toEqual(value);
  });

  it("ends where schemas hold themselves", () => {
    const Tree = {
      type: "object",
      required: ["name"],
      properties: { name: { type: "string" }, left: { $ref: "#/$defs/Tree" } },
    };
    expect(sampled({ $ref: "#/$defs/Tree" }, { Tree })).toEqual({ name: "text" });
    const Endless = { type: "object", required: ["next"], properties: { next: { $ref: "#/$defs/Endless" } } };
    expect(sampled({ $ref: "#/$defs/Endless" }, { Endless })).toEqual([
      "no-synthetic-answer: GET /: no answer could be made from the schema: it has no end",
    ]);
    expect(sampled({ $ref: "#/$defs/Loop" }, { Loop: { $ref: "#/$defs/Loop" } })).toEqual([
      expect.stringMatching(/^no-synthetic-answer/),
    ]);
  });

  it("is made from bounds of OpenAPI 3.0", () => {
    const at30 = (schema: Json): Json => sampled(schema, {}, "openapi-3.0");
    expect(at30({ type: "integer", minimum: 3, exclusiveMinimum: true })).toBe(4);
    expect(at30({ type: "number", maximum: 0, exclusiveMaximum: true })).toBe(-1);
    expect(at30({ type: "string", nullable: true, pattern: "^(?=x)$" })).toBeNull();
    expect(at30({ type: "string", example: "abc" })).toBe("abc");
  });

  it("is refused where a field or an item that must be there has no end", () => {
    const Row = { type: "array", minItems: 1, items: { $ref: "#/$defs/Row" } };
    expect(sampled({ $ref: "#/$defs/Row" }, { Row })).toEqual([expect.stringMatching(/it has no end$/)]);
    expect(sampled({ type: "object", required: ["a"], additionalProperties: false })).toEqual([
      expect.stringMatching(/it has no end$/),
    ]);
    const Loop = { allOf: [{ $ref: "#/$defs/Loop" }, { type: "object" }] };
    expect(sampled({ $ref: "#/$defs/Loop" }, { Loop })).toEqual([expect.stringMatching(/can't be checked/)]);
  });

  it("leaves out what is only sent to the service", () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: { id: { type: "integer" }, password: { type: "string", writeOnly: true } },
    };
    expect(sampled(schema, {}, "openapi-3.0")).toEqual({ id: 0 });
  });

  it("is refused with what is wrong when nothing that was made fits", () => {
    expect(sampled({ type: "string", pattern: "^(?!text)\\d{3}x$" })).toEqual([
      'no-synthetic-answer: GET /: no answer could be made from the schema: the body must match ^(?!text)\\d{3}x$, is "text"',
    ]);
    expect(sampled({ $ref: "#/$defs/No" })).toEqual([expect.stringMatching(/^unusable-schema/)]);
  });

  it("is the same every time, and always fits", () => {
    const leaf = fc.constantFrom<Json>(
      { type: "string", minLength: 2 },
      { type: "integer", minimum: 3 },
      { type: ["null", "boolean"] },
      { $ref: "#/$defs/A" },
    );
    const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ type: fc.constant("array"), items: tie("schema"), minItems: fc.nat({ max: 2 }) }),
        fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema")).map((properties) => ({
          type: "object",
          properties,
          required: Object.keys(properties).slice(0, 1),
        })),
        fc.array(tie("schema"), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
      ),
    }));
    const definitions = { A: { type: "object", properties: { again: { $ref: "#/$defs/A" } } } };
    fc.assert(
      fc.property(schema, (one) => {
        const schemas = createSchemas(definitions, { dialect: "2020-12" });
        const result = sampleAnswer(schemas, one, { operation: "GET /" });
        const again = sampleAnswer(schemas, one, { operation: "GET /" });
        expect(result.ok).toBe(true);
        expect(again).toEqual(result);
      }),
    );
  });
});

describe("a text of a pattern", () => {
  it.each(["^a+b*c?$", "^[^a-z]$", "\\d{2,3}-\\w\\s", "^(?:x|y){2}$", "^(?<n>a).$", "[\\]]", "\\.\\$"])(
    "fits %s",
    (pattern) => {
      expect(sampleOfPattern(pattern)).toMatch(new RegExp(pattern));
    },
  );

  it.each(["(?=a)", "(a", "a)", "[a", "*", "\\", "\\1", "[z-a]", "\\p{L}"])(
    "is not made of %s",
    (pattern) => {
      expect(sampleOfPattern(pattern)).toBeUndefined();
    },
  );

  it("does not grow without end", () => {
    expect((sampleOfPattern("(((a{999}){999}){999}){999}") ?? "").length).toBeLessThan(20_000);
  });
});
