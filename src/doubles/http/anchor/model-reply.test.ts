import { describe, expect, test } from "vitest";
import { arrivalOf, httpHead } from "../../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../../tests/samples/world.ts";
import { utf8, type Expectation, type Json } from "../../../core/index.ts";
import type { World } from "../../../engine/index.ts";
import { verify } from "../../../verify/index.ts";
import type { HttpConfig } from "../config.ts";
import { emptyReply } from "../../../stubs/index.ts";
import { httpDouble } from "../index.ts";

const contract = `openapi: 3.1.0
info: { title: Convo, version: "1" }
paths:
  /me: { get: { responses: { "200": { $ref: "#/components/responses/Any" } } } }
  /me/agents: { get: { responses: { "200": { $ref: "#/components/responses/Any" } } } }
  /keys: { post: { responses: { "201": { $ref: "#/components/responses/Any" } } } }
  /open: { get: { responses: { "200": { $ref: "#/components/responses/Any" } } } }
components:
  responses: { Any: { description: any, content: { application/json: {} } } }
`;
const models = `models:
  Actor:
    type: object
    properties:
      actor_id: { type: string, pattern: "^(agt|usr)_" }
      actor_type: { enum: [human, agent] }
      is_admin: { type: boolean, default: false }
      is_connected: { type: [boolean, "null"] }
      created_at: { type: string, format: date-time }
    if: { properties: { actor_type: { const: human } }, required: [actor_type] }
    then: { properties: { is_connected: { type: "null" } } }
  Space: { unknown: true, source: "models.py:101" }
bind:
  GET /me: { 200: Actor }
  GET /me/agents: { 200: "Actor[]" }
  POST /keys: { 201: { allOf: [Actor], plus: { api_key: { type: string } } } }
`;
const files = { "convo.yaml": utf8(contract), "models.yaml": utf8(models) };
const start = "2025-01-15T10:30:00.000Z";

function stub(request: string, reply: string): string {
  return `[[services.convo.stubs]]\nrequest = "${request}"\nreply = ${reply}\noptional = true\n`;
}

function worldWith(...stubs: readonly string[]): Promise<World> {
  const service = '[services.convo]\nopenapi = "convo.yaml"\nmodels = "models.yaml"\n';
  return worldOf(service + stubs.join(""), { files });
}

/** What a call is answered: its status, and its body. */
async function answered(world: World, line: string): Promise<{ status: number; body: Json; text: string }> {
  const arrival = arrivalOf(httpHead(line));
  await served(world, arrival);
  let status = 0;
  let text = "";
  for (const said of arrival.said) {
    if (said[0] === "head") [, status] = said;
    if (said[0] === "stdout") [, text] = said;
  }
  return { status, body: JSON.parse(text) as Json, text };
}

describe("a reply with a model", () => {
  test("has the fields that are given, and the rest of the model's in its order", async () => {
    const world = await worldWith(
      stub("GET /me", '{ model = "Actor", json = { actor_type = "human", actor_id = "usr_1" } }'),
    );
    expect((await answered(world, "GET /me")).text).toBe(
      `{"actor_id":"usr_1","actor_type":"human","is_admin":false,"is_connected":null,"created_at":"${start}"}`,
    );
    expect(verify(world, { world: "main", unsealed: [] }).findings).toEqual([]);
  });

  test("has the world's time of the call", async () => {
    const reply = '{ model = "Actor", json = { actor_type = "agent", actor_id = "agt_1" } }';
    const world = await worldWith(stub("GET /me", reply));
    const first = await answered(world, "GET /me");
    world.clock.advance(60_000);
    const second = await answered(world, "GET /me");
    expect([first.body, second.body]).toMatchObject([
      { created_at: start },
      { created_at: "2025-01-15T10:31:00.000Z" },
    ]);
  });

  test("may be a list of it, an empty one if nothing is given", async () => {
    const world = await worldWith(
      stub("GET /me/agents", '{ model = "Actor[]", json = [{ actor_type = "agent", actor_id = "agt_1" }] }'),
    );
    expect((await answered(world, "GET /me/agents")).body).toMatchObject([
      { actor_id: "agt_1", is_admin: false },
    ]);
    const empty = await worldWith(stub("GET /me/agents", '{ model = "Actor[]" }'));
    expect((await answered(empty, "GET /me/agents")).text).toBe("[]");
  });

  test("may be of a model with more fields, by the name that the finding about thin bodies gives it", async () => {
    const given = '{ actor_type = "agent", actor_id = "agt_1", api_key = "key_test" }';
    const world = await worldWith(stub("POST /keys", `{ model = "Actor + api_key", json = ${given} }`));
    expect(await answered(world, "POST /keys")).toMatchObject({
      status: 201,
      body: { api_key: "key_test", is_connected: null },
    });
  });

  test("may be of a model that is bound to nothing", async () => {
    const given = '{ actor_type = "agent", actor_id = "agt_1" }';
    const world = await worldWith(stub("GET /open", `{ model = "Actor", json = ${given} }`));
    expect((await answered(world, "GET /open")).body).toMatchObject({ is_admin: false });
  });

  test("may be a template, filled before the rest is", async () => {
    const given = '{ actor_type = "human", actor_id = "usr_{{query.id}}" }';
    const world = await worldWith(stub("GET /open", `{ template = true, model = "Actor", json = ${given} }`));
    expect((await answered(world, "GET /open?id=7")).body).toMatchObject({
      actor_id: "usr_7",
      is_connected: null,
    });
  });

  test("is made once for the same time", async () => {
    const given = '{ actor_type = "agent", actor_id = "agt_1" }';
    const world = await worldWith(stub("GET /me", `{ model = "Actor", json = ${given} }`));
    expect(await answered(world, "GET /me")).toEqual(await answered(world, "GET /me"));
  });

  test("may stand for a path that the contract lacks: the model makes its body all the same", async () => {
    const given = '{ actor_type = "agent", actor_id = "agt_1" }';
    const world = await worldWith(stub("GET /nowhere", `{ model = "Actor", json = ${given} }`));
    const { body } = await answered(world, "GET /nowhere");
    expect(body).toMatchObject({ is_admin: false, created_at: start });
  });

  test("and with a template that comes to what the model does not allow fails the call", async () => {
    const given = '{ actor_type = "human", actor_id = "{{query.id}}" }';
    const world = await worldWith(stub("GET /me", `{ template = true, model = "Actor", json = ${given} }`));
    const { status, body } = await answered(world, "GET /me?id=7");
    expect([status, body]).toMatchObject([418, { name: "incomplete-body" }]);
    const { findings } = verify(world, { world: "main", unsealed: [] });
    expect(findings.map(({ name }) => name)).toEqual(["undeclared-query", "incomplete-body"]);
  });
});

