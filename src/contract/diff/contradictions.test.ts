import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8, type Json } from "../../core/index.ts";
import { contractOf, document } from "../document/testing-convo.ts";
import { readModels } from "../models/index.ts";
import { contradictionsOf } from "./contradictions.ts";

const scalar = fc.constantFrom<Json>(
  { type: "string" },
  { type: "integer" },
  { type: "number" },
  { type: ["boolean", "string"] },
  { enum: ["a", "b"] },
  { const: "b" },
  { const: 1 },
  true,
);
const names = ["a", "b", "c"] as const;
const properties = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Record<string, Json>> =>
  fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 3 });
const object = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .record({
      type: fc.constant("object"),
      properties: properties(inner),
      required: fc.subarray([...names]),
      additionalProperties: fc.boolean(),
    })
    .map((schema): Json => schema);
const schema = object(fc.oneof(scalar, object(scalar)));
const value = fc.dictionary(
  fc.constantFrom(...names),
  fc.oneof(
    fc.constantFrom<Json>("a", "b", "x", 1, 1.5, true),
    fc.dictionary(fc.constantFrom(...names), fc.constantFrom<Json>("a", "b", 1), { maxKeys: 3 }),
  ),
  { maxKeys: 3 },
);

/** A contract whose answer is one schema, and a model that is bound to it. */
function both(declared: Json, model: Json) {
  const answer = { description: "", content: { "application/json": { schema: declared } } };
  const contract = contractOf(document({ paths: { "/a": { get: { responses: { 200: answer } } } } }));
  const text = JSON.stringify({ models: { Item: model }, bind: { "GET /a": { 200: "Item" } } });
  const read = readModels("models.json", utf8(text));
  const content = contract.operations[0]?.responses.get("200")?.content[0];
  const bound = read.ok ? read.value.bindings[0]?.model : undefined;
  if (!read.ok || bound === undefined || content === undefined) throw new Error("not read");
  const declaring = contract.schemas.validator(declared);
  if (!declaring.ok) throw new Error("not compiled");
  return {
    found: contradictionsOf(contract, read.value)(content, bound),
    fits: (body: Json) =>
      declaring.value.check(body).length === 0 && bound.validator.check(body).length === 0,
  };
}

test("where a body fits both, nothing is said to be a contradiction", () => {
  let told = 0;
  let fitted = 0;
  fc.assert(
    fc.property(schema, schema, fc.array(value, { maxLength: 20 }), (declared, model, bodies) => {
      const { found, fits } = both(declared, model);
      told += found.length > 0 ? 1 : 0;
      const fitting = bodies.filter(fits);
      fitted += fitting.length > 0 ? 1 : 0;
      if (fitting.length > 0) expect(found).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(Math.min(told, fitted)).toBeGreaterThan(5);
});

test("a schema contradicts itself only where nothing fits it", () => {
  fc.assert(
    fc.property(schema, (declared) => {
      const { found } = both(declared, declared);
      // A model may require what it closes itself against.
      const odd = found.filter(({ what }) => !/is required by the contract|allows no such field/.test(what));
      expect(odd).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("values that have nothing in common are named up to four, and the rest is counted", () => {
  const { found } = both({ enum: ["a", "b", "c", "d", "e", "f"] }, { type: "object", properties: {} });
  expect(found.map(({ what }) => what)).toEqual([
    "the body is an object in Item, and a string in the contract",
  ]);
  const field = (values: readonly string[]): Json => ({
    type: "object",
    properties: { a: { enum: [...values] } },
  });
  expect(both(field(["a", "b", "c", "d", "e", "f"]), field(["x"])).found.map(({ what }) => what)).toEqual([
    'a is "x" in Item, and "a" or "b" or "c" or "d" or 2 more values in the contract',
  ]);
});

test("what nothing fits on one side contradicts nothing of the other", () => {
  const nothing: Json = {
    type: "object",
    properties: { a: { allOf: [{ type: "string" }, { type: "integer" }] } },
  };
  const text: Json = { type: "object", properties: { a: { type: "boolean" } } };
  expect(both(nothing, text).found).toEqual([]);
  expect(both(text, nothing).found).toEqual([]);
});
