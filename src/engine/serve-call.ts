import {
  BacklotError,
  finding,
  quote,
  type Call,
  type CommandHead,
  type Expectation,
  type Finding,
  type HandlerRef,
  type Json,
  type Ports,
} from "../core/index.ts";
import type { WorldClock } from "./clock.ts";
import type { CallOutcome } from "./record.ts";
import type { Decision, Double, Facts, Match, RecordNote, Refusal, ServeContext } from "./double.ts";
import type { Asks } from "./match-call.ts";
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
  /** How many calls were counted under each key. */
  readonly counts: Map<string, number>;
  commit(live: LiveDouble, command: unknown, call: number | null): Decision | Refusal;
}

/**
 * Serves one call and returns its record. Never rejects: what a double throws becomes a finding, and the
 * program gets a text that says why instead of silence.
 */
export async function serveCall(call: Call, live: LiveDouble, tools: ServeTools): Promise<CallRecord> {
  const at = tools.clock.now();
  const startedMs = tools.ports.stopwatch.nowMs();
  const serving = new Serving(call, live, tools);
  try {
    await live.double.serve(call, serving);
  } catch (error) {
    await endBroken(call, serving.fail(error));
  }
  if (call.gone.aborted && serving.outcome === "answered" && call.head.protocol === "http")
    serving.outcome = "gone";
  return serving.record(at, tools.ports.stopwatch.nowMs() - startedMs);
}

/** What a double is given to serve one call with, and what is known of the call so far. */
class Serving implements ServeContext<unknown, unknown> {
  readonly config: unknown;
  readonly ports: Ports;
  readonly clock: WorldClock;
  readonly ids: Ids;
  readonly random: Random;
  /** What the double says; the host's own words until then. */
  text: string | undefined;
  outcome: CallOutcome = "answered";
  readonly findings: Finding[] = [];
  readonly #call: Call;
  readonly #live: LiveDouble;
  readonly #tools: ServeTools;
  #detail: HttpRecord | CommandRecord | undefined;
  #expectation: Expectation | null = null;
  #scripted = false;
  #fidelity: CallRecord["fidelity"];
  #identity: CallRecord["identity"];
  readonly #counted: string[] = [];

  constructor(call: Call, live: LiveDouble, tools: ServeTools) {
    this.config = live.config;
    this.ports = tools.ports;
    this.clock = tools.clock;
    this.ids = tools.ids;
    this.random = tools.random;
    this.#call = call;
    this.#live = live;
    this.#tools = tools;
  }

  get state(): unknown {
    return this.#live.state;
  }

  /** Deciding and reducing are one synchronous step; being async leaves room for a remote log. */
  async commit(command: unknown): Promise<Decision | Refusal> {
    return this.#tools.commit(this.#live, command, this.#call.id);
  }

  counted(key: string): number {
    return this.#tools.counts.get(key) ?? 0;
  }

  count(key: string): void {
    this.#tools.counts.set(key, this.counted(key) + 1);
    this.#counted.push(key);
  }

  expects(target: string): boolean {
    return this.#tools.expectations.has(this.#live.double.name, target);
  }

