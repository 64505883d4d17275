import type { FindingName, Near } from "../../core/index.ts";
import type { Anchor } from "../evidence.ts";
import { siteOf } from "../report.ts";
import { anchorFile, declaredAt } from "../stub/index.ts";
import { operationOf, worldsText, type Observation } from "./observation.ts";
import { placeOf, type CallGroup, type View } from "./view.ts";

/**
 * Calls of what the contract does not have (H111, H112), passing tests that only a stub and the program agree in (H114),
 * and passing tests over the refusal that the real service would give (H113). Nobody knows whether the code or the
 * contract is wrong, so both are said.
 */
export function phantomCalls(view: View): readonly Observation[] {
  return view.groups.flatMap((group) => [
    ...phantomCall(view, group),
    ...selfConfirming(view, group),
    ...swallowedFailure(view, group),
  ]);
}

function phantomCall(view: View, { subject, anchor, found, calls }: CallGroup): readonly Observation[] {
  if (anchor === undefined || found === undefined || found.kind === "operation") return [];
  const absentPath = found.kind === "path-absent";
  const rule: FindingName = absentPath ? "phantom-call" : "phantom-call-method";
  const operation = operationOf(subject);
  const answered = calls.some(({ call }) => view.stubOf(call.stub) !== undefined);
  const has = absentPath
    ? `${anchorFile(anchor)} has no such path`
    : `${anchorFile(anchor)} has ${found.template} with ${found.methods.join(", ")} only`;
  const what = `${operation} is called, and ${has}${answered ? "" : "; no double answers it either"}`;
  const why = `Either the code is wrong, and production answers ${absentPath ? 404 : 405}; or the contract is stale: ${taken(anchor)}.${declared(anchor, found.kind === "method-absent" ? found.template : undefined)}`;
  const callers = [...new Set(calls.flatMap(({ call }) => siteOf(call.caller) ?? []))];
  const at = callers.length === 0 ? "that calls it" : `at ${callers.slice(0, 3).join(", ")}`;
  const fix = [
    `a) the code is wrong: correct the code ${at}, and ${answered ? "remove its stub" : "add no stub for it"}`,
    `b) the contract is stale: take ${anchor.contract.file} from its source again`,
    `c) it has to stay for now: [[allow]] rule = "${rule}", at = "${subject}", with reason, owner and expires`,
  ].join("\n");
  const near = absentPath
    ? found.nearest.map(({ method, template, at: place }): Near => ({
        what: `${method} ${template}`,
        at: place,
      }))
    : found.methods.map((method): Near => ({ what: `${method} ${found.template}` }));
  return calls.map(({ call, world }) => ({
    rule,
    witness: call.caller === undefined ? "JA" : "JCA",
    subject,
    what,
    why,
    fix,
    near,
    at: placeOf(view, call),
    stub: call.stub ?? undefined,
    worlds: [world],
    stops: call.outcome === "refused",
  }));
}

/** When the contract was taken, as far as it says that. */
function taken({ contract, stamp }: Anchor): string {
  if (stamp?.commit === undefined && stamp?.date === undefined) {
    return `${contract.file} does not say when it was taken from its source`;
  }
  const commit = stamp.commit === undefined ? "" : ` at ${stamp.commit}`;
  const date = stamp.date === undefined ? "" : ` on ${stamp.date}`;
  return `it was taken from ${stamp.source ?? "its source"}${commit}${date}`;
}

function declared(anchor: Anchor, template: string | undefined): string {
  const same = anchor.contract.operations.find((one) => one.template === template);
  return same === undefined ? "" : ` The path is declared at ${declaredAt(anchor, same.pointer)}.`;
}

/** A stub answers with success what the contract does not have, the program believes it, and the test passes. */
function selfConfirming(view: View, { subject, anchor, found, calls }: CallGroup): readonly Observation[] {
  if (anchor === undefined || found === undefined || found.kind === "operation") return [];
  const operation = operationOf(subject);
  const believed = calls.filter(
    ({ call, world }) =>
      world.outcome === "passed" &&
      call.outcome === "answered" &&
      call.stub !== null &&
      call.status !== undefined &&
      call.status < 400,
  );
  const what = `${operation} exists only in the doubles and in the code, and ${worldsText(
    believed.map(({ world }) => world),
    "passes",
    "pass",
  )} over it`;
  return believed.map(({ call, world }) => ({
    rule: "self-confirming-pair",
    witness: "JTA",
    subject,
    what,
    at: view.stubOf(call.stub)?.stub.at,
    stub: call.stub ?? undefined,
    worlds: [world],
  }));
}

/**
 * A journal does not say what a test asserts, so only failures that the program will always meet are told: of
 * operations that the contract does not have.
 */
function swallowedFailure(view: View, group: CallGroup): readonly Observation[] {
  const { subject, anchor, found, calls } = group;
  if (anchor === undefined || found === undefined || found.kind === "operation") return [];
  const hidden = calls.filter(
    ({ call, world }) =>
      world.outcome === "passed" &&
      call.outcome !== "refused" &&
      call.status !== undefined &&
      call.status >= 400,
  );
  const statuses = [...new Set(hidden.map(({ call }) => call.status))].join(", ");
  const what = `${worldsText(
    hidden.map(({ world }) => world),
    "passes",
    "pass",
  )} over a ${statuses} from ${operationOf(subject)}`;
  return hidden.map(({ call, world }) => ({
    rule: "swallowed-failure",
    witness: "JT",
    subject,
    what,
    at: placeOf(view, call),
    stub: call.stub ?? undefined,
    worlds: [world],
  }));
}
