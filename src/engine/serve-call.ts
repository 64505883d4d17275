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
import type { Asks, Expectations } from "./expectations.ts";
import type { CallRecord, CommandRecord, HttpRecord } from "./record.ts";
import { redactHeaders } from "./redact.ts";
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

/**
 * Serves one call and returns its record. Never rejects: what a double throws becomes a finding, and the
 * program gets a reset or exit 70 instead of silence.
 */
export async function serveCall(call: Call, live: LiveDouble, tools: ServeTools): Promise<CallRecord> {
  const at = tools.clock.now();
  const startedMs = tools.ports.stopwatch.nowMs();
  const serving = new Serving(call, live, tools);
  try {
    await live.double.serve(call, serving);
  } catch (error) {
    serving.outcome = "failed";
    serving.findings.push(...findingsOf(error, serving.text ?? callText(call)));
    await closeBroken(call);
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
  async commit(command: unknown): Promise<readonly DoubleEvent[] | Refusal> {
    return this.#tools.commit(this.#live, command, this.#call.id);
  }

  async match(facts: Facts): Promise<Match> {
    const { expectations } = this.#tools;
    const first = expectations.match(facts, this.#call.id, () => undefined);
    const match = first.kind === "asks" ? await matchAsking(first, facts, this.#call.id, this.#tools) : first;
    if (match.kind === "matched") this.#expectation = match.expectation;
    if (match.kind === "forbidden" || match.kind === "unmatched") {
      this.outcome = "refused";
      this.findings.push(match.finding);
    }
    return match;
  }

  note(fields: RecordNote): void {
    if (fields.text !== undefined) this.text = fields.text;
    if (fields.detail !== undefined) this.#detail = fields.detail;
    if (fields.outcome !== undefined) this.outcome = fields.outcome;
    if (fields.findings !== undefined) this.findings.push(...fields.findings);
    if (fields.scripted === true) this.#scripted = true;
  }

  record(at: string, tookMs: number): CallRecord {
    const { head, id } = this.#call;
    const expectation = this.#expectation;
    return {
      kind: "call",
      id,
      double: this.#live.double.name,
      target: head.protocol === "http" ? head.service : head.command,
      text: this.text ?? callText(this.#call),
      detail: redactDetail(this.#detail ?? detailOf(this.#call)),
      outcome: this.outcome,
      expectation: expectation?.id ?? null,
      answeredBy: expectation === null ? null : (expectation.name ?? expectation.text),
      at,
      durationMs: Math.round(tookMs * 1_000) / 1_000,
      ...(head.protocol === "command" ? { pid: head.pid } : {}),
      ...(this.#scripted ? { scripted: true } : {}),
      findings: this.findings,
    };
  }
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
  return [head.command, ...head.args]
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
  if (error instanceof BacklotError) return error.findings;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [finding("internal", { what: `serving ${text} failed: ${message}` })];
}

async function closeBroken(call: Call): Promise<void> {
  try {
    await call.reply.close(call.head.protocol === "http" ? { how: "rst" } : { how: "exit", code: 70 });
  } catch {
    // The host has closed the call already; there is nobody left to tell.
  }
}
