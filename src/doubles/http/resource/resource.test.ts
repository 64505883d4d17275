import { describe, expect, test } from "vitest";
import { askShop as ask, refusedBy as refused, tellShop as tell } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import { limits, type Finding, type HeaderList, type Json, type JsonObject } from "../../../core/index.ts";
import { decideResource, type ResourceCommand } from "./decide.ts";
import { emptyResource, reduceResources } from "./state.ts";

const plain = `[[services.shop.stubs]]
request = "* /items"
resource = "items"
[[services.shop.stubs]]
request = "* /items/{id}"
resource = "items"
`;

test("what is made is there, is changed, listed and removed, and each is an event", async () => {
  const world = await worldOf(plain);
  expect(
    await tell(
      world,
      ["GET /items"],
      ["POST /items", { name: "a" }],
      ["POST /items", { name: "b", tags: ["x"] }],
      ["GET /items/1"],
      ["PATCH /items/1", { name: "c", note: null }],
      ["PUT /items/2", { name: "d" }],
      ["GET /items"],
      ["DELETE /items/1"],
      ["DELETE /items/1"],
      ["GET /items/1"],
      ["POST /items", { name: "e" }],
    ),
  ).toEqual([
    [200, []],
    [201, { id: 1, name: "a" }],
    [201, { id: 2, name: "b", tags: ["x"] }],
    [200, { id: 1, name: "a" }],
    [200, { id: 1, name: "c", note: null }],
    [200, { id: 2, name: "d" }],
    [
      200,
      [
        { id: 1, name: "c", note: null },
        { id: 2, name: "d" },
      ],
    ],
    204,
    [404, { error: 'items: there is no "1"' }],
    [404, { error: 'items: there is no "1"' }],
    [201, { id: 3, name: "e" }],
  ]);
  const events = world.log
    .read(0, world.log.count)
    .flatMap((one) => (one.kind === "event" ? [one.event.type] : []));
  expect(events).toEqual([
    "item-created",
    "item-created",
    "item-changed",
    "item-changed",
    "item-deleted",
    "item-created",
  ]);
  expect(world.query("http.resource", { service: "shop", resource: "items" })).toEqual({
    total: 2,
    items: [
      { id: 2, name: "d" },
      { id: 3, name: "e" },
    ],
  });
  expect(world.query("http.resource", { service: "shop", resource: "items", id: "9" })).toBeNull();
  expect(world.query("http.state", null)).toEqual({
    resources: [{ service: "shop", resource: "items", items: 2 }],
  });
});

test("a 404 is the service's own answer: nobody is held to it", async () => {
  const world = await worldOf(plain);
  const { record } = await ask(world, "GET /items/7");
  expect(record).toMatchObject({ outcome: "answered", scripted: true, findings: [] });
});

test("HEAD is GET without a body; other methods are answered with those that there are", async () => {
  const world = await worldOf(plain);
  await ask(world, "POST /items", { name: "a" });
  expect((await ask(world, "HEAD /items/1")).headers).toMatchObject({ "content-length": "19" });
  const { status, headers } = await ask(world, "DELETE /items");
  expect([status, headers["allow"]]).toEqual([405, "GET, HEAD, POST"]);
  expect((await ask(world, "POST /items/1", {})).headers["allow"]).toBe("GET, HEAD, PUT, PATCH, DELETE");
});

describe("ids", () => {
  const withIds = (fields: string): string => `[services.shop.resources.items]\n${fields}\n${plain}`;

  test.each([
    ['ids = "{{n}}"', 1],
    ['ids = "itm_{{ n }}"', "itm_1"],
    ['ids = "{{uuid}}"', expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown],
    ['items = [{ id = "1" }, { id = 2 }]', 3],
  ])("are made: %s", async (fields, id) => {
    const world = await worldOf(withIds(fields));
    expect((await ask(world, "POST /items", {})).body).toEqual({ id });
  });

  test("are the same in every world", async () => {
    const made = async (): Promise<Json> =>
      (await ask(await worldOf(withIds('ids = "{{uuid}}"')), "POST /items", {})).body;
    expect(await made()).toEqual(await made());
  });

  test("that a client gives count, once", async () => {
    const world = await worldOf(withIds('id = "key"'));
    expect(await tell(world, ["POST /items", { key: "a" }], ["POST /items", { key: "a" }])).toEqual([
      [201, { key: "a" }],
      [409, { error: 'items: "a" is there already' }],
    ]);
  });

  test("never change, and names of JavaScript's own are ids like any other", async () => {
    const world = await worldOf(plain);
    for (const id of ["__proto__", "constructor", "0", "a/b", "ä"]) await ask(world, "POST /items", { id });
    expect((await ask(world, "GET /items")).body).toHaveLength(5);
    expect((await ask(world, "GET /items/__proto__")).body).toEqual({ id: "__proto__" });
    expect((await ask(world, "GET /items/a%2Fb")).body).toEqual({ id: "a/b" });
    expect(await refused(world, "PATCH /items/0", { id: "1" })).toBe("418 refused invalid-request");
    expect((await ask(world, "PATCH /items/0", { id: "0", a: 1 })).body).toEqual({ id: "0", a: 1 });
    expect((await ask(world, "GET /items/toString")).status).toBe(404);
  });
});

