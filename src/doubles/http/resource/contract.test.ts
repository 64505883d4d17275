import { describe, expect, test } from "vitest";
import { askShop } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import { utf8, type Json } from "../../../core/index.ts";
import type { World } from "../../../engine/index.ts";

const document = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /spaces:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 5 } }
        - { name: offset, in: query, schema: { type: string } }
      responses:
        "200": { description: all, content: { application/json: { schema: { $ref: "#/components/schemas/Spaces" } } } }
        "400": { description: wrong, content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } } }
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: { type: string }
                secret: { type: string, writeOnly: true }
                space_id: { type: string, readOnly: true }
      responses:
        "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Space" } } } }
        "409": { description: twice }
  /spaces/{space_id}:
    parameters: [{ name: space_id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Space" } } } }
        "404": { description: none, content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } } }
    patch:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Space" } } } }
    put:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses:
        "200": { description: one, content: { application/json: { schema: { $ref: "#/components/schemas/Space" } } } }
        "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Space" } } } }
    delete:
      responses:
        "202": { description: gone }
components:
  schemas:
    Space:
      type: object
      required: [space_id, name, kind]
      additionalProperties: false
      properties:
        space_id: { type: string, pattern: "^spc_" }
        name: { type: string }
        kind: { type: string, enum: [open, closed] }
        secret: { type: string, writeOnly: true }
        created_at: { type: string, format: date-time }
    Spaces:
      type: object
      required: [spaces, total]
      properties:
        spaces: { type: array, items: { type: object, required: [space_id], additionalProperties: false, properties: { space_id: { type: string }, name: { type: string } } } }
        total: { type: integer }
        next: { type: [integer, "null"] }
    Problem:
      type: object
      required: [title, status, detail]
      properties: { title: { type: string }, status: { type: integer }, detail: { type: string } }
`;

const resource = `[services.shop.resources.spaces]
id = "space_id"
ids = "spc_{{n}}"
created = "created_at"
defaults = { kind = "open" }
page = { limit = "limit", offset = "offset", size = 2, total = "total", next = "next" }
`;

const stubs = `[[services.shop.stubs]]
request = "* /spaces"
resource = "spaces"
[[services.shop.stubs]]
request = "* /spaces/{space_id}"
resource = "spaces"
`;

function worldWith(described = resource, models?: string, spec = document): Promise<World> {
  const files = { "shop.yaml": utf8(spec), ...(models === undefined ? {} : { "models.yaml": utf8(models) }) };
  const more = models === undefined ? "" : 'models = "models.yaml"\n';
  return worldOf(`[services.shop]\nopenapi = "shop.yaml"\n${more}${described}${stubs}`, { files });
}

async function ask(world: World, line: string, body?: Json): Promise<unknown[]> {
  const answer = await askShop(world, line, body);
  const { outcome, findings } = answer.record;
  const told = findings.map(({ name, severity }) => `${severity} ${name}`);
  return [answer.status, outcome === "refused" ? outcome : answer.body, ...told];
}

const made = { space_id: "spc_1", name: "General", kind: "open", created_at: "2025-01-15T10:30:00.000Z" };

test("answers have the contract's form: statuses, envelopes, fields that are only sent or only told", async () => {
  const world = await worldWith();
  expect(await ask(world, "POST /spaces", { name: "General", secret: "x", space_id: "mine" })).toEqual([
    201,
    made,
  ]);
  expect(await ask(world, "GET /spaces/spc_1")).toEqual([200, made]);
  expect(await ask(world, "GET /spaces")).toEqual([
    200,
    { spaces: [{ space_id: "spc_1", name: "General" }], total: 1, next: null },
  ]);
  expect(await ask(world, "PATCH /spaces/spc_1", { name: "New" })).toEqual([200, { ...made, name: "New" }]);
  // What no client can send stays when it replaces the rest.
  expect(await ask(world, "PUT /spaces/spc_1", { name: "Newer" })).toEqual([200, { ...made, name: "Newer" }]);
  expect(await ask(world, "DELETE /spaces/spc_1")).toEqual([202, null]);
  expect(world.query("http.resource", { service: "shop", resource: "spaces" })).toEqual({
    total: 0,
    items: [],
  });
});

test("an id that is not there is told in the declared form; where none is declared, that is told too", async () => {
  const world = await worldWith();
  const detail = 'spaces: there is no "spc_9"';
  expect(await ask(world, "GET /spaces/spc_9")).toEqual([404, { title: detail, status: 404, detail }]);
  expect(await ask(world, "DELETE /spaces/spc_9")).toEqual([
    404,
    { error: detail },
    "note undeclared-status",
  ]);
  const text = "offset must be a whole number of at least 0";
  const wrong = { title: text, status: 400, detail: text };
  expect(await ask(world, "GET /spaces?offset=x")).toEqual([400, wrong]);
});

test("PUT makes an item where the contract says so", async () => {
  const world = await worldWith();
  const put = { space_id: "spc_x", name: "X", kind: "open", created_at: "2025-01-15T10:30:00.000Z" };
  expect(await ask(world, "PUT /spaces/spc_x", { name: "X" })).toEqual([201, put]);
});

test("a method that the contract does not have is answered 405 with those that it has", async () => {
  const world = await worldWith();
  expect(await ask(world, "HEAD /spaces")).toEqual([405, null]);
  expect(await ask(world, "DELETE /spaces")).toEqual([405, { error: "Method Not Allowed" }]);
});

test("a request that the contract does not allow is refused, and changes nothing", async () => {
  const world = await worldWith();
  expect(await ask(world, "POST /spaces", { name: 7 })).toEqual([418, "refused", "error invalid-request"]);
  expect(await ask(world, "POST /spaces")).toEqual([418, "refused", "error missing-input"]);
  expect(await ask(world, "GET /spaces?limit=9")).toEqual([400, "refused", "error invalid-request"]);
  expect(await ask(world, "GET /spaces")).toEqual([200, { spaces: [], total: 0, next: null }]);
});

describe("what can't be told is not kept", () => {
  test.each([
    [
      "a field that the contract wants and nobody gives",
      resource.replace('defaults = { kind = "open" }', ""),
    ],
    ["a value that it does not allow", resource.replace("open", "odd")],
    ["an id of another form", resource.replace("spc_{{n}}", "x{{n}}")],
    ["a number as an id that is a text of another form", resource.replace('ids = "spc_{{n}}"\n', "")],
  ])("%s", async (_, described) => {
    const world = await worldWith(described);
    expect(await ask(world, "POST /spaces", { name: "a" })).toEqual([418, "refused", "error invalid-answer"]);
    expect(world.query("http.resource", { service: "shop", resource: "spaces" })).toEqual({
      total: 0,
      items: [],
    });
  });

  test("by the answer of reading it either, though the answer of making it has room for it", async () => {
    const made =
      'description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Space" } }';
    const open = made.replace('$ref: "#/components/schemas/Space"', "type: object");
    const world = await worldWith(resource.replace("open", "odd"), undefined, document.replace(made, open));
    expect(await ask(world, "POST /spaces", { name: "a" })).toEqual([418, "refused", "error invalid-answer"]);
    expect(world.findings[0]?.what).toContain("GET /spaces/{space_id}");
    expect(await ask(world, "GET /spaces")).toEqual([200, { spaces: [], total: 0, next: null }]);
  });

  test("and the finding says where to mend it", async () => {
    const world = await worldWith(resource.replace("open", "odd"));
    await ask(world, "POST /spaces", { name: "a" });
    expect(world.findings[0]?.fix).toContain("defaults of spaces");
  });
});

describe("models", () => {
  const open = document
    .replaceAll(/schema: \{ \$ref: "#\/components\/schemas\/Spaces?" \}/g, "schema: { type: object }")
    .replace('schema: { type: object } } } }\n        "400"', 'schema: true } } }\n        "400"');
  const models = `models:
  Space:
    type: object
    properties:
      space_id: { type: string, pattern: "^spc_" }
      name: { type: string }
      topic: { type: [string, "null"] }
      archived: { type: boolean }
      created_at: { type: string, format: date-time }
