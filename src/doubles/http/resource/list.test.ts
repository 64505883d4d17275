import { describe, expect, test } from "vitest";
import { askShop as ask, refusedBy as refused } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import type { Json } from "../../../core/index.ts";
import type { World } from "../../../engine/index.ts";

const plain = `[[services.shop.stubs]]
request = "* /items"
resource = "items"
[[services.shop.stubs]]
request = "* /items/{id}"
resource = "items"
`;

describe("lists", () => {
  const items = `items = '${JSON.stringify(Array.from({ length: 5 }, (_, n) => ({ id: `i${n}`, even: n % 2 === 0, of: n > 2 ? "b" : null })))}'`;
  const listed = (fields: string): Promise<World> =>
    worldOf(`[services.shop.resources.items]\n${items}\n${fields}\n${plain}`);
  const idsOf = (body: Json): string =>
    (Array.isArray(body) ? body : (body as { items: Json[] }).items)
      .map((one) => (one as { id: string }).id)
      .join(" ");

  test("have filters by fields, and refuse what nobody has given a meaning", async () => {
    const world = await listed('filters = ["even", "of"]');
    const ids = async (query: string): Promise<string> =>
      idsOf((await ask(world, `GET /items${query}`)).body);
    expect(await ids("?even=true")).toBe("i0 i2 i4");
    expect(await ids("?even=true&of=b")).toBe("i4");
    expect(await ids("?even=true&even=false")).toBe("i0 i1 i2 i3 i4");
    expect(await ids("?of=null")).toBe("");
    expect(await refused(world, "GET /items?sort=id")).toBe("418 refused unsupported-feature");
    expect(await refused(world, "GET /items/i1?full=1")).toBe("418 refused unsupported-feature");
  });

  test("pass over a query item that their stub names", async () => {
    const world = await worldOf(plain.replace('* /items"', '* /items?sort"'));
    expect((await ask(world, "GET /items?sort=id")).status).toBe(200);
    expect(await refused(world, "GET /items?sort=id&more=1")).toBe("418 refused unsupported-feature");
  });

  test.each([
    [
      '{ limit = "limit", offset = "offset", size = 2, size_max = 3, total = "total", next = "next" }',
      "offset",
    ],
    ['{ limit = "limit", number = "page", size = 2, size_max = 3, total = "total", next = "next" }', "page"],
    [
      '{ limit = "limit", cursor = "cursor", size = 2, size_max = 3, total = "total", next = "next" }',
      "cursor",
    ],
  ])("in pages: %s", async (page, name) => {
    const world = await listed(`page = ${page}\nlist = "items"`);
    const told: string[] = [];
    let next: string | number | null = null;
    do {
      const { body } = await ask(world, `GET /items${next === null ? "" : `?${name}=${next}`}`);
      const read = body as { items: Json[]; total: number; next: string | number | null };
      told.push(idsOf(read.items), String(read.total));
      ({ next } = read);
    } while (next !== null);
    expect(told).toEqual(["i0 i1", "5", "i2 i3", "5", "i4", "5"]);
    expect(idsOf((await ask(world, "GET /items?limit=100")).body)).toBe("i0 i1 i2");
    const past = await ask(world, `GET /items?${name}=999`);
    expect([past.status, past.body]).toEqual([200, { items: [], total: 5, next: null }]);
    for (const wrong of ["x", "-1", "1.5", "", "99999999999999999999"]) {
      expect((await ask(world, `GET /items?${name}=${wrong}`)).status).toBe(400);
      expect((await ask(world, `GET /items?limit=${wrong}`)).status).toBe(400);
    }
    expect((await ask(world, "GET /items?limit=0")).status).toBe(400);
  });

  test("go on with a cursor where they were, whatever was removed meanwhile", async () => {
    const world = await listed('page = { cursor = "after", size = 2, next = "next" }\nlist = "items"');
    const { body } = await ask(world, "GET /items");
    await ask(world, "DELETE /items/i0");
    await ask(world, "DELETE /items/i1");
    const { next } = body as { next: string };
    expect(idsOf((await ask(world, `GET /items?after=${next}`)).body)).toBe("i2 i3");
  });

  test("name the next page in a header", async () => {
    const world = await listed('page = { number = "page", size = 3, link = true }\nfilters = ["of"]');
    expect((await ask(world, "GET /items")).headers["link"]).toBe(
      '<http://127.0.0.1:40213/items?page=2>; rel="next"',
    );
    expect((await ask(world, "GET /items?page=2")).headers["link"]).toBeUndefined();
  });
});
