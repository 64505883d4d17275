import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8, type HeaderList } from "../../core/index.ts";
import { checkRequest } from "./check-request.ts";
import type { Contract } from "./contract.ts";
import { check, contractWith } from "./testing-request.ts";

describe("parameters", () => {
  const list = (items: object): object => ({ type: "array", items });
  const table = {
    type: "object",
    properties: { R: { type: "integer" }, G: { type: "integer" } },
    additionalProperties: false,
  };
  const query = (schema: object, more: object = {}): object => ({ name: "q", in: "query", schema, ...more });

  test.each<[name: string, parameter: object, good: string, bad: string]>([
    ["integers", query({ type: "integer" }), "?q=7", "?q=7.5"],
    ["booleans", query({ type: "boolean" }), "?q=true", "?q=yes"],
    ["one of several types", query({ type: ["integer", "boolean"] }), "?q=false", "?q=x"],
    ["texts that look like numbers", query({ type: "string", maxLength: 2 }), "?q=12", "?q=123"],
    ["numbers of an enum without a type", query({ enum: [1, 2] }), "?q=2", "?q=3"],
    ["null", query({ type: ["integer", "null"] }), "?q=", "?q=x"],
    ["lists, each item by itself", query(list({ type: "integer" })), "?q=1&q=2", "?q=1&q=x"],
    ["lists with commas", query(list({ type: "integer" }), { explode: false }), "?q=1,2", "?q=1,x"],
    [
      "lists with blanks",
      query(list({ type: "integer" }), { explode: false, style: "spaceDelimited" }),
      "?q=1%202+3",
      "?q=1,2",
    ],
    [
      "lists with pipes",
      query(list({ type: "integer" }), { explode: false, style: "pipeDelimited" }),
      "?q=1|2%7C3",
      "?q=1,2",
    ],
    [
      "lists of texts that hold an escaped comma",
      query(list({ maxLength: 3 }), { explode: false }),
      "?q=a%2Cb,c",
      "?q=abcd",
    ],
    ["tables, exploded", query(table), "?R=1&G=2", "?R=1&G=x"],
    ["tables with commas", query(table, { explode: false }), "?q=R,1,G,2", "?q=R,1,G,x"],
    ["deep tables", query(table, { style: "deepObject", explode: true }), "?q[R]=1&q%5BG%5D=2", "?q[B]=1"],
    [
      "JSON",
      { name: "q", in: "query", content: { "application/json": { schema: table } } },
      '?q={"R":1}',
      "?q={",
    ],
    ["references", query({ $ref: "#/components/schemas/Count" }), "?q=3", "?q=-3"],
    ["compositions", query({ allOf: [{ type: "integer" }, { minimum: 2 }] }), "?q=2", "?q=1"],
    ["required ones", query({ type: "string" }, { required: true }), "?q=", ""],
    ["empty ones", query({ type: "integer" }, { allowEmptyValue: true }), "?q", "?q=x"],
  ])("of the query: %s", (_, parameter, good, bad) => {
    const contract = contractWith([parameter], undefined, {
      components: { schemas: { Count: { type: "integer", minimum: 0 } } },
    });
    expect(check(contract, `GET /a/1${good}`)).toEqual([]);
    const found = check(contract, `GET /a/1${bad}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^(invalid-request|missing-input): query parameter "q" /);
  });

  test.each<[style: string, explode: boolean, schema: object, good: string, bad: string]>([
    ["simple", false, { type: "integer" }, "7", "x"],
    ["simple", false, list({ type: "integer" }), "1,2", "1,x"],
    ["simple", true, table, "R=1,G=2", "R=x"],
    ["simple", false, table, "R,1,G,2", "R,x"],
    ["label", false, { type: "integer" }, ".7", ".x"],
    ["label", true, list({ type: "integer" }), ".1.2", ".1.x"],
    ["label", false, list({ type: "integer" }), ".1,2", ".1,x"],
    ["matrix", false, { type: "integer" }, ";id=7", ";id=x"],
    ["matrix", true, list({ type: "integer" }), ";id=1;id=2", ";id=1;id=x"],
    ["matrix", false, list({ type: "integer" }), ";id=1,2", ";id=1,x"],
  ])("of the path: %s, exploded %s, %j", (style, explode, schema, good, bad) => {
    const contract = contractWith([{ name: "id", in: "path", required: true, style, explode, schema }]);
    expect(check(contract, `GET /a/${good}`)).toEqual([]);
    expect(check(contract, `GET /a/${bad}`)[0]).toMatch(/^invalid-request: path parameter "id" /);
  });

  test("of headers, whatever their case, and of cookies", () => {
    const contract = contractWith([
      { name: "X-Count", in: "header", required: true, schema: { type: "integer" } },
      { name: "Accept", in: "header", required: true, schema: { type: "integer" } },
      { name: "sid", in: "cookie", required: true, schema: { type: "string", minLength: 2 } },
    ]);
    expect(check(contract, "GET /a/1")).toEqual([
      'missing-input: header "X-Count" is missing',
      'missing-input: cookie "sid" is missing',
    ]);
    const headers = (count: string, sid: string): HeaderList => [
      ["x-count", count],
      ["Cookie", `a=b; sid=${sid}`],
    ];
    expect(check(contract, "GET /a/1", { headers: headers("3", "xyz") })).toEqual([]);
    expect(check(contract, "GET /a/1", { headers: headers("x", "x") })).toEqual([
      expect.stringContaining('invalid-request: header "X-Count" must be an integer'),
      expect.stringContaining('invalid-request: cookie "sid" must be at least 2 characters'),
    ]);
  });

  test("that are not declared: of the query, and headers of the service's own", () => {
    const contract = contractWith([query({ type: "string" })]);
    const headers: HeaderList = [
      ["X-Force-Rotate", "1"],
      ["X-Backlot-Run", "1"],
      ["Accept", "*/*"],
      ["x-force-rotate", "1"],
    ];
    expect(check(contract, "GET /a/1?qq=1&q=2", { headers })).toEqual([
      'undeclared-query: query parameter "qq" is not declared',
      'undeclared-header: header "X-Force-Rotate" is not declared',
      'undeclared-header: header "x-force-rotate" is not declared',
    ]);
    const open = contractWith([query({ type: "object", additionalProperties: { type: "string" } })]);
    expect(check(open, "GET /a/1?any=1")).toEqual([]);
  });
});

test("no request makes the check throw", () => {
  const contract = contractWith(
    [
      {
        name: "q",
        in: "query",
        style: "deepObject",
        explode: true,
        schema: { $ref: "#/components/schemas/Tree" },
      },
      {
        name: "l",
        in: "query",
        explode: false,
        schema: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      },
    ],
    { content: { "*/*": { schema: { $ref: "#/components/schemas/Tree" } } } },
    {
      components: {
        schemas: {
          Tree: {
            type: "object",
            properties: { __proto__: {}, next: { $ref: "#/components/schemas/Tree" } },
          },
        },
      },
    },
  );
  const { operation } = contract.find("POST", "/a/1") as {
    readonly operation: Contract["operations"][number];
  };
  const text = fc.string({
    unit: fc.constantFrom("q", "l", "[", "]", "=", "&", "%", "%f", "__proto__", "{", '"', ",", "next"),
  });
  const types = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=q",
    "text/a",
    ";",
    "",
  ];
  fc.assert(
    fc.property(text, text, fc.constantFrom(...types), (query, body, type) => {
      const request = {
        query,
        params: {},
        headers: [["content-type", type]] as HeaderList,
        body: utf8(body),
      };
      expect(Array.isArray(checkRequest(contract, operation, request))).toBe(true);
    }),
  );
});
