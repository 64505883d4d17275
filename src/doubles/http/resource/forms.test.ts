import { describe, expect, test } from "vitest";
import { askShop } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import { utf8, type Json } from "../../../core/index.ts";
import type { World } from "../../../engine/index.ts";

/** A contract that says little of its bodies: ranges of media types, lists without items, errors without a form. */
const document = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items:
    get: { responses: { "200": { description: all, content: { "*/*": { schema: { type: array } } } } } }
    post:
      requestBody: { content: { application/json: {} } }
      responses:
        "201": { description: made, content: { application/json: { schema: { type: object, additionalProperties: false, properties: { id: {}, parts: { type: array, items: { type: object, properties: { n: {}, pin: { writeOnly: true } } } } } } } } }
        "409": { description: twice, content: { application/json: { schema: { type: object, required: [error], properties: { error: { type: string } } } } } }
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: one, content: { application/json: {} } }
        "404": { description: none }
    put:
      requestBody: { content: { application/json: {} } }
      responses: { "200": { description: one, content: { application/json: {} } } }
    delete:
      responses: { "200": { description: gone, content: { application/json: {} } } }
`;

const described = `[services.shop.resources.items]
id = "id"
ids = "i{{n}}"
`;
const stubs = `[[services.shop.stubs]]
request = "* /items"
resource = "items"
[[services.shop.stubs]]
request = "* /items/{id}"
resource = "items"
`;

function worldWith({ resource = described, models = "", spec = document } = {}): Promise<World> {
  const files = { "shop.yaml": utf8(spec), ...(models === "" ? {} : { "models.yaml": utf8(models) }) };
  const more = models === "" ? "" : 'models = "models.yaml"\n';
  return worldOf(`[services.shop]\nopenapi = "shop.yaml"\n${more}${resource}${stubs}`, { files });
}

async function ask(world: World, line: string, body?: Json): Promise<unknown[]> {
  const { status, body: told, record } = await askShop(world, line, body);
  return [status, told, ...record.findings.map(({ name }) => name)];
}

describe("a contract that leaves bodies open", () => {
  test("has them answered as they are kept, under JSON's own media type", async () => {
    const world = await worldWith();
    const item = { id: "i1", parts: [{ n: 1, more: 2 }] };
    expect(await ask(world, "POST /items", { parts: [{ n: 1, more: 2, pin: 7 }], odd: 1 })).toEqual([
      201,
      item,
    ]);
    const list = await askShop(world, "GET /items");
    expect([list.status, list.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(list.body).toMatchObject([{ id: "i1", odd: 1 }]);
    expect(await ask(world, "PUT /items/i1", { parts: [] })).toEqual([200, { id: "i1", parts: [] }]);
    expect(await ask(world, "DELETE /items/i1")).toEqual([200, { id: "i1", parts: [] }]);
  });

  test("has an item told under the media type that it declares", async () => {
    const spec = document.replace(
      "description: one, content: { application/json:",
      "description: one, content: { application/hal+json:",
    );
    const world = await worldWith({ spec, resource: `${described}items = [{ id = "i1" }]\n` });
    const { headers, body } = await askShop(world, "GET /items/i1");
    expect([headers["content-type"], body]).toEqual(["application/hal+json", { id: "i1" }]);
  });

  test("has a method refused that it declares and whose meaning for an item nobody knows", async () => {
    const post = '    post: { responses: { "200": { description: done } } }\n    delete:\n';
    const world = await worldWith({ spec: document.replace("    delete:\n", post) });
    const { status, record } = await askShop(world, "POST /items/i1");
    expect([status, record.outcome]).toEqual([418, "refused"]);
    expect(record.findings).toMatchObject([
      { name: "unsupported-feature", why: "A resource knows GET, HEAD, PUT, PATCH, DELETE there." },
    ]);
  });

  test("has an error without a form answered with the message alone, and one with JSON in its form", async () => {
    const world = await worldWith();
    expect(await ask(world, "GET /items/i9")).toEqual([404, { error: 'items: there is no "i9"' }]);
    expect(await ask(world, "POST /items", { id: "a" })).toEqual([201, { id: "a" }]);
    const [status, told] = await ask(world, "POST /items", { id: "a" });
    expect([status, told]).toMatchObject([409, { error: expect.stringContaining("a") as unknown }]);
  });

  test("and has no path for one item, keeps what is made without asking about it", async () => {
    const spec = document.slice(0, document.indexOf("  /items/{id}:"));
    const world = await worldWith({ spec, resource: `${described}items = [{ id = "x" }]\n` });
    expect(await ask(world, "POST /items", { id: "a" })).toEqual([201, { id: "a" }]);
    expect((await ask(world, "GET /items"))[1]).toEqual([{ id: "x" }, { id: "a" }]);
  });
});

describe("models of answers", () => {
  const models = `models:
  Item: { type: object, properties: { id: { type: string, pattern: "^i" }, note: { type: [string, "null"] } } }
  Page: { type: object, properties: { found: { type: array, items: { type: object, properties: { id: {} } } }, more: { type: boolean } } }
  Hidden: { unknown: true, source: "models.py:7" }
  Problem: { type: object, properties: { code: { type: integer }, message: { type: string } } }