bind:
  GET /spaces: { 200: "Space[]" }
  GET /spaces/{space_id}: { 200: Space }
  POST /spaces: { 201: Space }
  PATCH /spaces/{space_id}: { 200: Space }
  PUT /spaces/{space_id}: { 200: Space, 201: Space }
`;
  const described = `[services.shop.resources.spaces]
id = "space_id"
ids = "spc_{{n}}"
items = [{ space_id = "spc_a", name = "First" }]
`;
  const first = {
    space_id: "spc_a",
    name: "First",
    topic: null,
    archived: false,
    created_at: "2025-01-15T10:30:00.000Z",
  };

  test("complete what is there from the start and what is made, once and in their order", async () => {
    const world = await worldWith(described, models, open);
    expect(await ask(world, "GET /spaces/spc_a")).toEqual([200, first]);
    const [, item] = await ask(world, "POST /spaces", { name: "Second" });
    expect(JSON.stringify(item)).toBe(JSON.stringify({ ...first, space_id: "spc_1", name: "Second" }));
    await ask(world, "PATCH /spaces/spc_a", { name: "x" });
    expect(await ask(world, "GET /spaces")).toEqual([
      200,
      [
        { ...first, name: "x" },
        { ...first, space_id: "spc_1", name: "Second" },
      ],
    ]);
    expect(await ask(world, "PATCH /spaces/spc_a", { name: null })).toEqual([
      418,
      "refused",
      "error invalid-request",
    ]);
  });

  test("refuse what a client sends and they do not allow, and nothing is kept", async () => {
    const world = await worldWith(described, models, open);
    const sent = { name: "Second", topic: 7 };
    expect(await ask(world, "POST /spaces", sent)).toEqual([418, "refused", "error incomplete-body"]);
    expect(await ask(world, "GET /spaces")).toEqual([200, [first]]);
  });

  test.each([
    [
      'items = [{ space_id = "x", name = "First" }]',
      /incomplete-body: items\[0\] of spaces: .*space_id must match/,
    ],
    [
      'items = [{ space_id = "spc_a", name = "x", topci = 1 }]',
      /unknown-body-field: items\[0\] of spaces: .*"topci"/,
    ],
    ['items = [{ id = "spc_a" }]', /missing-field: items\[0\] of spaces has no "space_id"/],
    [
      'items = [{ space_id = "spc_a", name = "a" }, { space_id = "spc_a", name = "a" }]',
      /two items of spaces/,
    ],
    ["defaults = { archvied = true }", /unknown-body-field: defaults of spaces: .*"archvied"/],
    ['created = "created"', /unknown-body-field: created of spaces: .*"created"/],
  ])("and the contract judge items when the scenario loads: %s", async (items, told) => {
    await expect(worldWith(described.replace(/items = .*/, items), models, open)).rejects.toThrow(told);
  });
});

test("a path that the contract does not have is a phantom, whatever its stub says", async () => {
  const world = await worldOf(
    `[services.shop]\nopenapi = "shop.yaml"\n[[services.shop.stubs]]\nrequest = "* /rooms"\nresource = "rooms"\n`,
    { files: { "shop.yaml": utf8(document) } },
  );
  expect(await ask(world, "GET /rooms")).toEqual([418, "refused", "error phantom-path"]);
});
