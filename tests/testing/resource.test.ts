import { expect, test } from "vitest";
import { BacklotError } from "./built.ts";
import { open } from "./open.ts";

const json = { "content-type": "application/json" };

test("code of tests reads what a service keeps, page after page, and declares stubs that answer from it", async () => {
  const items = Array.from({ length: 1_500 }, (_, id) => ({ id }));
  const world = await open({ services: { shop: { resources: { things: { items } } } } });
  const shop = world.service("shop");
  const list = shop.mock("* /things").resource("things");
  shop.stub("* /things/{id}").resource("things");
  const things = shop.resource("things");
  expect(things.items).toEqual(items);
  const made = await fetch(`${shop.url}/things`, { method: "POST", headers: json, body: '{"a":1}' });
  expect([made.status, await made.json()]).toEqual([201, { id: 1_500, a: 1 }]);
  await fetch(`${shop.url}/things/0`, { method: "DELETE" });
  expect(things.items).toHaveLength(1_500);
  expect([things.item(0), things.item(1), things.item("1500")]).toEqual([
    undefined,
    { id: 1 },
    { id: 1_500, a: 1 },
  ]);
  expect(list.calls).toHaveLength(1);
});

test("a name that is none is told at once, and to the program that comes by it", async () => {
  const world = await open({ services: { shop: { resources: { things: {} } } } });
  const shop = world.service("shop");
  expect(() => shop.resource("thngs")).toThrow(BacklotError);
  expect(() => shop.stub("DELETE /things").resource("things")).toThrow(/means nothing for a resource's list/);
  shop.stub("* /things").resource("thngs");
  const answer = await fetch(`${shop.url}/things`);
  expect([answer.status, await answer.json()]).toMatchObject([418, { name: "unknown-name" }]);
});
