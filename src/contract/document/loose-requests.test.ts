import { describe, expect, test } from "vitest";
import { check, contractWith } from "./testing-request.ts";

const query = (schema: object, more: object = {}): object => ({ name: "q", in: "query", schema, ...more });
const table = { type: "object", properties: { R: { type: "integer" }, G: { type: "integer" } } };
const list = { type: "array", items: { type: "integer" } };

describe("what no version of OpenAPI says is not checked", () => {
  test.each<[name: string, parameter: object, target: string]>([
    ["deeper levels of a deep table", query(table, { style: "deepObject", explode: true }), "?q[R][x]=a"],
    ["a query as one value", { name: "q", in: "querystring", content: { "text/plain": {} } }, "?any=1&more"],
    ["values of other media types", { name: "q", in: "query", content: { "text/plain": {} } }, "?q={"],
    ["empty items, where empty is allowed", query(list, { allowEmptyValue: true }), "?q=&q="],
    ["a table that is not there", query(table), ""],
    ["a text that may also be a list", query({ type: ["array", "string"], items: {} }), "?q=x"],
  ])("%s", (_, parameter, target) => {
    const openapi = (parameter as { in: string }).in === "querystring" ? "3.2.0" : "3.1.0";
    expect(check(contractWith([parameter], undefined, { openapi }), `GET /a/1${target}`)).toEqual([]);
  });
});

describe("what clients leave out", () => {
  test("a cookie without a value is an empty one", () => {
    const cookie = { name: "sid", in: "cookie", required: true, schema: { type: "string" } };
    const contract = contractWith([cookie]);
    expect(check(contract, "GET /a/1", { headers: [["cookie", "other=1; sid"]] })).toEqual([]);
    expect(check(contract, "GET /a/1", { headers: [["cookie", "other"]] })).toEqual([
      'missing-input: cookie "sid" is missing',
    ]);
  });

  test("the last value of pairs is an empty one", () => {
    const texts = {
      type: "object",
      properties: { R: { type: "string" }, G: { type: "string", minLength: 1 } },
    };
    const contract = contractWith([query(texts, { explode: false })]);
    expect(check(contract, "GET /a/1?q=R,1,G")).toEqual([expect.stringContaining("at least 1 character")]);
    expect(check(contract, "GET /a/1?q=G,1,R")).toEqual([]);
  });

  test("the name of a matrix is no part of its value, and need not be there", () => {
    const matrix = { name: "id", in: "path", required: true, style: "matrix", schema: { type: "integer" } };
    const contract = contractWith([matrix]);
    expect(check(contract, "GET /a/;id=7")).toEqual([]);
    expect(check(contract, "GET /a/7")).toEqual([]);
    expect(check(contract, "GET /a/;id=x")).toHaveLength(1);
  });

  test("a name of exploded pairs without a value has an empty one", () => {
    const texts = (minLength: number): object => ({
      name: "id",
      in: "path",
      required: true,
      explode: true,
      schema: { type: "object", properties: { R: { type: "string", minLength } } },
    });
    expect(check(contractWith([texts(0)]), "GET /a/R")).toEqual([]);
    expect(check(contractWith([texts(1)]), "GET /a/R")).toEqual([
      expect.stringContaining("at least 1 character"),
    ]);
  });

  test("a list with commas that is empty has no items, not one that is empty", () => {
    const some = query({ ...list, minItems: 1 }, { explode: false });
    expect(check(contractWith([query(list, { explode: false })]), "GET /a/1?q=")).toEqual([]);
    expect(check(contractWith([some]), "GET /a/1?q=")).toHaveLength(1);
  });

  test("a body of no declared media type is not looked into", () => {
    const sent = { headers: [["content-type", "text/plain"]] as const, body: "any" };
    expect(check(contractWith([], { content: {} }), "POST /a/1", sent)).toEqual([]);
    expect(check(contractWith([], { content: { "text/html": {} } }), "POST /a/1", sent)).toHaveLength(1);
  });

  test("a field beside those of a closed table is not declared", () => {
    const closed = query({ ...table, additionalProperties: false });
    expect(check(contractWith([closed]), "GET /a/1?R=1&Z=2")).toEqual([
      'undeclared-query: query parameter "Z" is not declared',
    ]);
    const open = query({ ...table, additionalProperties: true });
    expect(check(contractWith([open]), "GET /a/1?R=1&Z=2")).toEqual([]);
  });

  test("a query that is all undeclared is told once a name", () => {
    expect(check(contractWith([query({})]), "GET /a/1?x=1&x=2&%71=3&%zz=4")).toEqual([
      'undeclared-query: query parameter "x" is not declared',
      'undeclared-query: query parameter "%zz" is not declared',
    ]);
  });
});
