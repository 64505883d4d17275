import { finding, type Expectation, type Finding } from "../core/index.ts";
import type { ExpectationUse } from "../engine/index.ts";

/** How an expectation is called in reports: its name with its text, or its text. */
function titleOf(expectation: Expectation): string {
  return expectation.name === undefined ? expectation.text : `${expectation.name} (${expectation.text})`;
}

/**
 * Expectations that were used less often than they say. Too many and forbidden calls are found when they
 * happen, so they are not judged again here.
 */
export function judgeCounts(uses: readonly ExpectationUse[]): readonly Finding[] {
  return uses.flatMap((use) => {
    const { expectation, calls } = use;
    const { min, max } = expectation.times;
    if (use.overridden || calls.length >= min) return [];
    const evidence = { expectation: expectation.id, calls: [...calls] };
    if (calls.length === 0) {
      return [
        finding("unused-expectation", {
          at: expectation.at,
          what: `${titleOf(expectation)} was never called`,
          evidence,
        }),
      ];
    }
    const wanted = max === min ? `${min} times` : `at least ${min} times`;
    const what = `${titleOf(expectation)} was called ${times(calls.length)}, and is expected ${wanted}`;
    return [finding("too-few-calls", { at: expectation.at, what, evidence })];
  });
}

/** "once", "2 times". */
export function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
