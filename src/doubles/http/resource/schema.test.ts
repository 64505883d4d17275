import { describe, expect, test } from "vitest";
import { worldOf } from "../../../../tests/samples/world.ts";

const stub = (request: string, name = "items"): string =>
  `[[services.shop.stubs]]\nrequest = "${request}"\nresource = "${name}"\n`;

test.each(["* /items", "GET /items", "HEAD /items", "POST /items", "* /items/{id}", "PUT /a/{b}/items/{id}"])(
  "a resource answers %s",
  async (request) => {
    const world = await worldOf(`[services.shop]\n${stub(request)}`);
    expect(world.query("http.state", null)).toEqual({
      resources: [{ service: "shop", resource: "items", items: 0 }],
    });
  },
);

describe("what a scenario can't mean is told when it is loaded", () => {
  const table = (fields: string): string => `[services.shop.resources.items]\n${fields}\n${stub("* /items")}`;

  test.each([
    [stub("DELETE /items"), /invalid-value: .*request: DELETE means nothing for a resource's list/],
    [stub("POST /items/{id}"), /POST means nothing for one item/],
    [stub("* /items/**"), /neither a resource's list nor one of its items/],
    [stub("GET /items/{id}.json"), /neither a resource's list nor one of its items/],
    [stub("* /**"), /neither/],
    [stub("* /items", "no/name"), /a resource's name/],
    [`${stub("* /items")}reply = {}\n`, /conflicting-fields/],
    [
      `[services.shop.resources.items]\n${stub("* /items", "itms")}`,
      /unknown-name: there is no resource "itms"/,
    ],
    [table("key = 1"), /unknown-field/],
    [table('ids = "x"'), /bad-template: .*holds neither/],
    [table('ids = "{{x}}"'), /bad-template: \{\{x\}\} is not a name/],
    [table("items = 7"), /wrong-type: .*must be a list/],
    [table("items = [7]"), /wrong-type: .*holds 7, which is no object/],
    [table("items = '[{]'"), /syntax-error/],
    [table("items = [{}]"), /missing-field: items\[0\] of items has no "id"/],
    [table("items = [{ id = 1 }, { id = '1' }]"), /invalid-value: two items of items have the id "1"/],
    [table("defaults = []"), /wrong-type/],
    [table("page = {}"), /missing-field/],
    [table('page = { offset = "a", cursor = "b" }'), /conflicting-fields/],
    [table('page = { offset = "a", size = 0 }'), /invalid-value/],
    [table('page = { offset = "a", total = "t" }'), /missing-field: the resource items says total or next/],
    ['[services.shop]\nunmatched = "synthetic"\n', /unmatched.*openapi/],
    ['[services.shop]\nunmatched = "guess"\n', /invalid-value/],
  ])("%#", async (toml, told) => {
    await expect(worldOf(toml)).rejects.toThrow(told);
  });
});

test("JSON text holds what TOML can't", async () => {
  const world = await worldOf(
    `[services.shop.resources.items]\nitems = '[{"id":1,"gone":null}]'\ndefaults = '{"note":null}'\n${stub("* /items")}`,
  );
  expect(world.query("http.resource", { service: "shop", resource: "items" })).toEqual({
    total: 1,
    items: [{ id: 1, gone: null }],
  });
});
