import { isJsonObject, type Finding } from "../core/index.ts";
import type { ExpectationUse, WorldReport } from "../engine/index.ts";
import { samePlace } from "./place.ts";

/** A finding with its number in the report. */
export interface Numbered {
  readonly finding: Finding;
  readonly number: number;
}

/** Which numbered findings each call belongs to: by the finding's place or evidence, or by the call's record. */
export function linksOf(world: WorldReport, numbered: readonly Numbered[]): Map<number, number[]> {
  const links = new Map<number, number[]>();
  const link = (call: number, number: number): void => {
    const known = links.get(call) ?? [];
    if (!known.includes(number)) links.set(call, [...known, number]);
  };
  for (const { finding, number } of numbered) {
    for (const call of callsOf(finding)) link(call, number);
    for (const record of world.calls) {
      if (record.findings.some((one) => one.name === finding.name && one.what === finding.what)) {
        link(record.id, number);
      }
    }
  }
  return links;
}

/** Calls that a finding names: its place, `call` and `calls` of its evidence, and its consequences'. */
function callsOf(finding: Finding): number[] {
  const { at, evidence } = finding;
  const named = isJsonObject(evidence) ? [evidence["call"], evidence["calls"]].flat() : [];
  return [
    ...(at?.kind === "call" ? [at.call] : []),
    ...named.filter((one) => typeof one === "number"),
    ...(finding.consequences ?? []).flatMap(callsOf),
  ];
}

/**
 * Whether a finding speaks of an expectation: its evidence names it, or it stands at its place. A finding that
 * stands at a call speaks of that call, and names the expectation nearest to it.
 */
export function belongsTo({ at, evidence }: Finding, { expectation }: ExpectationUse): boolean {
  if (at?.kind === "call") return false;
  const named = isJsonObject(evidence) ? evidence["expectation"] : undefined;
  if (typeof named === "string") return named === expectation.id;
  return at !== undefined && samePlace(at, expectation.at);
}
