import { findCode, finding, type Finding, type FindingName } from "../core/index.ts";
import { allowsRule, allowsSubject, type Allow } from "../scenario/index.ts";
import type { DriftFacts } from "./facts.ts";
import { driftFacts, siteOf, type DriftAllowed } from "./report.ts";
import { gateFacts } from "./with-facts.ts";

/** Findings after `[[allow]]`. */
interface AfterAllow {
  readonly findings: readonly Finding[];
  readonly allowed: readonly DriftAllowed[];
}

/**
 * Takes out what `[[allow]]` names. A root takes along what follows from it: whoever keeps a phantom keeps its stub. An
 * entry about drift that hid nothing is an error, one without owner or expiry a note (H210).
 * @param complete all worlds ran to their end, so that an entry without effect has none
 */
export function applyAllow(
  findings: readonly Finding[],
  allow: readonly Allow[],
  complete: boolean,
): AfterAllow {
  const hidden = new Map<Allow, Finding[]>();
  const left = without(findings, allow, hidden);
  const entries = allow.filter(({ rule }) => findCode(rule)?.code.startsWith("BKL3") === true);
  const told = entries.flatMap((entry) => [
    ...(hidden.has(entry) ? [] : [unusedEntry(entry, complete)]),
    ...incompleteEntry(entry),
  ]);
  return {
    findings: [...left, ...told],
    allowed: allow.flatMap((entry) => {
      const own = hidden.get(entry);
      return own === undefined ? [] : [{ allow: entry, findings: own }];
    }),
  };
}

/** What can't be allowed: then nothing would be known. */
const never: ReadonlySet<string> = new Set(["evidence-missing"]);

function without(
  findings: readonly Finding[],
  allow: readonly Allow[],
  hidden: Map<Allow, Finding[]>,
): readonly Finding[] {
  return findings.flatMap((one): readonly Finding[] => {
    const entry = never.has(one.name) ? undefined : allow.find((item) => covers(item, one));
    if (entry === undefined) {
      if (one.consequences === undefined) return [one];
      const { consequences, ...own } = one;
      const kept = without(consequences, allow, hidden);
      return [kept.length === 0 ? own : { ...own, consequences: kept }];
    }
    const known = hidden.get(entry);
    if (known === undefined) hidden.set(entry, [one]);
    else known.push(one);
    return [];
  });
}

function covers(entry: Allow, one: Finding): boolean {
  return allowsRule(entry, one) && allowsSubject(entry, subjectsOf(one));
}

/** What a finding is about, as people write it: with its service and without, and the places. */
function subjectsOf(one: Finding): readonly string[] {
  const facts = driftFacts(one);
  const place = siteOf(one.at);
  const own = place === undefined ? [] : [place];
  if (facts === undefined) return own;
  const { operation, sites, stubs } = facts;
  return [operation, operation.replace(/^\S+ (?=\S+ \/)/, ""), ...sites, ...stubs, ...own];
}

function named({ rule, about }: Allow): string {
  return about === undefined ? rule : `${rule} at "${about}"`;
}

function unusedEntry(entry: Allow, complete: boolean): Finding {
  return finding("unused-allow", {
    at: entry.at,
    what: `[[allow]] ${named(entry)} matched nothing`,
    ...(complete ? { severity: "error" as const } : { why: "It may be that the tests did not come to it." }),
    evidence: entryFacts("unused-allow", entry),
  });
}

function incompleteEntry(entry: Allow): readonly Finding[] {
  const lacks = [
    ...(entry.owner === undefined ? ["owner"] : []),
    ...(entry.expires === undefined ? ["expires"] : []),
  ];
  if (lacks.length === 0) return [];
  const what = `[[allow]] ${named(entry)} has no ${lacks.join(" and no ")}`;
  return [
    finding("incomplete-allow", { at: entry.at, what, evidence: entryFacts("incomplete-allow", entry) }),
  ];
}

function entryFacts(rule: FindingName, entry: Allow): DriftFacts {
  const place = siteOf(entry.at);
  return gateFacts(rule, named(entry), { sites: place === undefined ? [] : [place] });
}
