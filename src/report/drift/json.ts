import type { JsonObject } from "../../core/index.ts";
import type { DriftReport, DriftTally } from "../../drift/index.ts";
import { healthJson } from "./health.ts";
import { findingJson, jsonText, placeJson, schemaVersion, severitiesJson, textJson } from "../json.ts";

/** The gate's report as data. Keys are snake_case and always in this order, absent values are null. */
export function driftJson(report: DriftReport): string {
  const { findings, allowed, known, gone, tally, failOn, exitCode } = report;
  return jsonText({
    schema_version: schemaVersion,
    ok: exitCode === 0,
    exit_code: exitCode,
    fail_on: failOn,
    summary: { ...severitiesJson(findings), known: known.length, allowed: hidden(report), gone: gone.length },
    checked: tallyJson(tally),
    not_checked: tally.unchecked.map(({ what, count, examples }) => ({
      what: textJson(what),
      count,
      examples: examples.map(textJson),
    })),
    findings: findings.map(findingJson),
    allowed: allowed.map(({ allow, findings: hid }) => ({
      rule: textJson(allow.rule),
      about: orNull(allow.about),
      reason: textJson(allow.reason),
      owner: orNull(allow.owner),
      expires: orNull(allow.expires),
      at: placeJson(allow.at),
      findings: hid.map(findingJson),
    })),
    known: known.map(findingJson),
    gone: gone.map(({ fingerprint, rule, problems }) => ({
      fingerprint: textJson(fingerprint),
      rule: textJson(rule),
      problems,
    })),
  });
}

function hidden({ allowed }: DriftReport): number {
  return allowed.reduce((sum, { findings }) => sum + findings.length, 0);
}

function tallyJson({ services, operations, answers, stubs, calls, worlds, health }: DriftTally): JsonObject {
  return {
    services: { total: services.total, anchored: services.anchored },
    operations: {
      declared: operations.declared,
      called: operations.called,
      stubbed: operations.stubbed,
    },
    answers: { declared: answers.declared, open: answers.open, bound: answers.bound },
    stubs: { total: stubs.total, judged: stubs.judged },
    calls: { total: calls.total, judged: calls.judged },
    worlds: { total: worlds.total, tests: worlds.tests, ended: worlds.ended, failed: worlds.failed },
    health: health === undefined ? null : healthJson(health),
  };
}

function orNull(text: string | undefined): ReturnType<typeof textJson> | null {
  return text === undefined ? null : textJson(text);
}
