import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIds, createRandom } from "./random.ts";

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("randomness", () => {
  test("is the same on every machine: figures that must never change", () => {
    const random = createRandom(7);
    expect([random.integer(1_000), random.integer(1_000), random.integer(1_000)]).toEqual([454, 63, 416]);
    expect(createIds(0).uuid()).toBe("2d4f167f-21fc-42c6-abe9-0d069ae367a3");
  });

  test("is a function of the seed alone", () => {
    fc.assert(
      fc.property(seed, (one) => {
        const [left, right] = [createRandom(one), createRandom(one)];
        for (let turn = 0; turn < 20; turn++) expect(left.next()).toBe(right.next());
        expect(left.bytes(16)).toEqual(right.bytes(16));
      }),
    );
  });

  test("stays in its range", () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 1_000 }), (one, below) => {
        const random = createRandom(one);
        for (let turn = 0; turn < 20; turn++) {
          const [next, integer] = [random.next(), random.integer(below)];
          expect(next >= 0 && next < 1 && integer >= 0 && integer < below && Number.isInteger(integer)).toBe(
            true,
          );
        }
      }),
    );
  });

  test("is spread evenly enough for test data", () => {
    const random = createRandom(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let turn = 0; turn < 10_000; turn++) counts[random.integer(10)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  test("seeds of more than 32 bits are all taken whole", () => {
    const low = 5;
    const high = low + 2 ** 32;
    const turned = 2 ** 32 * low;
    const firsts = [low, high, turned, 2 ** 40 + low].map((one) => createIds(one).uuid());
    expect(new Set(firsts).size).toBe(4);
    expect(createRandom(1).next()).not.toBe(createRandom(2 ** 32).next());
  });
});

describe("ids", () => {
  test("count each sequence from 1", () => {
    const ids = createIds(3);
    expect([ids.next("issue"), ids.next("issue"), ids.next("release"), ids.next("issue")]).toEqual([
      1, 2, 1, 3,
    ]);
  });

  test("are well-formed version 4 UUIDs, all different, the same for the same seed", () => {
    fc.assert(
      fc.property(seed, (one) => {
        const [left, right] = [createIds(one), createIds(one)];
        const made = Array.from({ length: 10 }, () => left.uuid());
        expect(made.every((id) => uuid4.test(id))).toBe(true);
        expect(new Set(made).size).toBe(10);
        expect(made).toEqual(Array.from({ length: 10 }, () => right.uuid()));
      }),
    );
  });
});
