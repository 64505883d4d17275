import { describe, expect, test } from "vitest";
import { served, worldOf } from "../../../../tests/samples/world.ts";
import { arrivalOf, expectation, httpHead, samplePorts } from "../../../../tests/samples/calls.ts";
import { utf8, type CallInput, type Condition, type Expectation } from "../../../core/index.ts";
import type { ExpectationUse, World } from "../../../engine/index.ts";
import { verify } from "../../../verify/index.ts";
import type { Contract } from "../../../contract/index.ts";
import { httpDouble } from "../index.ts";
import type { HttpConfig } from "../config.ts";
import { keepAnchor } from "./anchor.ts";

const contract = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string } } }
      responses:
        "201": { description: made, content: { application/json: { schema: { type: object } } } }
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      parameters: [{ name: full, in: query, schema: { type: boolean } }]
      responses:
        "200": { description: one, content: { application/json: { schema: { type: object } } } }
        "404": { description: none }
`;
const models = `models:
  Item: { type: object, properties: { id: { type: string }, price: { type: [integer, "null"] } } }
bind:
  GET /items/{id}: { 200: Item }
`;

function worldWith(...stubs: readonly string[]): Promise<World> {
  const texts = stubs.map((stub) => `[[services.shop.stubs]]\n${stub}\noptional = true\n`).join("");
  return worldOf(`[services.shop]\nopenapi = "shop.yaml"\nmodels = "models.yaml"\n${texts}`, {
    files: { "shop.yaml": utf8(contract), "models.yaml": utf8(models) },
  });
}

const findings = (world: World): string[] =>
  verify(world, { world: "main", unsealed: [] }).findings.map(({ name, what }) => `${name}: ${what}`);

async function told(...stubs: readonly string[]): Promise<string[]> {
  return findings(await worldWith(...stubs));
}

describe("a stub", () => {
  test.each([
    ['request = "GET /items/{id}"\nreply = { json = { id = "1", price = 2 } }', []],
    ['request = "GET /items/1"\nreply = { status = 404 }', []],
    ['request = "GET /items/1"\nreply = { fault = "reset" }', []],
    ['request = "* /items/1"\nreply = {}', []],
    ['request = "GET /**"\nreply = {}', []],
    ['request = "GET /nowhere"\nreply = { status = 404 }', []],
    ['request = "DELETE /items/1"\nreply = { status = 405 }', []],
    ['request = "DELETE /items/1"\nreply = { status = 404 }', ["wrong-refusal"]],
    ['request = "DELETE /items/1"\nreply = {}', ["phantom-method"]],
    ['request = "GET /nowhere"\nreply = {}', ["phantom-path"]],
    ['request = "GET /nowhere"\ntimes = 0', ["phantom-path"]],
    ['request = "GET /items/1"\nreply = { status = 418 }', ["undeclared-status"]],
    ['request = "GET /items/1"\nreply = { text = "x" }', ["undeclared-answer-type"]],
    ['request = "GET /items/1"\nreply = { json = [] }', ["invalid-answer", "list-or-object"]],
    ['request = "GET /items/1"\nreply = { json = { id = "1" } }', ["thin-body"]],
    ['request = "POST /items"\nreply = { json = {} }', []],
    ['request = "POST /items"\nreply = { status = 200, json = {} }', ["undeclared-status"]],
  ])("%s", async (stub, names) => {
    const found = (
      await told(stub.includes("times = 0") ? stub.replace("times = 0", "reply = {}") : stub)
    ).map((text) => text.split(":")[0]);
    expect(found).toEqual(names);
  });

  test("says where the contract declares what it does not keep", async () => {
    const world = await worldWith('request = "GET /items/1"\nreply = { status = 202 }');
    const [first] = verify(world, { world: "main", unsealed: [] }).findings;
    expect(first).toMatchObject({
      name: "undeclared-status",
      why: expect.stringMatching(/Declared at shop\.yaml:\d+:\d+/) as unknown,
    });
  });
});

test("patterns of contracts and of models run within the budget, and are told where it runs out", async () => {
  const slow = (text: string): Uint8Array =>
    utf8(text.replace("{ type: string }", "{ type: string, pattern: SLOW }"));
  const files = { "shop.yaml": slow(contract), "models.yaml": slow(models) };
  const world = await worldOf(
    '[services.shop]\nopenapi = "shop.yaml"\nmodels = "models.yaml"\n' +
      '[[services.shop.stubs]]\nrequest = "GET /items/1"\noptional = true\nreply = { json = { id = "1", price = 1 } }\n' +
      '[[services.shop.stubs]]\nrequest = "POST /items"\noptional = true\nreply = { json = {} }\n',
    { files },
  );
  expect(findings(world)).toEqual([
    'wrong-body-value: GET /items/{id} id could not be held against SLOW, which takes too long on "1"',
  ]);
  const body = '{"name":"x"}';
  const headers = [
    ["content-type", "application/json"],
    ["content-length", String(body.length)],
  ] as const;
  const input: CallInput[] = [{ kind: "bytes", bytes: utf8(body) }, { kind: "end" }];
  const { findings: told } = await served(
    world,
    arrivalOf(httpHead("POST /items", { service: "shop", headers }), input),
  );
  expect(told[0]?.what).toContain("SLOW");
});

test("an answer without a status has the contract's", async () => {
  const world = await worldWith(
    'request = "POST /items"\nreply = { json = {} }',
    'request = "GET /items/1"\nreply = { json = { id = "1", price = 1 } }',
  );
  const statusOf = async (line: string, body: string): Promise<number | undefined> => {
    const headers = [
      ["content-type", "application/json"],
      ["content-length", String(body.length)],
    ] as const;
    const arrival = arrivalOf(httpHead(line, { service: "shop", headers }), [
      { kind: "bytes", bytes: utf8(body) },
      { kind: "end" },
    ]);
    const { detail } = await served(world, arrival);
    return detail.protocol === "http" ? detail.response?.status : undefined;
  };
  expect([await statusOf("POST /items", '{"name":"x"}'), await statusOf("GET /items/1", "")]).toEqual([
    201, 200,
  ]);
});

test.each([
  ["openapi", "{", "models: {}"],
  ["models", contract, "models: 7"],
])("a file of %s that can't be read is told of when the scenario is loaded", async (_, openapi, other) => {
  const scenario = '[services.shop]\nopenapi = "shop.yaml"\nmodels = "models.yaml"\n';
  const files = { "shop.yaml": utf8(openapi), "models.yaml": utf8(other) };
  await expect(worldOf(scenario, { files })).rejects.toThrow(/syntax-error|wrong-type/);
  await expect(worldOf(scenario, { files: {} })).rejects.toThrow("file-not-found");
});

test("services with and without a contract stand side by side", async () => {
  const files = { "shop.yaml": utf8(contract.replace('"201":', "default:")) };
  const world = await worldOf(
    '[services.shop]\nopenapi = "shop.yaml"\n[[services.shop.stubs]]\nrequest = "POST /items"\noptional = true\n' +
      'reply = { json = {} }\n[services.plain]\n[[services.plain.stubs]]\nrequest = "GET /x"\noptional = true\n' +
      "reply = {}\n",
    { files },
  );
  expect(findings(world)).toEqual([]);
  expect(world.notes().map(({ what }) => what)).toEqual(["service plain has no contract"]);
  const arrival = arrivalOf(httpHead("GET /x", { service: "plain" }), [{ kind: "end" }]);
  expect((await served(world, arrival)).outcome).toBe("answered");
});

test("stubs that another layer stands for, and other doubles' expectations, are not judged", () => {
  const config = { services: [{ name: "shop" }] } as unknown as HttpConfig;
  keepAnchor(config.services[0] as object, {
    contract: {
      find: () => ({ kind: "path-absent", nearest: [] }),
      file: "shop.yaml",
    } as unknown as Contract,
    models: undefined,
  });
  const conditions: Condition[] = [
    { field: "method", matcher: { is: "equals", value: "GET" } },
    { field: "path", matcher: { is: "equals", value: "/a" } },
  ];
  const stub = { ...expectation("a"), double: "http", target: "shop", conditions };
  const useOf = (one: Expectation, overridden = false): ExpectationUse => ({
    expectation: one,
    layer: "file",
    calls: [],
    overridden,
  });
  const names = (...uses: readonly ExpectationUse[]): string[] =>
    (httpDouble.judge?.({ resources: {} }, uses, samplePorts(), config) ?? []).map(({ name }) => name);
  expect(names(useOf(stub))).toEqual(["phantom-path"]);
  expect(names(useOf(stub, true))).toEqual([]);
  expect(names(useOf({ ...stub, double: "command" }), useOf({ ...stub, target: "other" }))).toEqual([]);
  expect(names(useOf({ ...stub, conditions: [] }))).toEqual([]);
  expect(names(useOf({ ...stub, conditions: conditions.slice(0, 1) }))).toEqual([]);
  const odd: Condition[] = [
    { field: "method", matcher: { is: "equals", value: 7 } },
    { field: "path", matcher: { is: "any" } },
  ];
  expect(names(useOf({ ...stub, conditions: odd }))).toEqual([]);
  expect(names(useOf({ ...stub, conditions: [conditions[0] as Condition, odd[1] as Condition] }))).toEqual(
    [],
  );
});

describe("a request", () => {
  async function outcome(line: string, body: string, stub: string): Promise<[string, string[]]> {
    const world = await worldWith(stub);
    const headers = [
      ["content-type", "application/json"],
      ["content-length", String(body.length)],
    ] as const;
    const input: CallInput[] = [{ kind: "bytes", bytes: utf8(body) }, { kind: "end" }];
    const arrival = arrivalOf(httpHead(line, { service: "shop", headers }), input);
    const record = await served(world, arrival);
    return [record.outcome, record.findings.map(({ name }) => name)];
  }

  test("that the contract does not allow is refused with the rule", async () => {
    const stub = 'request = "POST /items"\nreply = { status = 201, json = {} }';
    expect(await outcome("POST /items", '{"name":7}', stub)).toEqual(["refused", ["invalid-request"]]);
    expect(await outcome("POST /items", '{"name":"x"}', stub)).toEqual(["answered", []]);
  });

  test("that is refused by its stub may be wrong: the stub is there for it", async () => {
    const stub = 'request = "POST /items"\nreply = { status = 422, json = {} }';
    expect((await outcome("POST /items", "{}", stub))[0]).toBe("answered");
  });

  test("with a query item that is not declared is answered, and told with the nearest name", async () => {
    const world = await worldWith('request = "GET /items/1"\nreply = { json = { id = "1", price = 1 } }');
    const arrival = arrivalOf(httpHead("GET /items/1?ful=true", { service: "shop" }), [{ kind: "end" }]);
    const record = await served(world, arrival);
    expect([record.outcome, record.findings[0]?.name]).toEqual(["answered", "undeclared-query"]);
    expect(record.findings[0]?.near.map(({ what }) => what)).toContain("full");
  });

  test("for what the contract does not have is judged at the stub", async () => {
    expect(await outcome("POST /other", "{}", 'request = "POST /other"\nreply = {}')).toEqual([
      "answered",
      [],
    ]);
  });
});
