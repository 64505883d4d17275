import { finding, type Finding, type Json } from "../core/index.ts";
import type { CallRecord, ExpectationUse, World, WorldReport } from "../engine/index.ts";
import { applyAllow, useSubjects } from "./allow.ts";
import { evidenceOf, groupSame, rootCauses } from "./causes.ts";
import { judgeCounts } from "./counts.ts";
import { judgeOrder, type Order } from "./order.ts";

/** What is verified: the whole world, or one layer of it since a call. */
export interface VerifyScope {
  /** Name for the report. */
  readonly world: string;
  /** Judge only expectations of this layer. */
  readonly layer?: string | undefined;
  /** Judge only calls after this number. */
  readonly afterCall?: number | undefined;
  /** Judge only the order of calls after this number; `afterCall` if absent. */
  readonly ordersAfterCall?: number | undefined;
  /** Findings of calls that an earlier report has told. */
  readonly told?: ReadonlySet<Finding> | undefined;
  /** Orders declared from TypeScript. */
  readonly orders?: readonly Order[] | undefined;
  /** Leaves unused expectations out: a shared base is judged over the run. */
  readonly withoutCounts?: boolean | undefined;
  /** What programs could reach that no double stands for. */
  readonly unsealed: readonly string[];
}

/**
 * Judges a world: expectations and journal in, findings out, root causes first. Changes nothing.
 * @example verify(world, { world: "main", unsealed: [] }).findings.length === 0
 */
export function verify(world: World, scope: VerifyScope): WorldReport {
  const everywhere = world.expectations.uses();
  const uses = everywhere.filter((use) => scope.layer === undefined || use.layer === scope.layer);
  const calls = callsOf(world, scope);
  const judged = world.judge(uses);
  const orders: readonly Order[] = [world.scenario.inOrder, ...(scope.orders ?? [])];
  const all = [
    ...groupSame(world.findings.filter((one) => scope.told?.has(one) !== true)).map((one) =>
      withPaste(one, world),
    ),
    ...(scope.withoutCounts === true ? [] : [...judged, ...judgeCounts(uses)]),
    ...orders.flatMap((order) => judgeOrder(order, everywhere, scope.ordersAfterCall ?? scope.afterCall)),
    ...unfinished(world, scope.afterCall ?? 0),
    ...unlisted(world),
  ];
  const subjects = (one: Finding): readonly string[] => subjectsOf(one, world, everywhere);
  // What one layer, or one of many worlds of a shared base, has not done others may do.
  const partial = scope.layer !== undefined || scope.withoutCounts === true;
  const { findings, allowed } = applyAllow(all, world.scenario.allow, subjects, partial);
  return {
    world: scope.world,
    scenario: world.settings.name.value,
    files: world.scenario.files,
    calls,
    expectations: uses.map(withoutRecordings),
    findings: rootCauses(findings, everywhere, orders),
    allowed,
    ...(scope.withoutCounts === true && judged.length > 0 ? { pending: judged } : {}),
    unchecked: world.notes().map((note) => note.what),
    unsealed: scope.unsealed,
  };
}

function callsOf(world: World, scope: VerifyScope): readonly CallRecord[] {
  const from = scope.afterCall ?? 0;
  const first = world.calls({ from });
  // A very long run shows its first page and whatever failed after it.
  const seen = new Set(first.map((record) => record.id));
  const failing = world.findings
    .flatMap((one) => numberOf(evidenceOf(one, "call")))
    .filter((id) => id > from && !seen.has(id));
  return [...first, ...world.calls({ ids: [...new Set(failing)] })];
}

/** A report holds no copy of the fixtures: they are files of the project, and may be large. */
function withoutRecordings(use: ExpectationUse): ExpectationUse {
  const { answer } = use.expectation;
  if (answer.kind !== "fixture" || answer.fixture.recordings === null) return use;
  const light = { ...answer, fixture: { ...answer.fixture, recordings: [] } };
  return { ...use, expectation: { ...use.expectation, answer: light } };
}

/** An unmatched call gets the expectation that would match it, ready to paste. */
function withPaste(one: Finding, world: World): Finding {
  if (one.name !== "unmatched-call") return one;
  const records = world.calls({ ids: numberOf(evidenceOf(one, "call")) });
  const paste = records.map((record) => world.suggest(record)).join("");
  return paste === "" ? one : { ...one, paste, fix: "Correct the call, or declare it:" };
}

function unfinished(world: World, afterCall: number): readonly Finding[] {
  const open = world.unfinished.filter(({ id }) => id > afterCall);
  return open.map(({ id: call, text }) =>
    finding("unfinished-call", {
      at: { kind: "call", call },
      what: `${text} (call ${call}) was still open when the world closed`,
    }),
  );
}

function unlisted({ unlistedFindings }: World): readonly Finding[] {
  if (unlistedFindings === 0) return [];
  const what = `${unlistedFindings} more findings of calls are not listed`;
  return [
    finding("over-limit", {
      what,
      why: "A world keeps only so many findings.",
      fix: "Correct the ones above first.",
    }),
  ];
}

function subjectsOf(one: Finding, world: World, uses: readonly ExpectationUse[]): readonly string[] {
  const records = world.calls({ ids: numberOf(evidenceOf(one, "call")) });
  const use = uses.find((item) => item.expectation.id === evidenceOf(one, "expectation"));
  const subjects = records.flatMap(({ target, text }) => [text, `${target} ${text}`]);
  const of = evidenceOf(one, "of");
  return [...subjects, ...useSubjects(use), ...(typeof of === "string" ? [of] : [])];
}

function numberOf(value: Json | undefined): readonly number[] {
  return typeof value === "number" ? [value] : [];
}
