import type { JsonObject } from "../../core/index.ts";
import type { HealthTally, TestCounts, TestsTally } from "../../drift/index.ts";
import { textJson } from "../json.ts";
import { plural } from "../words.ts";

/** Counts as one reads them. @example "117 collected, 9 failed, 108 passed" */
function countsText({ collected, failed, passed, skipped }: TestCounts): string {
  const text = `${collected} collected, ${failed} failed, ${passed} passed`;
  return skipped === 0 ? text : `${text}, ${skipped} skipped`;
}

/** Counts of tests and types for people: a title and a text a line. */
export function healthTexts({
  tests,
  types,
}: HealthTally): readonly (readonly [title: string, text: string])[] {
  const lines: [string, string][] = [];
  if (tests !== undefined) lines.push(...testTexts(tests));
  if (types !== undefined) {
    const before = types.frozen === undefined ? "" : `; frozen: ${types.frozen}`;
    lines.push(["Types", `${plural(types.errors, "error")}${before}`]);
  }
  return lines;
}

function testTexts({ measured, frozen, stage, expected, failures }: TestsTally): [string, string][] {
  const before = frozen === undefined ? "" : `; frozen: ${countsText(frozen)}`;
  const lines: [string, string][] = [["Tests", `${countsText(measured)}${before}`]];
  if (expected !== undefined) {
    const after = stage === undefined || stage === "" ? "" : ` after the stage "${stage}"`;
    lines.push(["Expected", `${countsText(expected)}${after}`]);
  }
  if (failures !== undefined) {
    const { deleted, refreshed, later, outOfScope } = failures;
    const text = `${deleted} deleted, ${refreshed} refreshed, ${later} left to later stages, ${outOfScope} out of scope`;
    lines.push(["Frozen failures", text]);
  }
  return lines;
}

/** Counts of tests and types as data. */
export function healthJson({ tests, types }: HealthTally): JsonObject {
  return {
    tests: tests === undefined ? null : testsJson(tests),
    types: types === undefined ? null : { errors: types.errors, frozen: types.frozen ?? null },
  };
}

function testsJson({ measured, frozen, stage, expected, failures }: TestsTally): JsonObject {
  return {
    measured,
    frozen: frozen ?? null,
    stage: stage === undefined ? null : textJson(stage),
    expected: expected ?? null,
    failures:
      failures === undefined
        ? null
        : {
            deleted: failures.deleted,
            refreshed: failures.refreshed,
            later: failures.later,
            out_of_scope: failures.outOfScope,
          },
  };
}
