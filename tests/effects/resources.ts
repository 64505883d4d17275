import type { Effect, Stage } from "./effect.ts";

const stubs = ["* /a", "* /a/{id}"]
  .map((request) => `[[services.shop.stubs]]\nrequest = "${request}"\nresource = "things"\noptional = true\n`)
  .join("");
const things = (fields: string): string => `[services.shop.resources.things]\n${fields}\n${stubs}`;
const three = "items = [{ id = 1, of = 'x' }, { id = 2, of = 'y' }, { id = 3, of = 'x' }]";

const made = async ({ get }: Stage, body = "{}"): Promise<unknown> =>
  parsed(await get("/a", sent("POST", body)));
const sent = (method: string, body: string): RequestInit => ({
  method,
  body,
  headers: { "content-type": "application/json" },
});
const parsed = ({ text }: { readonly text?: string }): unknown =>
  text === "" ? text : JSON.parse(text ?? "");
const listed = async ({ get }: Stage, ...queries: readonly string[]): Promise<unknown[]> => {
  const told: unknown[] = [];
  for (const query of queries) told.push(parsed(await get(`/a${query}`)));
  return told;
};
const ids = (...all: readonly number[]): unknown => all.map((id) => expectThing(id));
const expectThing = (id: number): unknown => ({ id, of: id === 2 ? "y" : "x" });

/** What the fields of a service's resources do. */
export const resources: Readonly<Record<string, Effect>> = {
  "services.*.unmatched": {
    toml: '[services.shop]\nopenapi = "shop.yaml"\nunmatched = "synthetic"\n',
    files: {
      "shop.yaml":
        'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\npaths:\n  /a:\n    get: { responses: { "200": { description: one, content: { application/json: { schema: { type: integer, minimum: 3 } } } } } }\n',
    },
    show: async ({ get }) => {
      const { text, headers } = await get("/a");
      return [text, headers?.get("x-backlot-fidelity"), (await get("/b")).status];
    },
    is: ["3", "synthetic", 418],
  },
  "services.*.resources": {
    toml: things(""),
    show: async (stage) => [await made(stage), stage.world.service("shop").resource("things").items],
    is: [{ id: 1 }, [{ id: 1 }]],
  },
  "services.*.stubs[].resource": {
    toml: things("").replace(/^\[services\.shop\.resources.*\n/, ""),
    show: async (stage) => [
      await made(stage, '{"a":1}'),
      parsed(await stage.get("/a/1", sent("PATCH", '{"b":2}'))),
      parsed(await stage.get("/a/1", sent("PUT", '{"c":3}'))),
      await listed(stage, ""),
      (await stage.get("/a/1", { method: "DELETE" })).status,
      (await stage.get("/a/1")).status,
    ],
    is: [{ id: 1, a: 1 }, { id: 1, a: 1, b: 2 }, { id: 1, c: 3 }, [[{ id: 1, c: 3 }]], 204, 404],
  },
  "services.*.resources.*.id": {
    toml: things('id = "key"'),
    show: (stage) => made(stage),
    is: { key: 1 },
  },
  "services.*.resources.*.ids": {
    toml: things('ids = "t-{{n}}"'),
    show: (stage) => made(stage),
    is: { id: "t-1" },
  },
  "services.*.resources.*.defaults": {
    toml: things("defaults = { a = 1, b = 1 }"),
    show: (stage) => made(stage, '{"b":2}'),
    is: { id: 1, a: 1, b: 2 },
  },
  "services.*.resources.*.created": {
    toml: `now = "2025-01-15T10:30:00Z"\n${things('created = "made"')}`,
    show: async (stage) => [await made(stage), parsed(await stage.get("/a/1", sent("PATCH", "{}")))],
    is: [
      { id: 1, made: "2025-01-15T10:30:00.000Z" },
      { id: 1, made: "2025-01-15T10:30:00.000Z" },
    ],
  },
  "services.*.resources.*.updated": {
    toml: `now = "2025-01-15T10:30:00Z"\n${things('updated = "changed"')}`,
    show: async (stage) => [await made(stage), parsed(await stage.get("/a/1", sent("PATCH", "{}")))],
    is: [
      { id: 1, changed: "2025-01-15T10:30:00.000Z" },
      { id: 1, changed: "2025-01-15T10:30:01.000Z" },
    ],
  },
  "services.*.resources.*.items": {
    toml: things(three),
    show: async ({ get, world }) => [
      parsed(await get("/a/2")),
      world.service("shop").resource("things").item(3),
      world.service("shop").resource("things").item("4"),
    ],
    is: [{ id: 2, of: "y" }, { id: 3, of: "x" }, undefined],
  },
  "services.*.resources.*.list": {
    toml: things(`${three}\nlist = "data"`),
    show: (stage) => listed(stage, ""),
    is: [{ data: ids(1, 2, 3) }],
  },
  "services.*.resources.*.filters": {
    toml: things(`${three}\nfilters = ["of"]`),
    show: async (stage) => [await listed(stage, "?of=x"), (await stage.get("/a?id=1")).status],
    is: [[ids(1, 3)], 418],
  },
  "services.*.resources.*.page": {
    toml: things(`${three}\npage = { offset = "o" }`),
    show: (stage) => listed(stage, "?o=2", "?o=9"),
    is: [ids(3), []],
  },
  "services.*.resources.*.page.size": {
    toml: things(`${three}\npage = { offset = "o", size = 2 }`),
    show: (stage) => listed(stage, ""),
    is: [ids(1, 2)],
  },
  "services.*.resources.*.page.size_max": {
    toml: things(`${three}\npage = { offset = "o", limit = "l", size_max = 2 }`),
    show: (stage) => listed(stage, "?l=9"),
    is: [ids(1, 2)],
  },
  "services.*.resources.*.page.limit": {
    toml: things(`${three}\npage = { offset = "o", limit = "l" }`),
    show: async (stage) => [await listed(stage, "?l=1"), (await stage.get("/a?l=x")).status],
    is: [[ids(1)], 400],
  },
  "services.*.resources.*.page.offset": {
    toml: things(`${three}\npage = { offset = "o", size = 1 }`),
    show: (stage) => listed(stage, "?o=1"),
    is: [ids(2)],
  },
  "services.*.resources.*.page.number": {
    toml: things(`${three}\npage = { number = "p", size = 2 }`),
    show: (stage) => listed(stage, "?p=2"),
    is: [ids(3)],
  },
  "services.*.resources.*.page.cursor": {
    toml: things(`${three}\nlist = "data"\npage = { cursor = "c", size = 2, next = "next" }`),
    show: async (stage) => {
      const [first] = (await listed(stage, "")) as { next: string }[];
      return listed(stage, `?c=${first?.next}`);
    },
    is: [{ data: ids(3), next: null }],
  },
  "services.*.resources.*.page.total": {
    toml: things(`${three}\nlist = "data"\npage = { offset = "o", size = 1, total = "all" }`),
    show: (stage) => listed(stage, ""),
    is: [{ data: ids(1), all: 3 }],
  },
  "services.*.resources.*.page.next": {
    toml: things(`${three}\nlist = "data"\npage = { offset = "o", size = 2, next = "next" }`),
    show: (stage) => listed(stage, "", "?o=2"),
    is: [
      { data: ids(1, 2), next: 2 },
      { data: ids(3), next: null },
    ],
  },
  "services.*.resources.*.page.link": {
    toml: things(`${three}\npage = { number = "p", size = 2, link = true }`),
    show: async ({ get, world }) =>
      (await get("/a")).headers?.get("link") === `<${world.url("shop")}/a?p=2>; rel="next"`,
    is: true,
  },
};
