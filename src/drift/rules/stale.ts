import { operationOf, worldsText, type Observation } from "./observation.ts";
import type { StubView, View } from "./view.ts";

/**
 * Stubs that no call used: stale where every test that has them ran to its end (H201), suspected where one did not
 * (H201s). A stub that no world had says nothing: it was not looked at.
 */
export function unusedStubs(view: View): readonly Observation[] {
  return view.stubs.flatMap((one): Observation[] => {
    const { stub, subject, worlds, hits } = one;
    if (hits > 0 || stub.forbidden || worlds.length === 0) return [];
    const common = { subject, at: stub.at, stub: stub.id, worlds };
    const operation = operationOf(subject);
    const notEnded = worlds.filter((world) => !view.ended(world));
    if (notEnded.length > 0) {
      const what = `${operation} is stubbed and was not called, but ${worldsText(notEnded, "did", "did")} not reach the end`;
      return [{ ...common, rule: "suspected-stub", witness: "JS", what }];
    }
    const what = `${operation} is stubbed and never called: 0 hits in ${worldsText(worlds, "that has it", "that have it")}`;
    const allowedUnused = stub.optional && !worlds.some(({ test }) => test);
    return [
      {
        ...common,
        rule: "stale-stub",
        witness: "JTS",
        what,
        why: whyStale(one),
        // One program may well leave an optional stub alone; a whole suite of tests may not.
        ...(allowedUnused ? { severity: "note" as const } : {}),
      },
    ];
  });
}

function whyStale({ anchor, found }: StubView): string | undefined {
  if (anchor === undefined || found?.kind !== "operation") return undefined;
  return "The service still has the operation, but the program no longer calls it in any test that has the stub.";
}
