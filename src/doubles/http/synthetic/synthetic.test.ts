import { describe, expect, test } from "vitest";
import { askShop as ask } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import { utf8, type Json } from "../../../core/index.ts";
import type { World } from "../../../engine/index.ts";
import { verify } from "../../../verify/index.ts";

const document = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items/{item_id}:
    parameters: [{ name: item_id, in: path, required: true, schema: { type: string } }]
    get:
      parameters: [{ name: full, in: query, schema: { type: boolean } }]
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
    delete: { responses: { "204": { description: gone } } }
    put:
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
  /numbers/{n}:
    get:
      parameters: [{ name: n, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: one, content: { application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } } }
  /open: { get: { responses: { "200": { description: any, content: { application/json: { schema: { type: object, additionalProperties: true } } } } } } }
  /models: { get: { responses: { "200": { description: any, content: { application/json: {} } } } } }
  /list: { get: { responses: { "200": { description: any, content: { application/json: {} } } } } }
  /unknown: { get: { responses: { "200": { description: any, content: { application/json: {} } } } } }
  /example:
    get:
      responses:
        "200":
          description: given
          content: { application/hal+json: { schema: { type: object, required: [a], properties: { a: { type: integer } } }, examples: { wrong: { value: { a: x } }, right: { value: { a: 7 } } } } }
  /single: { get: { responses: { "200": { description: given, content: { application/json: { example: [7] } } } } } }
  /codes/{code}:
    parameters: [{ name: code, in: path, required: true, schema: { type: string } }]
    get: { responses: { "200": { description: one, content: { application/json: { schema: { type: object, required: [code], properties: { code: { type: string, maxLength: 1 } } } } } } } }
  /csv: { get: { responses: { "200": { description: any, content: { text/csv: { schema: { type: string } } } } } } }
  /default: { get: { responses: { default: { description: wrong } } } }
  /loop:
    get:
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Loop" } } } }
components:
  schemas:
    Item:
      type: object
      required: [item_id, kind]
      properties: { item_id: { type: string }, kind: { enum: [open, closed] }, secret: { type: string, writeOnly: true } }
    Loop: { type: object, required: [loop], properties: { loop: { $ref: "#/components/schemas/Loop" } } }
`;

const models = `models:
  Actor:
    type: object
    properties:
      actor_id: { type: string, pattern: "^usr_" }
      name: { type: [string, "null"] }
      kind: { type: string, enum: [human, agent] }
      since: { type: string, format: date-time }
  Space: { unknown: true }
bind:
  GET /models: { 200: Actor }
  GET /list: { 200: "Actor[]" }
  GET /unknown: { 200: Space }
`;

function worldWith(stubs = ""): Promise<World> {
  return worldOf(
    `[services.shop]\nopenapi = "shop.yaml"\nmodels = "models.yaml"\nunmatched = "synthetic"\n${stubs}`,
    { files: { "shop.yaml": utf8(document), "models.yaml": utf8(models) } },
  );
}

const actor = { actor_id: "usr_", name: null, kind: "human", since: "2025-01-15T10:30:00.000Z" };

test.each([
  ["GET /items/itm_7", 200, { item_id: "itm_7", kind: "open" }],
  ["GET /numbers/42", 200, { n: 42 }],
  ["GET /models", 200, actor],
  ["GET /list", 200, [actor]],
  ["GET /example", 200, { a: 7 }],
  ["GET /single", 200, [7]],
  ["GET /codes/long", 200, { code: "t" }],
  ["DELETE /items/itm_7", 204, null],
])("%s is answered from the contract, and marked", async (line, status, body) => {
  const world = await worldWith();
  const answer = await ask(world, line);
  expect([answer.status, answer.body]).toEqual([status, body]);
  expect(answer.headers["x-backlot-fidelity"]).toBe("synthetic");
  expect(answer.record).toMatchObject({
    outcome: "answered",
    fidelity: "synthetic",
    expectation: null,
    findings: [],
  });
  const report = verify(world, { world: "main", unsealed: [] });
  expect(report.findings).toEqual([]);
  expect(report.unchecked).toEqual([
    "service shop answers calls that no stub takes from its contract alone (synthetic)",
  ]);
});

test("the declared media type is sent", async () => {
  const { headers } = await ask(await worldWith(), "GET /example");
  expect(headers["content-type"]).toBe("application/hal+json");
});

describe("what could only be made up is refused as a call that nothing matches, with the reason", () => {
  test.each([
    ["GET /open", "leaves its body open"],
    ["GET /unknown", "the fields of Space are not known"],
    ["PUT /items/itm_7", "PUT changes what the service keeps"],
    ["GET /csv", "its answer is no JSON"],
    ["GET /default", "declares no answer of success"],
    ["GET /loop", "it has no end"],
    ["GET /nowhere", "the contract has no such operation"],
    ["POST /open", "the contract has no such operation"],
  ])("%s", async (line, why) => {
    const world = await worldWith();
    const { status, record, body, headers } = await ask(world, line);
    expect([status, record.outcome, record.fidelity]).toEqual([418, "refused", undefined]);
    expect(record.findings).toMatchObject([
      { name: "unmatched-call", why: expect.stringContaining(why) as unknown },
    ]);
    expect(body).toMatchObject({ name: "unmatched-call" });
    expect(headers["x-backlot-fidelity"]).toBeUndefined();
    expect(verify(world, { world: "main", unsealed: [] }).findings).toMatchObject([
      { name: "unmatched-call", paste: expect.stringContaining("[[services.shop.stubs]]") as unknown },
    ]);
  });
});

test("a request that the contract does not allow is refused all the same", async () => {
  const { status, record } = await ask(await worldWith(), "GET /items/itm_7?full=x");
  expect([status, record.outcome, record.findings.map(({ name }) => name)]).toEqual([
    418,
    "refused",
    ["invalid-request"],
  ]);
});

test("stubs come first, and what they forbid or count stays so", async () => {
  const world = await worldWith(
    '[[services.shop.stubs]]\nrequest = "GET /models"\ntimes = 1\nreply = { json = { actor_id = "usr_x" } }\n' +
      '[[services.shop.stubs]]\nrequest = "GET /list"\ntimes = 0\n',
  );
  expect((await ask(world, "GET /models")).body).toEqual({ actor_id: "usr_x" });
  expect((await ask(world, "GET /models")).record.findings.map(({ name }) => name)).toEqual([
    "too-many-calls",
  ]);
  expect((await ask(world, "GET /list")).record.findings.map(({ name }) => name)).toEqual(["forbidden-call"]);
});

test("the same call has the same answer, in every world", async () => {
  const all = async (): Promise<Json[]> => {
    const world = await worldWith();
    return [(await ask(world, "GET /models")).body, (await ask(world, "GET /models")).body];
  };
  const [first, second] = await all();
  expect(first).toEqual(second);
  expect(await all()).toEqual([first, second]);
});
