import {
  failed,
  findCode,
  finding,
  isJsonObject,
  limits,
  ok,
  type Finding,
  type Json,
  type JsonObject,
  type Result,
} from "../../core/index.ts";
import { escapeToken, readDocument } from "../../scenario/index.ts";
import type { Baseline, BaselineCoverage, BaselineEntry } from "../report.ts";

/** What is wrong with a baseline's file. */
export function invalidBaseline(what: string, at?: Finding["at"]): Finding {
  return finding("invalid-baseline", { at, what });
}

/** Version of the file's form; another one is not read. */
export const baselineVersion = 1;

/**
 * Reads the file that `[drift] baseline` names. It is machine-written JSON and kept in version control; what is wrong
 * in it is refused with its place, since a guess would let findings through.
 * @param file path as the user would write it
 */
export function readBaseline(file: string, bytes: Uint8Array): Result<Baseline> {
  const read = readDocument(file, bytes);
  if (!read.ok) return failed(read.findings.map(({ at, what }) => invalidBaseline(what, at)));
  const problems: Finding[] = [];
  const report = (pointer: string, what: string): void => {
    problems.push(invalidBaseline(what, read.value.placesOf([pointer])[0]));
  };
  const { value } = read.value;
  const table = isJsonObject(value) ? value : {};
  if (table["version"] !== baselineVersion) report("/version", `version must be ${baselineVersion}`);
  for (const key of Object.keys(table).filter((one) => !known.has(one))) {
    report(`/${escapeToken(key)}`, `unknown field "${key}"`);
  }
  const findings = entriesOf(table["findings"], report);
  const coverage = coverageOf(table["coverage"], report);
  const health = table["health"];
  if (health !== undefined && !isJsonObject(health)) report("/health", "health must be a table");
  if (problems.length > 0) return failed(problems);
  return ok({
    findings,
    ...(coverage === undefined ? {} : { coverage }),
    ...(isJsonObject(health) ? { health } : {}),
  });
}

const known: ReadonlySet<string> = new Set(["version", "findings", "coverage", "health"]);

type Report = (pointer: string, what: string) => void;

function entriesOf(value: Json | undefined, report: Report): readonly BaselineEntry[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    report("/findings", "findings must be a list");
    return [];
  }
  if (value.length > limits.baselineFindings) {
    report("/findings", `${value.length} findings are more than ${limits.baselineFindings}`);
    return [];
  }
  const seen = new Set<string>();
  return value.flatMap((entry: Json, index): BaselineEntry[] => {
    const pointer = `/findings/${index}`;
    const { fingerprint, rule, problems } = isJsonObject(entry) ? entry : ({} as JsonObject);
    const name = typeof rule === "string" ? findCode(rule)?.name : undefined;
    if (typeof fingerprint !== "string" || name === undefined || !isCount(problems)) {
      report(pointer, "an entry has fingerprint, rule (a name of a finding) and problems (a number from 1)");
      return [];
    }
    if (seen.has(fingerprint)) report(pointer, `"${fingerprint}" stands here twice`);
    seen.add(fingerprint);
    return [{ fingerprint, rule: name, problems }];
  });
}

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}

function coverageOf(value: Json | undefined, report: Report): BaselineCoverage | undefined {
  if (value === undefined) return undefined;
  const { called, stubbed } = isJsonObject(value) ? value : ({} as JsonObject);
  if (typeof called === "number" && typeof stubbed === "number") return { called, stubbed };
  report("/coverage", "coverage has called and stubbed, both numbers");
  return undefined;
}
