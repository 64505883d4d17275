import {
  canonicalJson,
  encodeLossless,
  toBase64,
  type Finding,
  type Json,
  type JsonObject,
  type Near,
  type Place,
} from "../core/index.ts";
import type {
  Allowed,
  CallRecord,
  CommandRecord,
  ExpectationUse,
  HttpRecord,
  RecordedBytes,
  RunReport,
  WorldReport,
} from "../engine/index.ts";
import { ranProgram } from "./exit.ts";
import { statusOf, tallyOf, withConsequences } from "./tally.ts";
import { rootFindings } from "./headline.ts";

/** Version of the JSON shapes below; a field is only ever added within one version. */
export const schemaVersion = 1;

/**
 * The report as data. Keys are snake_case and always in this order, absent values are null, bytes are text
 * or `{ "base64": ... }`; what was measured (durations, pids) is left out when `timings` is false.
 */
export function reportJson(report: RunReport, timings: boolean): JsonObject {
  return {
    schema_version: schemaVersion,
    backlot_version: report.version,
    ok: report.exitCode === 0,
    exit_code: report.exitCode,
    command: report.command?.map(textJson) ?? null,
    program: ranProgram(report)
      ? { exit_code: report.programExit ?? null, signal: report.programSignal ?? null }
      : null,
    ...(timings ? { duration_ms: report.durationMs } : {}),
    summary: summaryJson(report),
    findings: report.findings.map(findingJson),
    worlds: report.worlds.map((world) => worldJson(world, timings)),
  };
}

function summaryJson(report: RunReport): JsonObject {
  const { calls, answered, passed, refused, gone, failed, expectations, met } = tallyOf(report.worlds);
  return {
    worlds: report.worlds.length,
    calls,
    answered,
    passed,
    refused,
    failed,
    gone,
    expectations,
    expectations_met: met,
    ...severitiesJson(rootFindings(report)),
  };
}

/** Findings by severity, what followed from them included. */
export function severitiesJson(findings: readonly Finding[]): JsonObject {
  const all = withConsequences(findings);
  const count = (severity: string): number => all.filter((one) => one.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), notes: count("note") };
}

function worldJson(world: WorldReport, timings: boolean): JsonObject {
  return {
    world: world.world,
    scenario: world.scenario,
    files: world.files,
    findings: world.findings.map(findingJson),
    calls: world.calls.map((call) => callJson(call, timings)),
    expectations: world.expectations.map(expectationJson),
    allowed: world.allowed.map(allowedJson),
    unchecked: world.unchecked,
    unsealed: world.unsealed,
  };
}

/** A finding as data. */
export function findingJson(finding: Finding): JsonObject {
  return {
    code: finding.code,
    name: finding.name,
    severity: finding.severity,
    count: finding.count,
    at: finding.at === undefined ? null : placeJson(finding.at),
    what: textJson(finding.what),
    why: textJson(finding.why),
    fix: textJson(finding.fix),
    near: finding.near.map(nearJson),
    // Whoever made the evidence put its keys in any order.
    evidence: finding.evidence === undefined ? null : (JSON.parse(canonicalJson(finding.evidence)) as Json),
    paste: finding.paste === undefined ? null : textJson(finding.paste),
    consequences: (finding.consequences ?? []).map(findingJson),
  };
}

function nearJson(near: Near): JsonObject {
  return {
    what: textJson(near.what),
    at: near.at === undefined ? null : placeJson(near.at),
    differences: (near.differences ?? []).map(textJson),
  };
}

/** A place as data. */
export function placeJson(place: Place): JsonObject {
  if (place.kind === "call") return { kind: "call", world: place.world ?? null, call: place.call };
  if (place.kind === "input") return { kind: "input", input: textJson(place.input) };
  const { kind, file, line, column } = place;
  const start = { kind, file: textJson(file), line, column };
  return place.kind === "code"
    ? start
    : { ...start, end_column: place.endColumn, text: textJson(place.text) };
}

/** A call as data. */
export function callJson(call: CallRecord, timings: boolean): JsonObject {
  return {
    id: call.id,
    double: call.double,
    target: call.target,
    text: textJson(call.text),
    outcome: call.outcome,
    scripted: call.scripted ?? false,
    ...(call.fidelity === undefined ? {} : { fidelity: call.fidelity }),
    expectation: call.expectation,
    answered_by: call.answeredBy === null ? null : textJson(call.answeredBy),
    at: call.at,
    ...(timings ? { duration_ms: call.durationMs, pid: call.pid ?? null } : {}),
    ...(call.detail.protocol === "http" ? httpJson(call.detail) : commandJson(call.detail)),
    findings: call.findings.map(findingJson),
  };
}

function httpJson({ method, path, query, headers, body, response }: HttpRecord): JsonObject {
  return {
    request: {
      method,
      path: textJson(path),
      query: textJson(query),
      headers: headersJson(headers),
      body: bytesJson(body),
    },
    response:
      response === undefined
        ? null
        : {
            status: response.status,
            headers: headersJson(response.headers),
            body: bytesJson(response.body),
            fault: response.fault ?? null,
          },
  };
}

function commandJson(detail: CommandRecord): JsonObject {
  return {
    request: {
      command: textJson(detail.command),
      args: detail.args.map(textJson),
      cwd: textJson(detail.cwd),
      env_names: detail.envNames ?? null,
      ...(detail.terminals === undefined ? {} : { terminals: detail.terminals }),
      stdin: bytesJson(detail.stdin),
    },
    response: {
      stdout: bytesJson(detail.stdout),
      stderr: bytesJson(detail.stderr),
      exit_code: detail.exitCode ?? null,
      signal: detail.signal ?? null,
    },
  };
}

function headersJson(headers: HttpRecord["headers"]): Json {
  return headers.map(([name, value]) => [textJson(name), textJson(value)]);
}

/** Bytes: null when never read, text or base64 when whole, and an object with the full length when cut. */
function bytesJson(bytes: RecordedBytes | undefined): Json {
  if (bytes === undefined) return null;
  const { data, length } = bytes;
  const whole = typeof data === "string" ? textJson(data) : { base64: data.base64 };
  if (length === undefined) return whole;
  return { ...(typeof whole === "string" ? { text: whole } : whole), length };
}

/** Text of bytes that were not valid UTF-8 is base64: JSON parsers don't agree on lone surrogates. */
export function textJson(text: string): string | { base64: string } {
  return /\p{Surrogate}/u.test(text) ? { base64: toBase64(encodeLossless(text)) } : text;
}

function expectationJson(use: ExpectationUse): JsonObject {
  const { id, name, double, target, text, times, at } = use.expectation;
  return {
    id,
    name: name ?? null,
    double,
    target,
    text: textJson(text),
    layer: use.layer,
    times: { min: times.min, max: times.max },
    calls: use.calls,
    status: statusOf(use),
    at: placeJson(at),
  };
}

function allowedJson({ rule, reason, at, findings }: Allowed): JsonObject {
  return { rule, reason: textJson(reason), at: placeJson(at), findings: findings.map(findingJson) };
}

/**
 * JSON as text, two spaces a level, with a line end. What a terminal or a CI runner would act on stands as
 * an escape that JSON has for it, so that a reader of the JSON gets the same text back.
 */
export function jsonText(value: Json): string {
  const text = JSON.stringify(value, null, 2).replaceAll(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|#(?=#[a-z]*\[)/gi,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}
