import { describe, expect, test } from "vitest";
import { contractOf, convo, document, problemsOf } from "./testing-convo.ts";

describe("the contract of a small service", () => {
  const contract = contractOf(convo);

  test("has its version, title and operations in order", () => {
    expect(contract.version).toBe("3.1.0");
    expect(contract.title).toBe("Convo Space API");
    expect(contract.operations.map(({ method, template }) => `${method} ${template}`)).toEqual([
      "PATCH /api/spaces/{space_id}",
      "GET /api/spaces/{space_id}/participants",
      "GET /api/actors/me",
      "GET /api/actors/me/agents",
      "POST /api/actors/{actor_id}/rotate-key",
      "POST /api/tenants",
      "GET /api/tenants/{tenant_id}",
      "POST /api/personal-access-tokens",
    ]);
  });

  test("says where each operation stands", () => {
    expect(contract.operations[0]?.at).toMatchObject({ kind: "file", file: "api.yaml", line: 6, column: 5 });
    expect(contract.operations[2]?.at).toMatchObject({
      line: 20,
      column: 5,
      text: expect.stringContaining("get_me"),
    });
  });

  test("has parameters, bodies and answers with their references followed", () => {
    const [update] = contract.operations;
    expect(update?.parameters).toMatchObject([
      { name: "space_id", in: "path", required: true, style: "simple" },
    ]);
    expect(update?.requestBody).toMatchObject({
      required: true,
      content: [{ mediaType: "application/json" }],
    });
    expect([...(update?.responses.keys() ?? [])]).toEqual(["200", "422"]);
    expect(update?.responses.get("200")).toMatchObject({
      pointer: "/components/responses/OpenObject",
      content: [{ mediaType: "application/json", schema: { type: "object" } }],
    });
    expect(update?.security).toBeUndefined();
  });

  test("finds the operation of a request", () => {
    expect(contract.find("POST", "/api/actors/agt%201/rotate-key")).toMatchObject({
      kind: "operation",
      operation: { id: "rotate_key" },
      params: { actor_id: "agt 1" },
    });
  });

  test("says which methods a path has when it is another", () => {
    expect(contract.find("GET", "/api/spaces/spc_1")).toEqual({
      kind: "method-absent",
      template: "/api/spaces/{space_id}",
      methods: ["PATCH"],
    });
  });

  test("says which operations are nearest to a path that it does not have", () => {
    const found = contract.find("POST", "/api/tenants/ten_1/agents");
    expect(found.kind === "path-absent" && found.nearest.map(({ id }) => id)).toEqual([
      "create_tenant",
      "get_tenant",
      "rotate_key",
    ]);
  });

  test("named operations as nearest that only a name in their path made so", () => {
    for (const path of ["/nothing", "/nothing/at/all"]) {
      expect(contract.find("GET", path)).toMatchObject({ kind: "path-absent", nearest: [] });
    }
  });

  test("checks values with its schemas", () => {
    const validator = contract.schemas.validator({ $ref: "#/components/schemas/CreatePatRequest" });
    expect(validator.ok && validator.value.check({ name: "x".repeat(75) })).toMatchObject([
      { path: "/name", keyword: "maxLength" },
    ]);
  });
});

test("mixed segments of templates are found", () => {
  const get = { responses: { 200: { description: "" } } };
  const parameters = (...names: string[]): object[] =>
    names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const contract = contractOf(
    document({
      paths: {
        "/files/{name}.{ending}": { get, parameters: parameters("name", "ending") },
        "/jobs/{id}:cancel": { post: get, parameters: parameters("id") },
        "/jobs/{id}": { get, parameters: parameters("id") },
        "/compare/{base}...{head}": { get, parameters: parameters("base", "head") },
      },
    }),
    "api.json",
  );
  expect(contract.find("GET", "/files/a.b.c")).toMatchObject({ params: { name: "a", ending: "b.c" } });
  expect(contract.find("POST", "/jobs/7:cancel")).toMatchObject({ params: { id: "7" } });
  expect(contract.find("GET", "/jobs/7")).toMatchObject({ operation: { template: "/jobs/{id}" } });
  expect(contract.find("GET", "/compare/main...x/y")).toMatchObject({ kind: "path-absent" });
  expect(contract.find("GET", "/compare/main...topic")).toMatchObject({
    params: { base: "main", head: "topic" },
  });
});

test("a request may come with the path of the document's server or without", () => {
  const contract = contractOf(
    document({
      servers: [
        {
          url: "https://{region}.example.test/{v}/",
          variables: { region: { default: "eu" }, v: { default: "v1" } },
        },
      ],
      paths: { "/users": { get: { responses: { 200: { description: "" } } } } },
    }),
  );
  expect(contract.basePaths).toEqual(["/v1"]);
  expect(contract.find("GET", "/users").kind).toBe("operation");
  expect(contract.find("GET", "/v1/users").kind).toBe("operation");
  expect(contract.find("PUT", "/v1/users")).toMatchObject({ kind: "method-absent", template: "/users" });
  expect(contract.find("GET", "/v2/users").kind).toBe("path-absent");
});

test.each(["3.0.0", "3.0.4", "3.1.0", "3.1.2", "3.2.0"])("version %s is read", (version) => {
  expect(contractOf(document({}, version)).version).toBe(version);
});

test.each([
  ["swagger: '2.0'", "1:1 invalid-contract: Swagger 2.0 is not read"],
  ["a: 1", "1:1 invalid-contract: no openapi field: this is not an OpenAPI document"],
  ["a: 1\nopenapi: 4.0.0", '2:10 invalid-contract: openapi "\\"4.0.0\\"" is not read'],
  ["openapi: 3.1", '1:10 invalid-contract: openapi "3.1" is not read'],
  ["[]", "1:1 wrong-type: a contract is a mapping: `key: value` on each line"],
  ["", "1:1 invalid-contract: no openapi field: this is not an OpenAPI document"],
])("no OpenAPI 3 document: %j", (text, expected) => {
  expect(problemsOf(text)).toEqual([expected]);
});

describe("the structure of a document", () => {
  test("is held against the official schema, all that is wrong at once", () => {
    const text = `openapi: 3.1.0
info: {title: 1}
paths:
  /a:
    get:
      respnses: {}
    post: {parameters: [{name: x, in: body, schema: {}}]}
extra: 1
`;
    expect(problemsOf(text)).toEqual([
      '2:1 invalid-contract: "version" is missing',
      '2:15 invalid-contract: "title" must be a string, is 1',
      '6:7 invalid-contract: "respnses" is no field of operation; nearest "responses"',
      '7:39 invalid-contract: "in" must be one of "query", "header", "path", "cookie", is "body"',
      '8:8 invalid-contract: "extra" is no field here',
    ]);
  });

  test("is held against the alternatives of 3.0 without saying what each of them would need", () => {
    const text = `openapi: 3.0.0
info: {title: a, version: '1'}
paths:
  /a:
    get:
      respnses: {}
      parameters: [{name: x, in: body}, {name: y, in: query}]
`;
    expect(problemsOf(text)).toEqual([
      '6:7 invalid-contract: "respnses" is no field of Operation; nearest "responses"',
      '7:20 invalid-contract: "schema" is missing',
      '7:34 invalid-contract: "in" must be one of "path", "query", "header", "cookie", is "body"',
      '7:41 invalid-contract: "schema" is missing',
    ]);
  });
});
