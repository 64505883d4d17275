import { expect, test } from "vitest";
import { askShop as ask, refusedBy as refused } from "../../../../tests/samples/shop.ts";
import { worldOf } from "../../../../tests/samples/world.ts";
import { limits, type JsonObject } from "../../../core/index.ts";

const item = (fields: number): JsonObject =>
  Object.fromEntries(Array.from({ length: fields }, (_, index) => [`k${index}`, index]));

test("an item of a million fields kept the service busy for a quarter of a minute", async () => {
  const world = await worldOf(`[[services.shop.stubs]]
request = "* /items"
resource = "items"
`);
  expect((await ask(world, "POST /items", item(limits.resourceFields))).status).toBe(201);
  expect(await refused(world, "POST /items", item(limits.resourceFields + 1))).toBe("418 refused over-limit");
  const long = { a: "x".repeat(limits.resourceBytes) };
  expect(await refused(world, "POST /items", long)).toBe("418 refused over-limit");
});
