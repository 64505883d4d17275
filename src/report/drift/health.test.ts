import { expect, test } from "vitest";
import type { HealthTally } from "../../drift/index.ts";
import { renderDrift } from "../index.ts";
import { clean } from "./golden/reports.ts";

const start = { collected: 124, failed: 15, passed: 109, skipped: 0 };
const end = { collected: 117, failed: 0, passed: 116, skipped: 1 };

function told(health: HealthTally): readonly string[] {
  const text = renderDrift({ ...clean, tally: { ...clean.tally, health } }, { format: "text", width: 200 });
  return text.split("\n").filter((line) => /^(Tests|Expected|Frozen failures|Types):/.test(line));
}

function asData(health?: HealthTally): unknown {
  const report = { ...clean, tally: { ...clean.tally, health } };
  return (JSON.parse(renderDrift(report, { format: "json" })) as { checked: { health: unknown } }).checked
    .health;
}

test("counts of tests are told with what was frozen, what is expected, and what becomes of failures", () => {
  const failures = { deleted: 6, refreshed: 9, later: 0, outOfScope: 0 };
  const tests = { measured: end, frozen: start, stage: "shapes", expected: end, failures };
  expect(told({ tests, types: { errors: 1, frozen: 12 } })).toEqual([
    "Tests: 117 collected, 0 failed, 116 passed, 1 skipped; frozen: 124 collected, 15 failed, 109 passed",
    'Expected: 117 collected, 0 failed, 116 passed, 1 skipped after the stage "shapes"',
    "Frozen failures: 6 deleted, 9 refreshed, 0 left to later stages, 0 out of scope",
    "Types: 1 error; frozen: 12",
  ]);
  expect(asData({ tests, types: { errors: 1, frozen: 12 } })).toEqual({
    tests: {
      measured: end,
      frozen: start,
      stage: "shapes",
      expected: end,
      failures: { deleted: 6, refreshed: 9, later: 0, out_of_scope: 0 },
    },
    types: { errors: 1, frozen: 12 },
  });
});

test("what was not frozen or declared is not told, and is null as data", () => {
  expect(told({ tests: { measured: start } })).toEqual(["Tests: 124 collected, 15 failed, 109 passed"]);
  expect(told({ tests: { measured: start, expected: start, stage: "" } })[1]).toBe(
    "Expected: 124 collected, 15 failed, 109 passed",
  );
  expect(told({ types: { errors: 2 } })).toEqual(["Types: 2 errors"]);
  expect(asData({ tests: { measured: start } })).toEqual({
    tests: { measured: start, frozen: null, stage: null, expected: null, failures: null },
    types: null,
  });
  expect(asData({ types: { errors: 2 } })).toEqual({ tests: null, types: { errors: 2, frozen: null } });
  expect(asData()).toBeNull();
});
