import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../core/index.ts";
import { decideResource, type ResourceCommand } from "./decide.ts";
import { emptyResource, itemOf, itemsOf, reduceResources, type Resources } from "./state.ts";

const of = "shop/items";
const ids = fc.constantFrom("1", "2", "10", "__proto__", "toString", "a/b", "");
const bodies = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 });

const commands = fc.oneof(
  fc.record({ do: fc.constant("create" as const), id: ids, item: bodies }),
  fc.record({ do: fc.constant("change" as const), id: ids, item: bodies, late: fc.boolean() }),
  fc.record({ do: fc.constant("delete" as const), id: ids }),
);

test("a resource keeps what a list of pairs would, in order of creation", () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 30 }), (asked) => {
      const resources: Resources = { [of]: emptyResource() };
      const state = resources[of] as Resources[string];
      let model: (readonly [string, JsonObject])[] = [];
      for (const one of asked) {
        const known = model.some(([id]) => id === one.id);
        const revision = (itemOf(state, one.id)?.revision ?? 0) + ("late" in one && one.late ? 1 : 0);
        const command = { of, scope: {}, stamps: [], revision, ...one } as unknown as ResourceCommand;
        const decided = decideResource(resources, command, "2025-01-15T10:30:00Z");
        const allowed = one.do === "create" ? !known : known && !("late" in one && one.late);
        expect("refused" in decided).toBe(!allowed);
        if ("refused" in decided) continue;
        for (const event of decided) reduceResources(resources, event);
        if (one.do === "create") model.push([one.id, one.item as JsonObject]);
        else if (one.do === "delete") model = model.filter(([id]) => id !== one.id);
        else model = model.map((pair) => (pair[0] === one.id ? [one.id, one.item as JsonObject] : pair));
      }
      expect(itemsOf(state).map(({ id, value }) => [id, value])).toEqual(model);
      expect(state.count).toBe(model.length);
      expect(state.bytes).toBe(
        model.reduce((sum, [, item]) => sum + Buffer.byteLength(JSON.stringify(item)), 0),
      );
    }),
    { numRuns: 200 },
  );
});

test("what nobody described is kept all the same: a journal may tell of a resource that a scenario lost", () => {
  const resources: Resources = {};
  reduceResources(resources, { type: "item-deleted", of, id: "1" });
  reduceResources(resources, { type: "item-changed", of, id: "1", item: {} });
  expect(resources[of]).toEqual(emptyResource());
  expect(
    decideResource({}, { do: "create", of, id: "1", item: {}, scope: {}, stamps: ["at"] }, "now"),
  ).toEqual([{ type: "item-created", of, id: "1", item: { at: "now" }, scope: {} }]);
});
