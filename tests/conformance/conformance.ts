import { describe, expect, test } from "vitest";
import type { Check } from "./checks/check.ts";
import { servingChecks } from "./checks/serving.ts";
import { stateChecks } from "./checks/state.ts";
import type { Subject } from "./subject.ts";

/** Everything that holds for every double. */
export const checks: readonly Check[] = [...stateChecks, ...servingChecks];

/** The tests that every double passes. Call it at the top of a test file, once for each subject. */
export function conformance(subject: Subject): void {
  describe(`the double ${subject.double.name}`, () => {
    test.each(checks.map((check) => [check.name, check] as const))("%s", async (_name, check) => {
      expect(await check.run(subject)).toEqual([]);
    });
  });
}
