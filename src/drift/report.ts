import {
  isJsonObject,
  type Finding,
  type FindingName,
  type JsonObject,
  type Place,
  type Severity,
} from "../core/index.ts";
import type { Allow } from "../scenario/index.ts";
import type { HealthReport, HealthTally } from "./health/index.ts";
import type { DriftFacts, Unchecked } from "./facts.ts";

/** What the gate has to tell: what is wrong, what of that is known, and what was and was not looked at. */
export interface DriftReport {
  /**
   * Root causes first; what only follows from one stands in its `consequences`. One finding for each rule and
   * operation. Each has `DriftFacts` as its evidence.
   */
  readonly findings: readonly Finding[];
  /** What `[[allow]]` switched off, with its reason; what followed from it went with it. */
  readonly allowed: readonly DriftAllowed[];
  /** What the baseline has frozen: told, and fails nothing. */
  readonly known: readonly Finding[];
  /** What the baseline has and nobody finds any more: it can be taken out of the file. */
  readonly gone: readonly BaselineEntry[];
  readonly tally: DriftTally;
  /** Findings of this severity, and graver ones, fail the gate. */
  readonly failOn: Severity;
  /** 0 clean, 1 findings that fail it, 3 evidence is missing. Bad input (2) never becomes a report. */
  readonly exitCode: 0 | 1 | 3;
}

/** An entry of `[[allow]]` and what it switched off. */
export interface DriftAllowed {
  readonly allow: Allow;
  readonly findings: readonly Finding[];
}

/** What was looked at, and what not. "0 findings" over nothing is not clean, so that the counts are always told. */
export interface DriftTally {
  readonly services: { readonly total: number; readonly anchored: number };
  /** Operations of the contracts: declared, called by journals, with a stub that stands for it. */
  readonly operations: { readonly declared: number; readonly called: number; readonly stubbed: number };
  /** Bodies of declared successes: open ones say nothing of what stands in them, unless a model is bound. */
  readonly answers: { readonly declared: number; readonly open: number; readonly bound: number };
  readonly stubs: { readonly total: number; readonly judged: number };
  readonly calls: { readonly total: number; readonly judged: number };
  /** `ended`: complete, and not failed; only these say that a stub is not needed. */
  readonly worlds: {
    readonly total: number;
    readonly tests: number;
    readonly ended: number;
    readonly failed: number;
  };
  /** Counts of tests and of errors of types; absent where no report of them was given. */
  readonly health?: HealthTally | undefined;
  /** What was not checked, and why: one entry a reason. */
  readonly unchecked: readonly Unchecked[];
}

/** One frozen finding. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: FindingName;
  /** How many single problems it had. */
  readonly problems: number;
}

/** Numbers of operations that may not fall. */
export interface BaselineCoverage {
  readonly called: number;
  readonly stubbed: number;
}

/** What the file that `[drift] baseline` names holds. */
export interface Baseline {
  readonly findings: readonly BaselineEntry[];
  readonly coverage?: BaselineCoverage | undefined;
  /** What the rules about test health froze: counts of tests, failures, errors of types. Theirs to read. */
  readonly health?: JsonObject | undefined;
}

/** How evidence is judged. */
export interface JudgeOptions {
  readonly allow?: readonly Allow[] | undefined;
  /** "error" unless given. */
  readonly failOn?: Severity | undefined;
  readonly baseline?: Baseline | undefined;
  /** What others found: test health, the lock, journals that can't be read. Allowed and frozen as the gate's own. */
  readonly more?: readonly Finding[] | undefined;
  /** Counts of tests and types, and what of them was not checked; their findings are in `more`. */
  readonly health?: Pick<HealthReport, "tally" | "unchecked"> | undefined;
}

/** The facts of a finding; undefined where it has none, since it is not of the gate's making. */
export function driftFacts({ evidence }: Finding): DriftFacts | undefined {
  return isJsonObject(evidence) && typeof evidence["fingerprint"] === "string"
    ? (evidence as DriftFacts)
    : undefined;
}

/** What a finding is known by: its fingerprint, else its rule and its place, never its words. */
export function fingerprintOf(one: Finding): string {
  const known = driftFacts(one)?.fingerprint;
  if (known !== undefined) return known;
  const where = siteOf(one.at);
  return where === undefined ? one.name : `${one.name} ${where}`;
}

/** A place as a site. @example siteOf(at) // "backlot.toml:7" */
export function siteOf(at: Place | undefined): string | undefined {
  if (at === undefined) return undefined;
  if (at.kind === "call") return `${at.world === undefined ? "" : `${at.world} `}call ${at.call}`;
  return at.kind === "input" ? at.input : `${at.file}:${at.line}`;
}

/** Findings with everything that follows from them, in order. */
export function withConsequences(findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((one) => [one, ...withConsequences(one.consequences ?? [])]);
}
