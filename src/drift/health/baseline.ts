import {
  failed,
  finding,
  isJsonObject,
  ok,
  type Json,
  type JsonObject,
  type Result,
} from "../../core/index.ts";
import type { FrozenTests, FrozenTypes, HealthBaseline, TestResult, TypeReport } from "./evidence.ts";
import { countFaults, faultsOf } from "./failures.ts";

/** The tests of a report as they are frozen. */
function freezeTests(tests: readonly TestResult[], before: FrozenTests | undefined): FrozenTests {
  const known = before === undefined ? undefined : new Set(before.failed);
  const of = (outcome: TestResult["outcome"]): readonly string[] =>
    tests
      .filter((one) => one.outcome === outcome)
      .map((one) => one.id)
      .sort();
  return {
    passed: of("passed"),
    // A frozen list takes no new failures in: they stay outside of it, and are told again.
    failed: of("failed").filter((id) => known === undefined || known.has(id)),
    skipped: of("skipped"),
  };
}

function freezeTypes(reports: readonly TypeReport[], before: FrozenTypes | undefined): FrozenTypes {
  const now = countFaults(faultsOf(reports));
  const checkers = [...new Set(reports.map((report) => report.checker))].sort();
  if (before === undefined) return { checkers, errors: now };
  const fewer = Object.entries(now).flatMap(([file, rules]) => {
    const frozen = (Object.hasOwn(before.errors, file) ? before.errors[file] : undefined) ?? {};
    const left = Object.entries(rules).flatMap(([rule, count]) => {
      const least = Math.min(count, (Object.hasOwn(frozen, rule) ? frozen[rule] : undefined) ?? 0);
      return least === 0 ? [] : [[rule, least] as const];
    });
    return left.length === 0 ? [] : [[file, Object.fromEntries(left)] as const];
  });
  return { checkers: before.checkers, errors: Object.fromEntries(fewer) };
}

/**
 * What is frozen now. A first time everything; later failures and errors are only taken out, never in. While a refresh
 * is declared the frozen tests stay as they are, since its stages are counted from them.
 * @param results undefined: no report of tests was given, and what was frozen stays
 */
export function freezeHealth(
  before: HealthBaseline | undefined,
  results: readonly TestResult[] | undefined,
  types: readonly TypeReport[],
  refreshing: boolean,
): HealthBaseline {
  const keep = results === undefined || (refreshing && before?.tests !== undefined);
  return {
    tests: keep ? before?.tests : freezeTests(results, before?.tests),
    types: types.length === 0 ? before?.types : freezeTypes(types, before?.types),
  };
}

/** The form in which a baseline is kept in its file, below `health`. */
export function healthBaselineJson({ tests, types }: HealthBaseline): JsonObject | undefined {
  if (tests === undefined && types === undefined) return undefined;
  return {
    ...(tests === undefined
      ? {}
      : { tests: { passed: tests.passed, failed: tests.failed, skipped: tests.skipped } }),
    ...(types === undefined ? {} : { types: { checkers: types.checkers, errors: types.errors } }),
  };
}

/**
 * Reads what healthBaselineJson wrote.
 * @param file the baseline's file as findings name it
 */
export function readHealthBaseline(file: string, json: JsonObject | undefined): Result<HealthBaseline> {
  if (json === undefined) return ok({ tests: undefined, types: undefined });
  const wrong: string[] = [];
  const section = (name: "tests" | "types"): JsonObject | undefined => {
    const value = json[name];
    if (value !== undefined && !isJsonObject(value)) wrong.push(`health.${name} is no object`);
    return isJsonObject(value) ? value : undefined;
  };
  const tests = section("tests");
  const types = section("types");
  const read: HealthBaseline = {
    tests: tests === undefined ? undefined : testsFrom(tests, wrong),
    types: types === undefined ? undefined : typesFrom(types, wrong),
  };
  if (wrong.length === 0) return ok(read);
  return failed(
    wrong.map((what) =>
      finding("invalid-baseline", { at: { kind: "input", input: file }, what: `${file}: ${what}` }),
    ),
  );
}

function testsFrom(json: JsonObject, wrong: string[]): FrozenTests {
  const of = (name: string): readonly string[] => texts(json[name], `health.tests.${name}`, wrong);
  return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}

function typesFrom(json: JsonObject, wrong: string[]): FrozenTypes {
  const checkers = texts(json["checkers"], "health.types.checkers", wrong);
  const { errors } = json;
  if (!isJsonObject(errors)) {
    wrong.push("health.types.errors is no object");
    return { checkers, errors: {} };
  }
  const bad = Object.entries(errors).filter(
    ([, rules]) => !isJsonObject(rules) || !Object.values(rules).every(isCount),
  );
  wrong.push(...bad.map(([name]) => `health.types.errors of ${JSON.stringify(name)} are no counts`));
  return { checkers, errors: errors as FrozenTypes["errors"] };
}

function isCount(value: Json): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function texts(value: Json | undefined, name: string, wrong: string[]): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : undefined;
  if (list?.every((one) => typeof one === "string") === true) return list;
  wrong.push(`${name} is no list of texts`);
  return [];
}
