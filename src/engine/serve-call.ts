import {
  BacklotError,
  finding,
  quote,
  type Call,
  type Expectation,
  type Finding,
  type HandlerRef,
  type Json,
  type Ports,
} from "../core/index.ts";
import type { WorldClock } from "./clock.ts";
import type {
  CallOutcome,
  Double,
  DoubleEvent,
  Facts,
  Match,
  RecordNote,
  Refusal,
  ServeContext,
} from "./double.ts";
import type { Expectations } from "./expectations.ts";
import type { CallRecord, CommandRecord, HttpRecord } from "./record.ts";
import { redactHeaders } from "./redact.ts";
import { brokenExit, refuse, refusedExit } from "./refuse.ts";
import type { Ids, Random } from "./world-time.ts";

/** A double in a running world: its configuration and its state, which only reduce changes. */
export interface LiveDouble {
  readonly double: Double;
  readonly config: unknown;
  state: unknown;
}

/** What serving a call needs of its world. */
export interface ServeTools {
  readonly ports: Ports;
  readonly clock: WorldClock;
  readonly ids: Ids;
  readonly random: Random;
  readonly expectations: Expectations;
  commit(live: LiveDouble, command: unknown, call: number | null): readonly DoubleEvent[] | Refusal;
}

interface Draft {
  text: string;
  detail: HttpRecord | CommandRecord;
  outcome: CallOutcome;
  expectation: Expectation | null;
  findings: Finding[];
  scripted: boolean;
}

/**
 * Serves one call and returns its record. Never rejects: what a double throws becomes a finding, and the
 * program gets a text that says why instead of silence.
 */
export async function serveCall(call: Call, live: LiveDouble, tools: ServeTools): Promise<CallRecord> {
  const at = tools.clock.now();
  const startedMs = tools.ports.stopwatch.nowMs();
  const draft = draftOf(call);
  try {
    await live.double.serve(call, contextOf(call, live, tools, draft));
  } catch (error) {
    const failures = findingsOf(error, draft.text).map((one) => placed(one, call.id, draft.expectation));
    draft.outcome = "failed";
    draft.findings.push(...failures);
    await refuse(call, failures[0] as Finding, brokenExit);
  }
  if (call.gone.aborted && draft.outcome === "answered" && call.head.protocol === "http")
    draft.outcome = "gone";
  return recordOf(call, live.double.name, draft, at, tools.ports.stopwatch.nowMs() - startedMs);
}

/** Refuses a call that no double serves; its record is like that of any other call. */
export async function refuseCall(call: Call, one: Finding, at: string): Promise<CallRecord> {
  const draft: Draft = { ...draftOf(call), outcome: "refused", findings: [one] };
  await refuse(call, one, refusedExit);
  return recordOf(call, call.head.protocol, draft, at, 0);
}

function recordOf(call: Call, double: string, draft: Draft, at: string, durationMs: number): CallRecord {
  return {
    kind: "call",
    id: call.id,
    double,
    target: targetOf(call),
    text: draft.text,
    detail: redactDetail(draft.detail),
    outcome: draft.outcome,
    expectation: draft.expectation?.id ?? null,
    answeredBy: draft.expectation === null ? null : (draft.expectation.name ?? draft.expectation.text),
    at,
    durationMs: Math.round(durationMs * 1_000) / 1_000,
    ...(call.head.protocol === "command" ? { pid: call.head.pid } : {}),
    ...(draft.scripted ? { scripted: true } : {}),
    findings: draft.findings,
  };
}

function contextOf(
  call: Call,
  live: LiveDouble,
  tools: ServeTools,
  draft: Draft,
): ServeContext<unknown, unknown> {
  return {
    config: live.config,
    get state() {
      return live.state;
    },
    ports: tools.ports,
    clock: tools.clock,
    ids: tools.ids,
    random: tools.random,
    // Deciding and reducing are one synchronous step; being async leaves room for a remote log.
    commit: async (command) => tools.commit(live, command, call.id),
    match: async (facts) => {
      const match = await matchAsking(facts, call.id, tools);
      noteMatch(draft, match);
      return match;
    },
    note: (fields) => noteFields(draft, fields),
  };
}

/** Matching with predicates: asks each once per value, then tries again with the answers. */
async function matchAsking(facts: Facts, call: number, tools: ServeTools): Promise<Match> {
  const answers = new Map<string, boolean>();
  const keyOf = (handler: HandlerRef, value: Json): string => JSON.stringify([handler, value]);
  for (;;) {
    const match = tools.expectations.match(facts, call, (handler, value) =>
      answers.get(keyOf(handler, value)),
    );
    if (match.kind !== "asks") return match;
    for (const { handler, value } of match.questions) {
      answers.set(keyOf(handler, value), await tools.ports.handler.test(handler, value));
    }
  }
}

function noteMatch(draft: Draft, match: Match): void {
  if (match.kind === "matched") draft.expectation = match.expectation;
  if (match.kind === "forbidden" || match.kind === "unmatched") {
    draft.outcome = "refused";
    draft.findings.push(match.finding);
  }
}

function noteFields(draft: Draft, note: RecordNote): void {
  if (note.text !== undefined) draft.text = note.text;
  if (note.detail !== undefined) draft.detail = note.detail;
  if (note.outcome !== undefined) draft.outcome = note.outcome;
  if (note.findings !== undefined) draft.findings.push(...note.findings);
  if (note.scripted === true) draft.scripted = true;
}

function draftOf(call: Call): Draft {
  const { head } = call;
  const detail: HttpRecord | CommandRecord =
    head.protocol === "http"
      ? { protocol: "http", method: head.method, path: head.path, query: head.query, headers: head.headers }
      : { protocol: "command", command: head.command, args: head.args, cwd: head.cwd };
  return {
    text: callText(call),
    detail,
    outcome: "answered",
    expectation: null,
    findings: [],
    scripted: false,
  };
}

/** One line for a call: "GET /healthz?deep=1", "kubectl apply -f -". */
export function callText(call: Pick<Call, "head">): string {
  const { head } = call;
  if (head.protocol === "http")
    return `${head.method} ${head.path}${head.query === "" ? "" : `?${head.query}`}`;
  return [head.command, ...head.args]
    .map((word) => (/^[\w@%+=:,./~^-]+$/.test(word) ? word : quote(word, 80)))
    .join(" ");
}

function targetOf(call: Call): string {
  return call.head.protocol === "http" ? call.head.service : call.head.command;
}

function redactDetail(detail: HttpRecord | CommandRecord): HttpRecord | CommandRecord {
  if (detail.protocol === "command") return detail;
  const { response } = detail;
  return {
    ...detail,
    headers: redactHeaders(detail.headers),
    ...(response === undefined
      ? {}
      : { response: { ...response, headers: redactHeaders(response.headers) } }),
  };
}

function findingsOf(error: unknown, text: string): readonly Finding[] {
  if (error instanceof BacklotError && error.findings.length > 0) return error.findings;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [finding("internal", { what: `serving ${text} failed: ${message}` })];
}

/** A failure says which call it is about, and stands at the expectation that should have answered. */
function placed(one: Finding, call: number, expectation: Expectation | null): Finding {
  return {
    ...one,
    at: one.at ?? expectation?.at ?? { kind: "call", call },
    evidence: one.evidence ?? { call, expectation: expectation?.id ?? null },
  };
}