  async match(
    facts: Facts,
    { otherAnswer = false }: { otherAnswer?: boolean | "when-used-up" } = {},
  ): Promise<Match> {
    const { expectations } = this.#tools;
    const first = expectations.match(facts, this.#call.id, () => undefined);
    const match = first.kind === "asks" ? await matchAsking(first, facts, this.#call.id, this.#tools) : first;
    if (match.kind === "matched") this.#expectation = match.expectation;
    const left = match.kind === "unmatched" && isLeft(match.finding.name, otherAnswer);
    if (!left && (match.kind === "forbidden" || match.kind === "unmatched")) {
      this.outcome = "refused";
      this.findings.push(match.finding);
    }
    return match;
  }

  note(fields: RecordNote): void {
    if (fields.text !== undefined) this.text = fields.text;
    if (fields.detail !== undefined) this.#detail = fields.detail;
    if (fields.outcome !== undefined) this.outcome = fields.outcome;
    if (fields.findings !== undefined) this.findings.push(...this.#placed(fields.findings));
    if (fields.scripted === true) this.#scripted = true;
    if (fields.fidelity !== undefined) this.#fidelity = fields.fidelity;
    if (fields.identity !== undefined) this.#identity = fields.identity;
  }

  /** The double threw. Gives the first of its findings. */
  fail(error: unknown): Finding {
    const failures = this.#placed(findingsOf(error, this.text ?? callText(this.#call)));
    this.outcome = "failed";
    this.findings.push(...failures);
    return failures[0] as Finding;
  }

  /** A finding says which call it is about, and stands at the expectation that should have answered. */
  #placed(findings: readonly Finding[]): readonly Finding[] {
    const call = this.#call.id;
    const expectation = this.#expectation;
    return findings.map((one) => ({
      ...one,
      at: one.at ?? expectation?.at ?? ({ kind: "call", call } as const),
      evidence: one.evidence ?? { call, expectation: expectation?.id ?? null },
    }));
  }

  record(at: string, tookMs: number): CallRecord {
    const { head } = this.#call;
    const expectation = this.#expectation;
    return {
      kind: "call",
      ...namesOf(this.#call),
      double: this.#live.double.name,
      text: this.text ?? callText(this.#call),
      detail: redactDetail(this.#detail ?? detailOf(this.#call)),
      outcome: this.outcome,
      expectation: expectation?.id ?? null,
      answeredBy: expectation === null ? null : (expectation.name ?? expectation.text),
      at,
      durationMs: Math.round(tookMs * 1_000) / 1_000,
      ...(head.protocol === "command" ? { pid: head.pid } : {}),
      ...(this.#scripted ? { scripted: true } : {}),
      ...(this.#fidelity === undefined ? {} : { fidelity: this.#fidelity }),
      ...(this.#identity === undefined ? {} : { identity: this.#identity }),
      ...(this.#counted.length === 0 ? {} : { counted: this.#counted }),
      findings: this.findings,
    };
  }
}

/** Whether the double may answer a call otherwise that no expectation took. */
function isLeft(name: Finding["name"], otherAnswer: boolean | "when-used-up"): boolean {
  if (name === "unmatched-call") return otherAnswer !== false;
  return name === "too-many-calls" && otherAnswer === "when-used-up";
}

/** A command still has its standard error; nobody knows how far an HTTP answer has got. */
async function endBroken(call: Call, one: Finding): Promise<void> {
  if (call.head.protocol === "command") return refuse(call, one, brokenExit);
  try {
    await call.reply.close({ how: "rst" });
  } catch {
    // The host has closed the call already; there is nobody left to tell.
  }
}

/** Refuses a call that no double serves; its record is like that of any other call. */
export async function refuseCall(call: Call, one: Finding, at: string): Promise<CallRecord> {
  await refuse(call, one, refusedExit);
  return {
    kind: "call",
    ...namesOf(call),
    double: call.head.protocol,
    text: callText(call),
    detail: redactDetail(detailOf(call)),
    outcome: "refused",
    expectation: null,
    answeredBy: null,
    at,
    durationMs: 0,
    findings: [one],
  };
}

function namesOf({ id, head }: Call): Pick<CallRecord, "id" | "target"> {
  return { id, target: head.protocol === "http" ? head.service : head.command };
}

/** Matching with predicates: asks each once per value, then tries again with the answers. */
async function matchAsking(first: Asks, facts: Facts, call: number, tools: ServeTools): Promise<Match> {
  const answers = new Map<string, boolean>();
  const keyOf = (handler: HandlerRef, value: Json): string => JSON.stringify([handler, value]);
  for (let match: Match | Asks = first; ;) {
    if (match.kind !== "asks") return match;
    for (const { handler, value } of match.questions) {
      answers.set(keyOf(handler, value), await tools.ports.handler.test(handler, value));
    }
    match = tools.expectations.match(facts, call, (handler, value) => answers.get(keyOf(handler, value)));
  }
}

/** What is known of a call whose double said nothing. */
function detailOf({ head }: Call): HttpRecord | CommandRecord {
  return head.protocol === "http"
    ? { protocol: "http", method: head.method, path: head.path, query: head.query, headers: head.headers }
    : { protocol: "command", command: head.command, args: head.args, cwd: head.cwd };
}

/** One line for a call: "GET /healthz?deep=1", "kubectl apply -f -". */
export function callText(call: Pick<Call, "head">): string {
  const { head } = call;
  if (head.protocol === "http")
    return `${head.method} ${head.path}${head.query === "" ? "" : `?${head.query}`}`;
  return commandText(head);
}

/** A command line on one line, words quoted where they need it. */
export function commandText({ command, args }: Pick<CommandHead, "command" | "args">): string {
  return [command, ...args]
    .map((word) => (/^[\w@%+=:,./~^-]+$/.test(word) ? word : quote(word, 80)))
    .join(" ");
}

function redactDetail(detail: HttpRecord | CommandRecord): HttpRecord | CommandRecord {
  if (detail.protocol === "command") return detail;
  const { response } = detail;
  const headers = redactHeaders(detail.headers);
  if (response === undefined) return { ...detail, headers };
  const sent = redactHeaders(response.headers);
  return {
    ...detail,
    headers,
    response: sent === response.headers ? response : { ...response, headers: sent },
  };
}

function findingsOf(error: unknown, text: string): readonly Finding[] {
  if (error instanceof BacklotError && error.findings.length > 0) return error.findings;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [finding("internal", { what: `serving ${text} failed: ${message}` })];
}
