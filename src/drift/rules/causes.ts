import type { Finding, FindingName, Severity } from "../../core/index.ts";
import type { Aggregated } from "./aggregate.ts";

const phantomCalls: ReadonlySet<string> = new Set<FindingName>(["phantom-call", "phantom-call-method"]);

/** What is told below the call of what the contract does not have: one decision settles all of it. */
const ofPhantom: ReadonlySet<string> = new Set<FindingName>([
  "phantom-path",
  "phantom-method",
  "wrong-refusal",
  "honest-refusal",
  "self-confirming-pair",
  "swallowed-failure",
  "swallowed-refusal",
]);

/** What no body can get right while its model and its contract contradict each other. */
const ofContradiction: ReadonlySet<string> = new Set<FindingName>([
  "invalid-answer",
  "unknown-body-field",
  "wrong-body-value",
  "list-or-object",
]);

/** What is moot while its stub is to be deleted. */
const ofStaleStub: ReadonlySet<string> = new Set<FindingName>([
  "thin-body",
  "unknown-body-field",
  "wrong-body-value",
  "list-or-object",
  "invalid-answer",
  "open-answer",
  "model-unknown",
  "undeclared-status",
  "undeclared-answer-type",
  "undeclared-fault",
  "phantom-path",
  "phantom-method",
  "honest-refusal",
  "wrong-refusal",
]);

/**
 * Root causes first, what only follows from one below it: unused stubs of tests that stopped at a call without a
 * double, all that is told of one phantom, what is wrong with a stub that is to be deleted.
 */
export function rootCauses(all: readonly Aggregated[]): readonly Finding[] {
  const parents = new Map<Aggregated, Aggregated>();
  for (const one of all) {
    const parent = parentOf(one, all);
    if (parent !== undefined && parent !== one) parents.set(one, parent);
  }
  const below = (parent: Aggregated): readonly Finding[] =>
    inOrder(all.filter((one) => parents.get(one) === parent)).map(grown);
  const grown = (one: Aggregated): Finding => {
    const consequences = below(one);
    return consequences.length === 0 ? one.finding : { ...one.finding, consequences };
  };
  return inOrder(all.filter((one) => !parents.has(one))).map(grown);
}

function parentOf(one: Aggregated, all: readonly Aggregated[]): Aggregated | undefined {
  const same = all.filter((other) => other !== one && other.subject === one.subject);
  if (ofPhantom.has(one.rule)) {
    const phantom = same.find(({ rule }) => phantomCalls.has(rule));
    if (phantom !== undefined) return phantom;
  }
  if (one.rule === "swallowed-refusal")
    return same.find(({ rule }) => rule === "missing-stub") ?? firstWrong(same);
  if (one.rule === "suspected-stub") return stoppedBy(one, all);
  const stale = ofStaleStub.has(one.rule) && one.stubs.size > 0 ? staleOf(one, same) : undefined;
  if (stale !== undefined || !ofContradiction.has(one.rule)) return stale;
  return same.find(({ rule }) => rule === "contradicting-model");
}

/** The finding that all stubs of another one are stale. */
function staleOf({ stubs: own }: Aggregated, same: readonly Aggregated[]): Aggregated | undefined {
  return same.find(({ rule, stubs }) => rule === "stale-stub" && [...own].every((id) => stubs.has(id)));
}

/** A refused call has a reason: a request that the contract does not allow. */
function firstWrong(same: readonly Aggregated[]): Aggregated | undefined {
  return same.find(({ finding }) => finding.code.startsWith("BKL312") && finding.severity === "error");
}

/** The call that most of the tests of an unused stub stopped at. */
function stoppedBy(one: Aggregated, all: readonly Aggregated[]): Aggregated | undefined {
  let best: Aggregated | undefined;
  let most = 0;
  for (const other of all) {
    const shared = [...one.worlds].filter((id) => other.stopped.has(id)).length;
    if (shared > most) [best, most] = [other, shared];
  }
  return best;
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Missing stubs and phantoms first, then by weight, then by how many tests show it. */
function inOrder(all: readonly Aggregated[]): readonly Aggregated[] {
  const rank = ({ rule }: Aggregated): number =>
    rule === "missing-stub" ? 0 : phantomCalls.has(rule) ? 1 : 2;
  return all.toSorted(
    (left, right) =>
      rank(left) - rank(right) ||
      weight[left.finding.severity] - weight[right.finding.severity] ||
      right.worlds.size - left.worlds.size ||
      compare(left.finding.code, right.finding.code) ||
      compare(left.subject, right.subject),
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
