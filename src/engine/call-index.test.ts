import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../core/index.ts";
import { CallIndex, type CallFilter } from "./call-index.ts";
import type { CallRecord } from "./record.ts";

const call = (id: number, double: string, target: string, outcome: CallRecord["outcome"]): CallRecord => ({
  kind: "call",
  id,
  double,
  target,
  text: "",
  detail: { protocol: "command", command: target, args: [], cwd: "/" },
  outcome,
  expectation: null,
  answeredBy: null,
  at: "",
  durationMs: 0,
  findings: [],
});

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const doubles = fc.constantFrom("http", "command");
const targets = fc.constantFrom("a", "b", "c");
const outcomes = fc.constantFrom<CallRecord["outcome"]>("answered", "refused");
const records = fc
  .array(fc.tuple(doubles, targets, outcomes), { maxLength: 60 })
  .map((all) => all.map(([double, target, outcome], index) => call(index + 1, double, target, outcome)));
const filters: fc.Arbitrary<CallFilter> = fc.record({
  ids: maybe(fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 20 })),
  double: maybe(doubles),
  target: maybe(targets),
  outcome: maybe(outcomes),
  from: maybe(fc.nat(20)),
  most: maybe(fc.nat(20)),
});

test("finds what going through all records finds", () => {
  fc.assert(
    fc.property(records, filters, fc.nat(10), (all, filter, open) => {
      const index = new CallIndex();
      // The newest calls are still open, and the others ended in reverse.
      const ended = all.slice(0, Math.max(0, all.length - open));
      for (const [position, record] of ended.toReversed().entries()) index.add(record, position);
      const chosen = filter.ids?.flatMap((id) => ended[id - 1] ?? []) ?? ended;
      const fitting = chosen.filter(
        (record) =>
          record.double === (filter.double ?? record.double) &&
          record.target === (filter.target ?? record.target) &&
          record.outcome === (filter.outcome ?? record.outcome),
      );
      const from = filter.from ?? 0;
      // Without conditions, places are counted whether their call has ended or not.
      const plain = filter.double ?? filter.target ?? filter.outcome;
      const page =
        plain === undefined
          ? (filter.ids ?? all.map(({ id }) => id)).slice(from).flatMap((id) => ended[id - 1] ?? [])
          : fitting.slice(from);
      const wanted = page.slice(0, filter.most ?? limits.queryPage);
      expect(index.find(filter, all.length)).toEqual(wanted.map(({ id }) => ended.length - id));
    }),
  );
});

test("gives one page, limits.queryPage calls, and no more", () => {
  const index = new CallIndex();
  const count = limits.queryPage + 1;
  for (let id = 1; id <= count; id += 1) index.add(call(id, "http", "a", "answered"), id - 1);
  expect(index.find({}, limits.queryPage)).toHaveLength(limits.queryPage);
  expect(index.find({ most: count }, count)).toHaveLength(limits.queryPage);
  expect(index.find({ from: limits.queryPage }, count)).toEqual([limits.queryPage]);
});
