import { describe, expect, test } from "vitest";
import { anchorOf } from "../../../tests/samples/drift-evidence.ts";
import type { BoundModel } from "../../contract/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import {
  additionsFrom,
  completeFromModel,
  sampleFromContract,
  withAdditions,
  type Completed,
} from "./complete-body.ts";

const contract = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items/{id}: { parameters: [{ name: id, in: path, required: true, schema: {} }], get: { responses: { "200": { description: one, content: { application/json: {} } } } } }
  /items: { get: { responses: { "200": { description: all, content: { application/json: {} } } } } }
  /ghosts:
    get:
      responses:
        "200":
          description: nothing fits
          content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: string, pattern: "^a", maxLength: 0 } } } } }
        "202": { description: anything, content: { application/json: { schema: true } } }
`;

function boundTo(model: string, list = false): BoundModel {
  const path = list ? "GET /items" : "GET /items/{id}";
  const models = `models:\n  Item: ${model}\nbind:\n  ${path}: { 200: ${list ? "'Item[]'" : "Item"} }\n`;
  const anchor = anchorOf(contract, models);
  const operation = anchor.contract.operations.find(
    ({ method, template }) => `${method} ${template}` === path,
  );
  const bound = operation === undefined ? undefined : anchor.models?.bound(operation, 200);
  if (bound === undefined) throw new Error("it should be bound");
  return bound;
}

const complete = (bound: BoundModel, given: Json, params: JsonObject = {}, invent = false): Completed =>
  completeFromModel(bound, given, params, { operation: "GET /items/{id}", invent });
const table = (properties: string, more = ""): string =>
  `{ type: object, properties: { ${properties} }${more} }`;
const kinds = "kind: { enum: [a, b] }";

describe("a body completed from its model", () => {
  test("needs nothing where the model fills the rest by itself", () => {
    const bound = boundTo(table("id: { type: string }, note: { type: [string, 'null'] }"));
    expect(complete(bound, { id: "1" })).toEqual({ add: [], madeUp: [], whole: { id: "1", note: null } });
  });

  test("is refused where it is no list, one by mistake, or no object", () => {
    const model = table("id: { type: string }");
    expect(complete(boundTo(model, true), { id: "1" })).toEqual({ why: "Item[] is a list" });
    expect(complete(boundTo(model), [])).toEqual({ why: "Item is no list" });
    expect(complete(boundTo(model), "text")).toHaveProperty("why");
    expect(complete(boundTo(model, true), [{ id: "1" }, 7])).toHaveProperty("why");
  });

  test("takes a number of the path as a number, where only that fits, and not what fits nowhere", () => {
    expect(
      complete(boundTo(table(`id: { type: integer, minimum: 1 }, ${kinds}`)), { kind: "a" }, { id: "7" }),
    ).toMatchObject({
      add: [{ path: ["id"], value: 7 }],
    });
    expect(
      complete(boundTo(table("id: { type: string, pattern: '^itm_' }")), {}, { id: "7" }),
    ).toHaveProperty("why");
  });

  test("takes the only choice that the rest of the body leaves, and none of several", () => {
    const rule =
      ", if: { properties: { id: { pattern: '^a' } } }, then: { properties: { kind: { not: { const: a } } } }";
    const bound = boundTo(table(`id: { type: string }, ${kinds}`, rule));
    expect(complete(bound, { id: "a1" })).toMatchObject({ add: [{ path: ["kind"], value: "b" }] });
    expect(complete(bound, { id: "b1" })).toHaveProperty("why");
  });

  test("gives up where there are too many choices to try", () => {
    const many = Array.from({ length: 7 }, (_, index) => `f${index}: { enum: [a, b] }`).join(", ");
    const rest = Array.from({ length: 7 }, (_, index) => `f${index}: { not: { const: a } }`).join(", ");
    const bound = boundTo(table(many, `, allOf: [{ properties: { ${rest} } }]`));
    expect(complete(bound, {})).toHaveProperty("why");
    expect(complete(bound, { f0: "b" })).toMatchObject({ whole: { f0: "b", f6: "b" } });
  });

  test("is made up only where that is asked for, and what is made up is told", () => {
    const bound = boundTo(
      table(`id: { type: string, pattern: '^itm_' }, ${kinds}, any: true, old: { enum: [x, y], default: x }`),
    );
    expect(complete(bound, { any: 1 })).toHaveProperty("why");
    expect(complete(bound, { any: 1 }, {}, true)).toMatchObject({
      madeUp: ["id", "kind"],
      whole: { any: 1, kind: "a", old: "x", id: expect.stringMatching(/^itm_/) as unknown },
    });
    const listed = boundTo(table("id: { type: string, minLength: 2 }"), true);
    expect(complete(listed, [{}, { id: "ab" }], {}, true)).toMatchObject({
      add: [{ path: [0, "id"] }],
      madeUp: ["id"],
    });
  });

  test("is not made up where nothing fits", () => {
    const impossible = boundTo(table("id: { type: string, pattern: '^a', maxLength: 0 }"));
    expect(complete(impossible, {}, {}, true)).toHaveProperty("why");
  });
});

describe("an answer of a contract", () => {
  const sampled = (status: string): unknown => {
    const anchor = anchorOf(contract);
    const operation = anchor.contract.operations.find(({ template }) => template === "/ghosts");
    const content = operation?.responses.get(status)?.content[0];
    if (content === undefined) throw new Error("it should be declared");
    return sampleFromContract(anchor.contract, content, "GET /ghosts");
  };

  test("is not made where the schema leaves all open, or nothing fits it", () => {
    expect(sampled("202")).toMatchObject({ open: true });
    expect(sampled("200")).toMatchObject({ open: false, why: expect.stringMatching(/./) as unknown });
  });
});

describe("what a body lacks of another", () => {
  test("is found in each item of a list, below the sample's first", () => {
    const add = additionsFrom([{ a: 1 }, { b: [{ c: 1 }] }], [{ a: 9, b: [{ c: 8, d: 7 }] }]);
    expect(add).toEqual([
      { path: [0, "b"], value: [{ c: 8, d: 7 }] },
      { path: [1, "a"], value: 9 },
      { path: [1, "b", 0, "d"], value: 7 },
    ]);
    expect(withAdditions([{ a: 1 }, { b: [{ c: 1 }] }], add)).toEqual([
      { a: 1, b: [{ c: 8, d: 7 }] },
      { a: 9, b: [{ c: 1, d: 7 }] },
    ]);
  });

  test("is nothing where the sample has no items, or is of another kind", () => {
    expect(additionsFrom([{ a: 1 }], [])).toEqual([]);
    expect(additionsFrom([{ a: 1 }], { a: 1 })).toEqual([]);
    expect(additionsFrom({ a: 1 }, [1])).toEqual([]);
    expect(additionsFrom("text", { a: 1 })).toEqual([]);
  });

  test("may stand where nothing is yet", () => {
    expect(withAdditions({ a: 1 }, [{ path: ["b", "c"], value: 2 }])).toEqual({ a: 1, b: { c: 2 } });
    expect(withAdditions({ a: 1 }, [{ path: ["a", "c"], value: 2 }])).toEqual({ a: { c: 2 } });
  });
});