bind:
  GET /items: { 200: Page }
  GET /items/{id}: { 200: Item, 404: Problem }
  PUT /items/{id}: { 200: Hidden }
`;

  test("say which field holds the list, and the form of errors", async () => {
    const spec = document.replace("schema: { type: array }", "schema: { type: object }");
    const world = await worldWith({ models, spec, resource: `${described}items = [{ id = "i1" }]\n` });
    expect(await ask(world, "GET /items")).toEqual([200, { found: [{ id: "i1" }], more: false }]);
    const [status, told] = await ask(world, "GET /items/i9");
    expect([status, Object.keys(told as object)]).toEqual([404, ["code", "message"]]);
  });

  test("whose fields nobody knows are told to be so, and the item is kept as it is", async () => {
    const world = await worldWith({ models, resource: `${described}items = [{ id = "i1" }]\n` });
    const [status, told] = await ask(world, "PUT /items/i1", { note: "a" });
    expect([status, told]).toEqual([200, { id: "i1", note: "a" }]);
  });
});

describe("without a contract", () => {
  test("what is not there can't be changed or removed, and an id that is taken is refused", async () => {
    const world = await worldOf(`[services.shop]\n${described}${stubs}`);
    for (const method of ["PUT", "PATCH", "DELETE"])
      expect((await ask(world, `${method} /items/i9`, {}))[0]).toBe(404);
    expect(await ask(world, "POST /items", { id: "a" })).toEqual([201, { id: "a" }]);
    expect((await ask(world, "POST /items", { id: "a" }))[0]).toBe(409);
    expect((await ask(world, "PATCH /items/a", { id: "b" }))[0]).toBe(418);
  });

  test("items of the third level are found below their own of both levels above", async () => {
    const stub = (request: string, resource: string): string =>
      `[[services.shop.stubs]]\nrequest = "* ${request}"\nresource = "${resource}"\n`;
    const world = await worldOf(
      `[services.shop.resources.spaces]\nitems = [{ id = "s1" }, { id = "s2" }]\n` +
        `[services.shop.resources.rooms]\nitems = [{ id = "r1", space = "s1" }]\n` +
        "[services.shop.resources.notes]\n" +
        stub("/spaces/{space}", "spaces") +
        stub("/spaces/{space}/rooms/{room}", "rooms") +
        stub("/spaces/{space}/rooms/{room}/notes", "notes"),
    );
    const path = "/spaces/s1/rooms/r1/notes";
    expect((await ask(world, `POST ${path}`, { text: "a" }))[0]).toBe(201);
    expect((await ask(world, "GET /spaces/s2/rooms/r1/notes"))[0]).toBe(404);
    expect((await ask(world, "GET /spaces/s1/rooms/r9/notes"))[0]).toBe(404);
  });

  test("a body without a media type is read as JSON, and one that is no text is refused", async () => {
    const world = await worldOf(`[services.shop]\n${described}${stubs}`);
    expect((await askShop(world, "POST /items", { id: "a" }, [])).status).toBe(201);
    expect((await askShop(world, "POST /items", "{", [])).status).toBe(418);
  });

  test("a link to the next page keeps what else was asked", async () => {
    const items = `items = '${JSON.stringify([1, 2, 3].map((n) => ({ id: `i${n}`, of: "a" })))}'\n`;
    const page = 'filters = ["of"]\npage = { number = "page", size = 1, link = true }\n';
    const world = await worldOf(`[services.shop]\n${described}${items}${page}${stubs}`);
    const { headers } = await askShop(world, "GET /items?of=a&page=2");
    expect(headers["link"]).toMatch(/\/items\?of=a&page=3>; rel="next"$/);
  });
});