test("calls at the same time make different items, and no change is lost", async () => {
  const world = await worldOf(plain);
  const made = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(world, "POST /items", { n })));
  expect(new Set(made.map(({ body }) => (body as { id: number }).id)).size).toBe(20);
  const fields = Array.from({ length: 20 }, (_, n) => ({ [`f${n}`]: n }));
  await Promise.all(fields.map((one) => ask(world, "PATCH /items/1", one)));
  expect(Object.keys((await ask(world, "GET /items/1")).body as object)).toHaveLength(22);
  const gone = await Promise.all(Array.from({ length: 5 }, () => ask(world, "DELETE /items/2")));
  expect(gone.map(({ status }) => String(status)).toSorted()).toEqual(["204", "404", "404", "404", "404"]);
  const same = await Promise.all(Array.from({ length: 5 }, () => ask(world, "POST /items", { id: "x" })));
  expect(same.map(({ status }) => String(status)).toSorted()).toEqual(["201", "409", "409", "409", "409"]);
});

test("times are the world's", async () => {
  const world = await worldOf(
    `[services.shop.resources.items]\ncreated = "made"\nupdated = "changed"\ndefaults = { state = "new" }\n${plain}`,
  );
  const [, , read] = await tell(
    world,
    ["POST /items", { state: "old" }],
    ["PATCH /items/1", {}],
    ["GET /items/1"],
  );
  expect(read).toEqual([
    200,
    { id: 1, state: "old", made: "2025-01-15T10:30:00.000Z", changed: "2025-01-15T10:30:01.000Z" },
  ]);
  expect(await tell(world, ["PUT /items/1", { made: "x" }])).toEqual([
    [200, { id: 1, made: "x", changed: "2025-01-15T10:30:02.000Z" }],
  ]);
});

describe("bodies that are none", () => {
  test.each([
    ["not json", "invalid-request"],
    ["[1]", "invalid-request"],
    ["7", "invalid-request"],
    ['{"a":1e999}', "invalid-request"],
    [`${'{"a":'.repeat(600)}1${"}".repeat(600)}`, "invalid-request"],
    ["[".repeat(200_000), "invalid-request"],
    ["", "invalid-request"],
  ])("%#", async (body, name) => {
    const world = await worldOf(plain);
    expect(await refused(world, "POST /items", body)).toBe(`418 refused ${name}`);
    expect((await ask(world, "GET /items")).body).toEqual([]);
  });

  test("of another media type", async () => {
    const world = await worldOf(plain);
    const form: HeaderList = [["content-type", "application/x-www-form-urlencoded"]];
    expect(await refused(world, "POST /items", "a=1", form)).toBe("418 refused unsupported-feature");
  });

  test("-0 is kept as it comes back", async () => {
    const world = await worldOf(plain);
    expect((await ask(world, "POST /items", '{"a":-0}')).body).toEqual({ id: 1, a: 0 });
  });
});

test("a merge patch removes with null and reaches inside", async () => {
  const world = await worldOf(plain);
  await ask(world, "POST /items", { a: { b: 1, c: 2 }, d: 3 });
  const type: HeaderList = [["content-type", "application/merge-patch+json"]];
  expect(
    (await ask(world, "PATCH /items/1", { a: { b: null, g: [null] }, d: null, e: { f: null } }, type)).body,
  ).toEqual({
    id: 1,
    a: { c: 2, g: [null] },
    e: {},
  });
  expect(await refused(world, "POST /items", {}, type)).toBe("418 refused unsupported-feature");
});

