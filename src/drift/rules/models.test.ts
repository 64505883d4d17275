import { describe, expect, test } from "vitest";
import { anchorOf, json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import { driftFacts, judgeDrift, withConsequences, type DriftReport } from "../index.ts";

/** What the gate says of one answer that the contract declares by a schema, and that is bound to a model. */
function judged(declared: object, model: object, bound: unknown = "Item", version = "3.1.0"): DriftReport {
  const contract = {
    openapi: version,
    info: { title: "Shop", version: "1" },
    paths: {
      "/item": {
        get: {
          responses: {
            "200": { description: "one", content: { "application/json": { schema: declared } } },
          },
        },
      },
    },
    components: {
      schemas: { Tag: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
    },
  };
  const models = { models: { Item: model }, bind: { "GET /item": { 200: bound } } };
  const anchor = anchorOf(JSON.stringify(contract), JSON.stringify(models));
  return judgeDrift({ services: [{ name: "convo", anchor }], stubs: [], worlds: [] });
}

function told(...given: Parameters<typeof judged>): readonly string[] {
  return withConsequences(judged(...given).findings)
    .filter(({ name }) => name === "contradicting-model")
    .flatMap((one) => {
      const details = driftFacts(one)?.["details"];
      return Array.isArray(details) ? details.map(String) : [one.what];
    });
}

const object = (properties: object, more: object = {}): object => ({ type: "object", properties, ...more });

describe("H010 contradicting-model: no body fits both the contract's schema and the model", () => {
  test.each([
    [
      "a field of another type",
      object({ is_admin: { type: "boolean" } }),
      object({ is_admin: { type: "string" } }),
      "is_admin is a string in Item, and true or false in the contract",
    ],
    [
      "null, where that is all they share",
      object({ at: { type: ["string", "null"] } }),
      object({ at: { anyOf: [{ type: "integer" }, { type: "null" }] } }),
      "at is an integer in Item, and a string in the contract",
    ],
    [
      "sets of values that have none in common",
      object({ kind: { enum: ["a", "b"] } }),
      object({ kind: { const: "c" } }),
      'kind is "c" in Item, and "a" or "b" in the contract',
    ],
    [
      "a field that the contract requires and the model does not have",
      object({ id: {}, email: {} }, { required: ["email"] }),
      object({ id: { type: "string" } }),
      "email is required by the contract, and Item does not have it",
    ],
    [
      "a field of the model, which a dump always has, that the contract does not allow",
      object({ id: {} }, { additionalProperties: false }),
      object({ id: { type: "string" }, email: { type: "string" } }),
      "email is a field of Item, and the contract allows no such field",
    ],
    [
      "a field inside, behind references",
      object({ tag: { $ref: "#/components/schemas/Tag" } }),
      object({ tag: { $ref: "#/$defs/Tag" } }, { $defs: { Tag: object({ id: { type: "integer" } }) } }),
      "tag.id is an integer in Item, and a string in the contract",
    ],
    [
      "items of a list",
      object({ tags: { type: "array", items: { type: "string" } } }),
      object({ tags: { type: "array", items: { type: "integer" } } }),
      "an item of tags is an integer in Item, and a string in the contract",
    ],
  ])("%s", (_, declared, model, expected) => {
    expect(told(declared, model)).toEqual([`GET /item may not answer Item with 200: ${expected}`]);
    // Held against itself, the contract's schema contradicts nothing.
    const { $defs: _defs, ...same } = declared as { $defs?: object };
    if (!JSON.stringify(same).includes("$ref")) expect(told(declared, same)).toEqual([]);
  });

  test("a list where an object is declared, and the other way round", () => {
    const one = object({ id: { type: "string" } });
    expect(told(one, one, "Item[]")).toEqual([
      "GET /item may not answer Item[] with 200: the body is a list in Item[], and an object in the contract",
    ]);
    expect(told({ type: "array", items: one }, one)).toEqual([
      "GET /item may not answer Item with 200: the body is an object in Item, and a list in the contract",
    ]);
    expect(told({ type: "array", items: one }, one, "Item[]")).toEqual([]);
  });

  test.each([
    [
      "null on one side only",
      object({ at: { type: "string" } }),
      object({ at: { type: ["string", "null"] } }),
    ],
    ["whole numbers among numbers", object({ n: { type: "number" } }), object({ n: { type: "integer" } })],
    ["a narrower set of values", object({ kind: { enum: ["a", "b"] } }), object({ kind: { const: "b" } })],
    [
      "a model that is open",
      object({ a: {} }, { required: ["a"] }),
      object({}, { additionalProperties: true }),
    ],
    ["a model whose fields are not known", object({ a: {} }, { required: ["a"] }), { unknown: true }],
    ["an open schema: the model says what the contract leaves open", { type: "object" }, object({ a: {} })],
    [
      "a field that is only sent",
      object({ a: {}, b: { writeOnly: true } }, { required: ["b"] }),
      object({ a: {} }),
    ],
    [
      "fields by a pattern",
      object({}, { additionalProperties: false, patternProperties: { "^x": {} } }),
      object({ xa: { type: "string" } }),
    ],
    [
      "alternatives of which one fits",
      { oneOf: [object({ a: {} }, { required: ["a"] }), object({ b: {} }, { required: ["b"] })] },
      object({ b: { type: "string" } }),
    ],
    [
      "schemas that hold themselves",
      object({
        id: { type: "string" },
        next: { $ref: "#/paths/~1item/get/responses/200/content/application~1json/schema" },
      }),
      object({ id: { type: "string" }, next: { anyOf: [{ $ref: "#" }, { type: "null" }] } }),
    ],
  ])("not told: %s", (_, declared, model) => {
    expect(told(declared, model)).toEqual([]);
  });

  test("3.0's nullable is read as it is meant", () => {
    const declared = object({ at: { type: "string", nullable: true } });
    expect(told(declared, object({ at: { type: ["string", "null"] } }), "Item", "3.0.3")).toEqual([]);
    expect(told(declared, object({ at: { type: "null" } }), "Item", "3.0.3")).toEqual([]);
  });

  test("says where both stand, and that the contract is the authority; a model with fields beside it too", () => {
    const declared = object({ is_admin: { type: "boolean" }, n: { type: "integer" } });
    const model = object({ is_admin: { type: "string" }, n: { type: "string" } });
    const [found, ...others] = judged(declared, model, {
      allOf: ["Item"],
      plus: { key: "string" },
    }).findings.filter(({ name }) => name === "contradicting-model");
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: "BKL3010",
      severity: "error",
      what: "GET /item may not answer Item + key with 200: is_admin is a string in Item + key, and true or false in the contract; and 1 more of this kind",
      at: { kind: "file", file: "convo.models.yaml", line: 1 },
      evidence: { witness: "AM", operation: "convo GET /item", problems: 2 },
    });
    expect(found?.why).toMatch(/convo\.openapi\.yaml:1:\d+,.*authority/);
    expect(found?.fix).toMatch(/^a\) the model is stale.*\nb\) .*\nc\) the contract is stale/);
  });

  test("what is wrong with bodies for that alone stands below it", () => {
    const anchor = anchorOf(
      JSON.stringify({
        openapi: "3.1.0",
        info: { title: "Shop", version: "1" },
        paths: {
          "/item": {
            get: {
              responses: {
                "200": {
                  description: "one",
                  content: { "application/json": { schema: object({ is_admin: { type: "boolean" } }) } },
                },
              },
            },
          },
        },
      }),
      JSON.stringify({
        models: { Item: object({ is_admin: { type: "string" } }) },
        bind: { "GET /item": { 200: "Item" } },
      }),
    );
    for (const [value, below] of [
      [true, "wrong-body-value"],
      ["yes", "invalid-answer"],
    ] as const) {
      const by = stub("t:1", "GET /item", json({ is_admin: value }));
      const worlds = [world("a", "failed", [by], [])];
      const { findings } = judgeDrift({ services: [{ name: "convo", anchor }], stubs: [by], worlds });
      const root = findings.find(({ name }) => name === "contradicting-model");
      expect(root?.consequences?.map(({ name }) => name)).toEqual([below]);
    }
  });
});
