import fc from "fast-check";
import { expect, test } from "vitest";
import { countFindings, countTests, projectTests } from "./counts.ts";
import type { TestOutcome } from "./evidence.ts";
import { frozen, refresh, result } from "../../../tests/samples/suite.ts";

const outcome = fc.constantFrom<TestOutcome>("passed", "failed", "skipped");
const plan = fc.constantFrom("delete", "refresh", "keep");

/** A suite, what is planned with each of its tests, and how many come. */
const planned = fc.record({
  tests: fc.array(fc.record({ outcome, plan, stage: fc.nat(2) }), { minLength: 1, maxLength: 30 }),
  adds: fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
  done: fc.nat(3),
});

test("a suite that did what was planned fits its projection, and one test less, more or still failing does not", () => {
  fc.assert(
    fc.property(planned, ({ tests, adds, done }) => {
      const all = tests.map((one, index) => ({ ...one, id: `a.py::test_${index}.` }));
      const named = (what: string, stage: number): string[] =>
        all.filter((one) => one.plan === what && one.stage === stage).map((one) => one.id);
      const stages = [0, 1, 2].map((stage) => ({
        name: `s${stage}`,
        deletes: named("delete", stage),
        refreshes: named("refresh", stage),
        adds: adds[stage] ?? 0,
        at: refresh.at,
      }));
      const before = frozen(all.map((one) => result(one.id, { outcome: one.outcome })));
      const left = all
        .filter((one) => !(one.plan === "delete" && one.stage < done))
        .map((one) => {
          const repaired = one.plan === "refresh" && one.stage < done && one.outcome === "failed";
          return result(one.id, { outcome: repaired ? "passed" : one.outcome });
        });
      const came = stages
        .slice(0, done)
        .flatMap((stage) =>
          Array.from({ length: stage.adds }, (_, index) => result(`${stage.name}_${index}`)),
        );
      const after = [...left, ...came];
      const judged = (results: typeof after): number =>
        countFindings(before, { ...refresh, stages }, done, results).length;
      expect(projectTests(before, stages, done).counts).toEqual(countTests(after));
      expect(judged(after)).toBe(0);
      expect(judged([...after, result("more")])).toBe(1);
      if (after.length > 0) expect(judged(after.slice(1))).toBe(1);
      const repaired = all.find(
        (one) => one.plan === "refresh" && one.stage < done && one.outcome === "failed",
      );
      if (repaired !== undefined) {
        const still = after.map((one) =>
          one.id === repaired.id ? { ...one, outcome: "failed" as const } : one,
        );
        expect(judged(still)).toBe(1);
      }
    }),
  );
});