describe("a scenario is refused", () => {
  test.each([
    ["GET /me", '{ model = "Actr" }', /unknown-name: .*Actr/],
    ["GET /nowhere", '{ model = "Actor" }', /incomplete-body: .*actor_id must be given/],
    [
      "GET /me",
      '{ model = "Actor", json = { actor_id = "usr_1" } }',
      /incomplete-body: .*actor_type must be given/,
    ],
    ["GET /me", '{ model = "Actor", json = { actor_id = "x", actor_type = "human" } }', /incomplete-body/],
    ["GET /me", '{ model = "Actor", json = [] }', /list-or-object/],
    ["GET /me", '{ model = "Actor[]" }', /invalid-value: .*GET \/me 200 is Actor/],
    ["POST /keys", '{ model = "Actor" }', /invalid-value: .*POST \/keys 201 is Actor \+ api_key/],
    ["GET /open", '{ model = "Space", json = {} }', /model-unknown/],
    ["GET /me", '{ model = "Actor", text = "{}" }', /conflicting-fields/],
    ["GET /me", '{ model = "Actor", chunks = [{ text = "{}" }] }', /conflicting-fields/],
  ])("for %s with %s", async (request, reply, message) => {
    await expect(worldWith(stub(request, reply))).rejects.toThrow(message);
  });

  test("with the first ten of many models", async () => {
    const many = Array.from(
      { length: 12 },
      (_, index) => `  M${index}: { type: object, properties: {} }`,
    ).join("\n");
    const text = `[services.convo]\nopenapi = "convo.yaml"\nmodels = "models.yaml"\n${stub("GET /me", '{ model = "X" }')}`;
    const all = { ...files, "models.yaml": utf8(`models:\n${many}\n`) };
    await expect(worldOf(text, { files: all })).rejects.toThrow(/unknown-name: .*has no model "X"/);
  });

  test("for a model of a service that has none", async () => {
    const service = `[services.convo]\nopenapi = "convo.yaml"\n${stub("GET /me", '{ model = "Actor" }')}`;
    await expect(worldOf(service, { files })).rejects.toThrow(/missing-field: .*models/);
  });
});

describe("a stub that test code declares", () => {
  const at = { kind: "code", file: "a.test.ts", line: 7, column: 3 } as const;

  /** What is said of a stub before it is declared for a service of these that has a contract or none. */
  async function admitted(
    target: string,
    reply: string,
    more: Partial<Expectation> = {},
  ): Promise<unknown[]> {
    const services = `[services.convo]\nopenapi = "convo.yaml"\nmodels = "models.yaml"\n[services.plain]\n`;
    const { scenario } = await worldOf(services + stub("GET /open", "{}"), { files });
    const given = await worldWith(stub("GET /me", reply));
    const [one] = given.scenario.layers.flatMap(({ expectations }) => expectations) as [Expectation];
    const declared = { ...one, target, at, ...more };
    const told = httpDouble.admit?.(scenario.sections["services"] as HttpConfig, declared) ?? [];
    return told.map((each) => [each.name, each.at]);
  }

  const whole = '{ model = "Actor", json = { actor_type = "human", actor_id = "usr_1" } }';

  test("is told at its own line that its service has no models, and nothing where the model fits", async () => {
    expect(await admitted("convo", whole)).toEqual([]);
    expect(await admitted("plain", whole)).toEqual([["missing-field", at]]);
    expect(await admitted("nobody", whole)).toEqual([["missing-field", at]]);
    expect(await admitted("nobody", whole, { double: "command" })).toEqual([]);
  });

  test("is held to its model for any path when it names none", async () => {
    expect(await admitted("convo", whole, { conditions: [] })).toEqual([]);
    const answer = { kind: "reply", replies: [{ ...emptyReply, model: { name: "Actr", at } }] } as const;
    expect(await admitted("convo", whole, { conditions: [], answer })).toEqual([["unknown-name", at]]);
  });
});
