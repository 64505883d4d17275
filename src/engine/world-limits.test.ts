import { expect, test } from "vitest";
import { limits } from "../core/index.ts";
import { createLog } from "./log.ts";
import { any, open, ring } from "../../tests/samples/bell.ts";

test("limits.calls: the last one is served, one more is refused, reported once and not journaled", async () => {
  const world = open([any], { callsMax: 3 });
  for (let call = 0; call < 3; call++) await world.accept(ring("a"));
  expect([world.lastCall, world.findings]).toEqual([3, []]);
  const arrival = ring("a");
  await world.accept(arrival);
  await world.accept(ring("b"));
  expect(arrival.said[0]?.[1]).toContain("over-limit: a world takes at most 3 calls");
  expect([world.lastCall, world.log.count, world.calls().length]).toEqual([3, 3, 3]);
  expect(world.findings.map((one) => one.why)).toEqual([
    "ring a and what came later was refused, and is not in the journal.",
  ]);
  expect(limits.calls).toBe(1_000_000);
});

test("findings of calls are kept up to a number; the rest is counted", async () => {
  const world = open();
  for (let call = 0; call <= limits.findings * 5; call++) await world.accept(ring(`a${call}`));
  expect(world.findings).toHaveLength(limits.findings * 5);
  expect(world.unlistedFindings).toBe(1);
});

test("a journal that can't be written is a finding, never an unhandled error", async () => {
  const log = createLog({ redact: (line) => line });
  const append = (): never => {
    throw new Error("disk full");
  };
  const world = open([any], { log: { ...log, append } });
  await world.accept(ring("a"));
  expect(world.findings.map((one) => [one.name, one.what])).toEqual([
    ["cannot-write", "call 1 could not be journaled: Error: disk full"],
  ]);
});
