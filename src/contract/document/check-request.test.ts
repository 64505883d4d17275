import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8, type HeaderList } from "../../core/index.ts";
import { checkRequest } from "./check-request.ts";
import type { Contract } from "./contract.ts";
import { contractOf, convo, document } from "./testing-convo.ts";

interface Sent {
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array;
}

/** What is wrong with a request, a line each. */
function check(contract: Contract, line: string, { headers = [], body = "" }: Sent = {}): string[] {
  const [method, target] = line.split(" ") as [string, string];
  const at = target.indexOf("?");
  const path = at < 0 ? target : target.slice(0, at);
  const found = contract.find(method, path);
  if (found.kind !== "operation") throw new Error(`no operation for ${line}`);
  const bytes = typeof body === "string" ? utf8(body) : body;
  const request = { query: at < 0 ? "" : target.slice(at + 1), headers, params: found.params, body: bytes };
  return checkRequest(contract, found.operation, request).map(({ rule, what }) => `${rule}: ${what}`);
}

const json: HeaderList = [["Content-Type", "application/json; charset=utf-8"]];
const answers = { responses: { 200: { description: "" } } };

/** A contract with GET /a/{id} that has these parameters, and POST /a/{id} with this body. */
function contractWith(parameters: readonly object[], requestBody?: object, more: object = {}): Contract {
  const id = parameters.some((one) => (one as { in: string }).in === "path")
    ? []
    : [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
  return contractOf(
    document({
      paths: {
        "/a/{id}": {
          parameters: [...id, ...parameters],
          get: answers,
          post: requestBody === undefined ? answers : { ...answers, requestBody },
        },
      },
      ...more,
    }),
    "api.json",
  );
}

describe("the bodies of requests", () => {
  const contract = contractOf(convo);

  test("that fit are not told", () => {
    expect(
      check(contract, "POST /api/personal-access-tokens", { headers: json, body: '{"name": "ci"}' }),
    ).toEqual([]);
  });

  test.each<[string, Sent, string]>([
    ["that are missing", {}, "missing-input: the body is missing"],
    [
      "of another media type",
      { headers: [["content-type", "text/plain"]], body: "x" },
      'undeclared-request-type: the body is "text/plain"; declared: application/json',
    ],
    [
      "without a media type",
      { body: "{}" },
      "undeclared-request-type: the body has no media type; declared: application/json",
    ],
    ["that are no JSON", { headers: json, body: "{" }, "invalid-request: the body is not JSON: "],
    [
      "that are no UTF-8",
      { headers: json, body: Uint8Array.of(0xff) },
      "invalid-request: the body is not UTF-8",
    ],
    [
      "with a text that is too long",
      { headers: json, body: JSON.stringify({ name: "x".repeat(75) }) },
      "invalid-request: body /name must be at most 64 characters, has 75",
    ],
    ["without a field", { headers: json, body: "{}" }, "invalid-request: body /name is missing"],
  ])("%s", (_, sent, expected) => {
    const found = check(contract, "POST /api/personal-access-tokens", sent);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test("say where the contract has it", () => {
    const found = contract.find("POST", "/api/personal-access-tokens");
    if (found.kind !== "operation") throw new Error("not found");
    const [breach] = checkRequest(contract, found.operation, {
      query: "",
      params: {},
      headers: json,
      body: utf8('{"name": ""}'),
    });
    expect(breach).toMatchObject({
      declared: "/components/schemas/CreatePatRequest/properties/name/minLength",
    });
    const [at] = contract.placesOf([breach?.declared ?? ""]);
    expect(at).toMatchObject({ kind: "file", text: expect.stringContaining("minLength: 1") });
  });

  test("may be forms, whose texts are read as their schema has them", () => {
    const schema = {
      type: "object",
      required: ["n"],
      properties: {
        n: { type: "integer" },
        ok: { type: "boolean" },
        tags: { type: "array", items: { type: "integer" } },
      },
    };
    const contract = contractWith([], {
      content: { "application/x-www-form-urlencoded": { schema }, "multipart/form-data": { schema } },
    });
    const form: HeaderList = [["content-type", "application/x-www-form-urlencoded"]];
    expect(check(contract, "POST /a/1", { headers: form, body: "n=7&ok=true&tags=1&tags=2" })).toEqual([]);
    expect(check(contract, "POST /a/1", { headers: form, body: "n=x" })).toEqual([
      expect.stringContaining("body /n must be an integer"),
    ]);
    const multipart: HeaderList = [["content-type", "multipart/form-data; boundary=xx"]];
    const parts = (n: string): string =>
      `--xx\r\nContent-Disposition: form-data; name="n"\r\n\r\n${n}\r\n--xx\r\nContent-Disposition: form-data; name="tags"\r\n\r\n3\r\n--xx--\r\n`;
    expect(check(contract, "POST /a/1", { headers: multipart, body: parts("7") })).toEqual([]);
    expect(check(contract, "POST /a/1", { headers: multipart, body: parts("seven") })[0]).toContain(
      "body /n must be",
    );
    expect(check(contract, "POST /a/1", { headers: multipart, body: "nothing" })[0]).toContain(
      "is not multipart/form-data",
    );
  });

  test("need not have what only answers have, and may be of a range of media types", () => {
    const schema = {
      type: "object",
      required: ["id", "name"],
      properties: { id: { readOnly: true }, name: {} },
    };
    const contract = contractWith([], { content: { "application/*": { schema } } });
    expect(check(contract, "POST /a/1", { headers: json, body: '{"name": 1}' })).toEqual([]);
    expect(
      check(contract, "POST /a/1", { headers: [["content-type", "application/zip"]], body: "PK" }),
    ).toEqual([]);
    expect(check(contract, "POST /a/1")).toEqual([]);
  });
});

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

describe("credentials", () => {
  const securitySchemes = {
    token: { type: "http", scheme: "Bearer" },
    key: { type: "apiKey", in: "query", name: "api_key" },
    head: { type: "apiKey", in: "header", name: "X-Key" },
    cookie: { type: "apiKey", in: "cookie", name: "sid" },
    oauth: { type: "oauth2", flows: {} },
    tls: { type: "mutualTLS" },
  };
  const secured = (security: object[]): Contract =>
    contractWith([], undefined, { security, components: { securitySchemes } });

  test.each<[security: object[], line: string, headers: HeaderList, enough: boolean]>([
    [[{ token: [] }], "GET /a/1", [["authorization", "bearer x"]], true],
    [[{ token: [] }], "GET /a/1", [["authorization", "Basic x"]], false],
    [[{ token: [] }], "GET /a/1", [], false],
    [[{ key: [] }], "GET /a/1?api_key=1", [], true],
    [[{ key: [] }], "GET /a/1", [], false],
    [[{ head: [] }], "GET /a/1", [["x-key", "1"]], true],
    [[{ cookie: [] }], "GET /a/1", [["cookie", "sid=1"]], true],
    [[{ oauth: ["read"] }], "GET /a/1", [["Authorization", "token x"]], true],
    [[{ token: [], key: [] }], "GET /a/1?api_key=1", [], false],
    [[{ token: [] }, { key: [] }], "GET /a/1?api_key=1", [], true],
    [[{ token: [] }, {}], "GET /a/1", [], true],
    [[{ tls: [] }], "GET /a/1", [], true],
  ])("%j, %s %j: %s", (security, line, headers, enough) => {
    const found = check(secured(security), line, { headers });
    expect(found.map((one) => one.split(":")[0])).toEqual(enough ? [] : ["missing-credentials"]);
  });

  test("say how they are sent", () => {
    expect(check(secured([{ token: [], key: [] }, { oauth: [] }]), "GET /a/1")).toEqual([
      "missing-credentials: no credentials; declared: Authorization: bearer ... and the query parameter api_key, or Authorization (oauth)",
    ]);
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
