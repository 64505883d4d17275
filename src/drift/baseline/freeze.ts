import { canonicalJson, type JsonObject } from "../../core/index.ts";
import {
  driftFacts,
  fingerprintOf,
  withConsequences,
  type Baseline,
  type BaselineEntry,
  type DriftReport,
} from "../report.ts";
import { baselineVersion } from "./read-baseline.ts";
import { freezable } from "./apply-baseline.ts";

/**
 * The baseline to write. The first one freezes everything that was found; a later one only takes out what is gone, and
 * lowers numbers: what is new is repaired or allowed, never frozen.
 * @param health what the rules about test health want to freeze, decided by them
 */
export function frozen(
  before: Baseline | undefined,
  report: DriftReport,
  health: JsonObject | undefined = before?.health,
): Baseline {
  const now = new Map(
    withConsequences([...report.findings, ...report.known])
      .filter(freezable)
      .map((one) => [fingerprintOf(one), entryOf(one)]),
  );
  const findings =
    before === undefined
      ? [...now.values()]
      : before.findings.flatMap((entry) => {
          const current = now.get(entry.fingerprint);
          if (current === undefined) return [];
          return [{ ...entry, problems: Math.min(entry.problems, current.problems) }];
        });
  const { called, stubbed } = report.tally.operations;
  return {
    findings: findings.toSorted((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1)),
    coverage: {
      called: Math.max(called, before?.coverage?.called ?? 0),
      stubbed: Math.max(stubbed, before?.coverage?.stubbed ?? 0),
    },
    ...(health === undefined ? {} : { health }),
  };
}

function entryOf(one: Parameters<typeof fingerprintOf>[0]): BaselineEntry {
  return { fingerprint: fingerprintOf(one), rule: one.name, problems: driftFacts(one)?.problems ?? 1 };
}

/** The text of a baseline's file: the same findings give the same bytes, one finding a line. */
export function baselineText({ findings, coverage, health }: Baseline): string {
  const lines = findings.map((one) => `    ${canonicalJson({ ...one })}`);
  const fields = [
    `  "version": ${baselineVersion}`,
    ...(coverage === undefined ? [] : [`  "coverage": ${canonicalJson({ ...coverage })}`]),
    ...(health === undefined ? [] : [`  "health": ${indented(health)}`]),
    `  "findings": [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]`,
  ];
  return `{\n${fields.join(",\n")}\n}\n`;
}

/** A value with one item a line, so that a change of it is a change of a few lines. */
function indented(value: JsonObject): string {
  return JSON.stringify(JSON.parse(canonicalJson(value)), null, 2).replaceAll("\n", "\n  ");
}
