import { finding, type Finding, type FindingName, type Json } from "../../core/index.ts";
import type { DriftFacts } from "../facts.ts";
import { siteOf } from "../report.ts";
import { counted, operationOf, type Observation } from "./observation.ts";
import { fixOf } from "./options.ts";

/** A finding of one rule about one subject, with what others need to put it in order. */
export interface Aggregated {
  readonly rule: FindingName;
  readonly subject: string;
  readonly finding: Finding;
  /** Ids of the worlds that it was seen in. */
  readonly worlds: ReadonlySet<string>;
  readonly stubs: ReadonlySet<string>;
  /** Those of the worlds that failed, and may have stopped here. */
  readonly stopped: ReadonlySet<string>;
}

/** Test names and sites that are named in a finding; all are counted. */
const named = 5;
/** Single problems that are listed in a finding's evidence. */
const listed = 20;

/**
 * One finding for each rule and subject, however many stubs and calls show it: the same mistake at six places is one
 * thing to decide.
 */
export function aggregate(observations: readonly Observation[]): readonly Aggregated[] {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    const key = `${one.rule} ${one.subject}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].map(([fingerprint, group]) => merged(fingerprint, group));
}

function merged(fingerprint: string, group: readonly Observation[]): Aggregated {
  const first = group[0] as Observation;
  const worlds = new Map(group.flatMap(({ worlds: own }) => own.map((world) => [world.id, world] as const)));
  const sites = [...new Set(group.flatMap(({ at }) => siteOf(at) ?? []))];
  const stubs = new Set(group.flatMap(({ stub }) => stub ?? []));
  // Where a stub is known, calls of it are not more problems; where only calls are, their places are.
  const problems = new Set(
    group.map(({ at, stub, what }) => JSON.stringify([stub ?? siteOf(at) ?? "", what])),
  );
  const whats = [...new Set(group.map(({ what }) => what))];
  const tests = [...worlds.values()].filter(({ test }) => test);
  const titles = [...new Set(tests.map(({ title }) => title))];
  const witness = [...new Set(group.flatMap((one) => one.witness.split("")))].join("");
  const facts: DriftFacts = {
    ...first.more,
    ...mergedMore(first, group),
    witness,
    operation: first.subject,
    tests: tests.length,
    test_names: titles.slice(0, named),
    sites,
    stubs: [...stubs],
    problems: problems.size,
    fingerprint,
    ...(whats.length > 1 ? { details: whats.slice(0, listed) } : {}),
  };
  return {
    rule: first.rule,
    subject: first.subject,
    worlds: new Set(worlds.keys()),
    stubs,
    stopped: new Set(
      group.flatMap(({ stops, worlds: own }) =>
        stops === true ? own.filter(({ outcome }) => outcome !== "passed").map(({ id }) => id) : [],
      ),
    ),
    finding: finding(first.rule, {
      at: group.find(({ at }) => at !== undefined)?.at,
      what: mergedWhat(first, group, whats),
      why: first.why,
      fix: fixOf(first),
      near: first.near,
      severity: first.severity,
      count: Math.max(problems.size, sites.length),
      evidence: facts,
    }),
  };
}

/** What several observations come to in one line. */
function mergedWhat(first: Observation, group: readonly Observation[], whats: readonly string[]): string {
  if (whats.length === 1) return first.what;
  if (first.rule === "thin-body") return thinWhat(first, group);
  if (first.rule === "suspected-stub" || first.rule === "stale-stub") {
    const stubs = new Set(group.map(({ stub }) => stub)).size;
    return `${first.what} (${counted(stubs, "stub")})`;
  }
  const more = whats.length - 1;
  return `${first.what}; and ${more} more of this kind`;
}

function thinWhat(first: Observation, group: readonly Observation[]): string {
  const { has, of, missing } = thinFacts(group);
  const fields = fieldCounts(has);
  const bound = first.more?.["model"];
  const model = typeof bound === "string" ? bound.replace(/\[\]$/, "") : "model";
  const stubs = new Set(group.map(({ stub }) => stub)).size;
  const bodies = stubs > 1 ? `bodies of ${stubs} stubs have` : "bodies have";
  return `${operationOf(first.subject)} ${bodies} ${fields} of ${of} ${model} fields; missing ${missing.slice(0, listed).join(", ")}`;
}

/** How many fields bodies have, the fullest first. @example fieldCounts([2, 3, 2]) // "3, 2 and 2" */
function fieldCounts(has: readonly number[]): string {
  const [least, most] = [Math.min(...has), Math.max(...has)];
  if (least === most) return String(least);
  if (has.length > countsShown) return `${least} to ${most}`;
  const counts = [...has].sort((left, right) => right - left);
  return `${counts.slice(0, -1).join(", ")} and ${counts.at(-1)}`;
}

/** Counts that are told one by one. */
const countsShown = 6;

function thinFacts(group: readonly Observation[]): {
  readonly has: readonly number[];
  readonly of: number;
  readonly missing: readonly string[];
} {
  const numbers = (key: string): number[] =>
    group.flatMap(({ more }) => {
      const value = more?.[key];
      return typeof value === "number" ? [value] : [];
    });
  const missing = group.flatMap(({ more }) => {
    const value = more?.["missing"];
    return Array.isArray(value) ? value.map(String) : [];
  });
  return { has: numbers("has"), of: numbers("of")[0] ?? 0, missing: [...new Set(missing)] };
}

/** Facts of the first observation that are different in the others. */
function mergedMore(first: Observation, group: readonly Observation[]): Readonly<Record<string, Json>> {
  if (first.rule !== "thin-body" || group.length === 1) return {};
  const { has, missing } = thinFacts(group);
  return { has: Math.min(...has), missing: [...missing] };
}
