import { expect, test } from "vitest";
import type { ExpectationUse } from "../engine/index.ts";
import { judgeOrder, type Order } from "./order.ts";
import { order, use } from "../../tests/samples/uses.ts";

const names = ["a", "b", "c"];

/** Every way to put calls in order, each of one of the names. */
function sequences(length: number): string[][] {
  if (length === 0) return [[]];
  return sequences(length - 1).flatMap((before) => names.map((name) => [...before, name]));
}

function usesOf(sequence: readonly string[]): ExpectationUse[] {
  return names.map((name) => {
    const calls = sequence.flatMap((one, index) => (one === name ? [index + 1] : []));
    return use(name, { name, calls });
  });
}

test("all orders of three names with three calls each way: the pairs that stand the wrong way round", () => {
  let wrong = 0;
  for (const steps of [
    ["a", "b", "c"],
    ["a", "c", "b"],
    ["b", "a", "c"],
    ["b", "c", "a"],
    ["c", "a", "b"],
    ["c", "b", "a"],
  ]) {
    for (const sequence of [...sequences(0), ...sequences(1), ...sequences(2), ...sequences(3)]) {
      const found = judgeOrder(order(...steps), usesOf(sequence)).map((one) => one.evidence);
      const expected = steps.flatMap((later, position) =>
        steps.slice(0, position).flatMap((earlier) => {
          const calls = sequence.flatMap((name, index) =>
            name === later && sequence.indexOf(earlier, index) >= 0 ? [index + 1] : [],
          );
          return calls.length === 0 ? [] : [{ names: [earlier, later], calls }];
        }),
      );
      expect(found).toEqual(expected);
      wrong += found.length === 0 ? 0 : 1;
    }
  }
  // Of 3 names the sequences of up to 3 calls that keep to an order are 1 + 3 + 6 + 10.
  expect(wrong).toBe(6 * (40 - 20));
});

test("a call too early is reported as that, at the name in the order", () => {
  expect(
    judgeOrder(order("applied", "healthy"), [
      use("a", { name: "applied", calls: [2] }),
      use("h", { name: "healthy", calls: [1, 3] }),
    ]),
  ).toMatchObject([
    {
      name: "out-of-order",
      at: { line: 2 },
      what: "healthy (call 1) came before applied (call 2)",
      why: "in_order says that applied comes first, so healthy was too early.",
    },
  ]);
});

test("order says nothing of presence, nor of calls that were judged before", () => {
  const uses = [use("a", { name: "a", calls: [4] }), use("b", { name: "b", calls: [3, 5] })];
  expect(judgeOrder(order("a", "b"), [use("b", { name: "b", calls: [1] })])).toEqual([]);
  expect(judgeOrder(order("a", "b"), uses)).toHaveLength(1);
  expect(judgeOrder(order("a", "b"), uses, 3)).toEqual([]);
});

test("several expectations of one name count as one; TypeScript names one by its id", () => {
  const uses = [
    use("1", { name: "a", calls: [1] }),
    use("2", { name: "a", calls: [3] }),
    use("3", { name: "b", calls: [2] }),
  ];
  expect(judgeOrder(order("a", "b"), uses)).toHaveLength(1);
  const byId: Order = [
    { id: "1", name: "a", at: { kind: "call", call: 1 } },
    { id: "3", name: "b", at: { kind: "call", call: 1 } },
  ];
  expect(judgeOrder(byId, uses)).toEqual([]);
});