describe("items below others", () => {
  const nested = `[services.shop.resources.spaces]
items = [{ id = "s1" }, { id = "s2" }]
[services.shop.resources.messages]
items = [{ id = "m0", space_id = "s2" }]
[[services.shop.stubs]]
request = "* /spaces/{space_id}"
resource = "spaces"
[[services.shop.stubs]]
request = "* /spaces/{space_id}/messages"
resource = "messages"
[[services.shop.stubs]]
request = "* /spaces/{space_id}/messages/{id}"
resource = "messages"
`;

  test("are only found below their own", async () => {
    const world = await worldOf(nested);
    expect(
      await tell(
        world,
        ["POST /spaces/s1/messages", { text: "a" }],
        ["GET /spaces/s1/messages"],
        ["GET /spaces/s2/messages"],
        ["GET /spaces/s2/messages/1"],
        ["GET /spaces/s3/messages"],
        ["DELETE /spaces/s1"],
        ["GET /spaces/s1/messages/1"],
      ),
    ).toEqual([
      [201, { id: 1, text: "a" }],
      [200, [{ id: 1, text: "a" }]],
      [200, [{ id: "m0", space_id: "s2" }]],
      [404, { error: 'messages: there is no "1"' }],
      [404, { error: 'spaces: there is no "s3"' }],
      204,
      [404, { error: 'spaces: there is no "s1"' }],
    ]);
  });
});

describe("limits", () => {
  const many = (count: number): string =>
    `[services.shop.resources.items]\nitems = [${Array.from({ length: count }, (_, id) => `{ id = ${id} }`).join(",")}]\n${plain}`;

  test("on items: the last one has room, one more has not", async () => {
    const world = await worldOf(many(limits.resourceItems - 1));
    expect((await ask(world, "POST /items", { id: "last" })).status).toBe(201);
    expect(await refused(world, "POST /items", { id: "more" })).toBe("418 refused over-limit");
    expect((await ask(world, "DELETE /items/last")).status).toBe(204);
    expect((await ask(world, "POST /items", { id: "more" })).status).toBe(201);
    await expect(worldOf(many(limits.resourceItems + 1))).rejects.toThrow("over-limit");
  });

  test("on their bytes", () => {
    const room = limits.resourceBytes - '{"a":""}'.length;
    const item = (length: number): JsonObject => ({ a: "x".repeat(length) });
    const resources = { "shop/items": emptyResource() };
    const decided = (command: object): unknown => {
      const full = { of: "shop/items", stamps: [], scope: {}, ...command } as unknown as ResourceCommand;
      const events = decideResource(resources, full, "");
      if ("refused" in events) return (events as { finding?: Finding }).finding?.name;
      for (const event of events) reduceResources(resources, event);
      return events.map(({ type }) => type).join(" ");
    };
    expect(decided({ do: "create", id: "1", item: item(room + 1) })).toBe("over-limit");
    expect(decided({ do: "create", id: "1", item: item(room) })).toBe("item-created");
    expect(decided({ do: "create", id: "2", item: {} })).toBe("over-limit");
    expect(decided({ do: "change", id: "1", revision: 0, item: item(room + 1) })).toBe("over-limit");
    expect(decided({ do: "change", id: "1", revision: 0, item: item(room - 2) })).toBe("item-changed");
    expect(decided({ do: "create", id: "2", item: {} })).toBe("item-created");
    expect(decided({ do: "delete", id: "1" })).toBe("item-deleted");
    expect(resources["shop/items"]).toMatchObject({ bytes: 2, count: 1, last: 2 });
  });
});

test("queries tell what they can't", async () => {
  const world = await worldOf(plain);
  const ask = (args: Json): unknown => world.query("http.resource", args);
  expect(() => ask(null)).toThrow("unknown-name");
  expect(() => ask({ service: "shop", resource: "item" })).toThrow(/unknown-name/);
  expect(() => ask({ service: "shop", resource: "items", from: -1 })).toThrow("invalid-value");
  expect(ask({ service: "shop", resource: "items", most: 0 })).toEqual({ total: 0, items: [] });
});

test("secrets in items stay in memory: what leaves the journal is redacted, and the program gets its own back", async () => {
  const world = await worldOf(plain);
  const token = `ghp_${"a1B2".repeat(9)}`;
  await ask(world, "POST /items", { token, password: "hunter2hunter2" });
  expect((await ask(world, "GET /items/1")).body).toMatchObject({ token });
  const text = [...world.log.lines()].map((bytes) => new TextDecoder().decode(bytes)).join("");
  expect(text).toContain("item-created");
  expect(text).not.toContain(token);
});
