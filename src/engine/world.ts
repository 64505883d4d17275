import {
  BacklotError,
  finding,
  limits,
  type Call,
  type Finding,
  type Json,
  type Ports,
} from "../core/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { CallIndex, type CallFilter } from "./call-index.ts";
import { createClock, type WorldClock } from "./clock.ts";
import type { Addresses, Contribution, Decision, Double, DoubleEvent, Refusal } from "./double.ts";
import { createExpectations, type Expectations } from "./expectations.ts";
import type { Arrival, CallSink } from "./host.ts";
import { eventsOf, stateAfter } from "./history.ts";
import type { Log } from "./log.ts";
import { createIds, createRandom } from "./random.ts";
import type { CallRecord, EventRecord, ExpectationUse, JournalRecord } from "./record.ts";
import type { Settings } from "./resolve.ts";
import { refuse, refusedExit } from "./refuse.ts";
import { callText, refuseCall, serveCall, type LiveDouble, type ServeTools } from "./serve-call.ts";

/** What a world is made of. */
export interface WorldParts {
  readonly scenario: Scenario;
  readonly settings: Settings;
  /** Doubles in the order in which they claim calls, with their part of the scenario. */
  readonly doubles: readonly { readonly double: Double; readonly config: unknown }[];
  readonly ports: Ports;
  readonly log: Log;
  /** `limits.calls` if absent. */
  readonly callsMax?: number;
}

/** A call that has arrived and not yet ended. */
export interface OpenCall {
  readonly id: number;
  readonly text: string;
  /** World clock at its arrival. */
  readonly at: string;
}

/** Findings of calls that a world keeps; the rest is only counted. */
const findingsMax = limits.findings * 5;

/** One running instance of a scenario. Never reset; a new one is opened. */
export interface World extends CallSink {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly clock: WorldClock;
  readonly expectations: Expectations;
  readonly log: Log;
  /** Calls that have arrived and not yet ended. */
  readonly open: ReadonlyMap<number, OpenCall>;
  /** The same as a list; of a sealed world those that had not ended when it was sealed. */
  readonly unfinished: readonly OpenCall[];
  /** Number of the newest call. */
  readonly lastCall: number;
  /** What calls were found to be at fault for, in order of their end. */
  readonly findings: readonly Finding[];
  /** How many findings more there were than are kept. */
  readonly unlistedFindings: number;
  /** Takes no more calls: what arrives from now on is refused. Resolves when all calls have ended. */
  seal(): Promise<void>;
  /** Takes a finding of a host about something that never became a call. */
  report(one: Finding): void;
  calls(filter?: CallFilter): CallRecord[];
  /** The JSON text of what `calls` gives, for readers in another thread. */
  callsText(filter?: CallFilter): string;
  /**
   * A named read: "http.services".
   * @param after how many events of its double had happened: what it would have said then; absent: now
   * @throws BacklotError `unknown-name`
   */
  query(name: string, args: Json, after?: number): Json;
  /** What happened to a double, in order. */
  events(double: string): readonly EventRecord[];
  /** A command given by a test: "github.deliver". @throws BacklotError `unknown-name` */
  act(name: string, args: Json): readonly DoubleEvent[] | Refusal;
  contribute(addresses: Addresses): readonly Contribution[];
  notes(): readonly Finding[];
  /** What the doubles have to say of expectations besides their counts. */
  judge(uses: readonly ExpectationUse[]): readonly Finding[];
  suggest(record: CallRecord): string;
}

/** Makes a world. Nothing runs until calls are given to `accept`. */
export function createWorld(parts: WorldParts): World {
  const { scenario, settings, ports, log, callsMax = limits.calls } = parts;
  const clock = createClock(settings.nowMs.value);
  const startedAt = clock.now();
  const expectations = createExpectations(ports);
  for (const layer of scenario.layers) expectations.addLayer(layer);
  const live = parts.doubles.map<LiveDouble>(({ double, config }) => ({
    double,
    config,
    state: double.start(config, startedAt),
  }));
  const open = new Map<number, ArrivedCall>();
  const findings: Finding[] = [];
  const index = new CallIndex();
  const waiting: (() => void)[] = [];
  let lastCall = 0;
  let full = false;
  let unlisted = 0;
  let unfinished: readonly OpenCall[] | undefined;

  const report = (one: Finding): void => {
    if (findings.length < findingsMax) findings.push(one);
    else unlisted += 1;
  };
  const append = (record: JournalRecord): void => {
    if (record.kind === "call") index.add(record, log.count);
    log.append(record);
  };
  const commit: ServeTools["commit"] = (one, command, call) => {
    const said = one.double.decide(one.state, command, clock.now());
    if ("refused" in said) return said;
    const decided: Decision = "events" in said ? said : { events: said };
    for (const event of decided.events) {
      one.state = one.double.reduce(one.state, event);
      append({ kind: "event", double: one.double.name, at: clock.now(), call, event });
      clock.tick();
    }
    return decided;
  };
  const seed = settings.seed.value;
  const counts = new Map<string, number>();
  const tools: ServeTools = {
    counts,
    ports,
    clock,
    ids: createIds(seed),
    random: createRandom(seed),
    expectations,
    commit,
  };

  const serve = (call: Call): Promise<CallRecord> => {
    const owner = live.find(
      ({ double, config }) =>
        double.protocol === call.head.protocol && (double.claims?.(config, call.head) ?? true),
    );
    return owner === undefined
      ? refuseCall(call, noDouble(call), clock.now())
      : serveCall(call, owner, tools);
  };
  const accept = async (arrival: Arrival): Promise<void> => {
    if (unfinished !== undefined) return refuse(arrival, closed(arrival), refusedExit);
    if (lastCall >= callsMax) {
      const one = tooManyCalls(arrival, callsMax);
      if (!full) report(one);
      full = true;
      return refuse(arrival, one, refusedExit);
    }
    const id = ++lastCall;
    const call = new ArrivedCall(id, arrival, clock.now());
    open.set(id, call);
    const record = await serve(call);
    open.delete(id);
    record.findings.forEach(report);
    try {
      append(record);
    } catch (error) {
      report(finding("cannot-write", { what: `call ${id} could not be journaled: ${String(error)}` }));
    }
    if (open.size === 0) for (const wake of waiting.splice(0)) wake();
  };

  const byName = (name: string): readonly [LiveDouble, string] => {
    const [double, rest] = [name.slice(0, name.indexOf(".")), name.slice(name.indexOf(".") + 1)];
    const owner = live.find((one) => one.double.name === double);
    if (owner === undefined) throw unknownQuery(name, live);
    return [owner, rest];
  };

  return {
    scenario,
    settings,
    clock,
    expectations,
    log,
    open,
    get unfinished() {
      return unfinished ?? [...open.values()];
    },
    findings,
    get unlistedFindings() {
      return unlisted;
    },
    seal: async () => {
      unfinished ??= [...open.values()];
      if (open.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    accept,
    report,
    get lastCall() {
      return lastCall;
    },
    calls: (filter = {}) =>
      index.find(filter, lastCall).map((position) => JSON.parse(log.text(position)) as CallRecord),
    callsText: (filter = {}) =>
      `[${index
        .find(filter, lastCall)
        .map((position) => log.text(position))
        .join(",")}]`,
    query: (name, args, after) => {
      const [owner, rest] = byName(name);
      const read = owner.double.queries[rest];
      if (read === undefined) throw unknownQuery(name, live);
      const state = after === undefined ? owner.state : stateAfter(owner, log, startedAt, after);
      return read(state, args, owner.config);
    },
    events: (double) => [...eventsOf(log, double)],
    act: (name, args) => {
      const [owner, rest] = byName(name);
      const make = owner.double.acts?.[rest];
      if (make === undefined) throw unknownQuery(name, live);
      const decided = commit(owner, make(owner.state, args), null);
      return "refused" in decided ? decided : decided.events;
    },
    contribute: (addresses) => live.map(({ double, config }) => double.contribute(config, addresses)),
    judge: (uses) =>
      live.flatMap(({ double, state, config }) => {
        const own = uses.filter(({ expectation }) => expectation.double === double.name);
        return double.judge?.(state, own, ports, config) ?? [];
      }),
    notes: () => live.flatMap(({ double, config }) => double.notes?.(config) ?? []),
    suggest: (record) =>
      live.find(({ double }) => double.name === record.double)?.double.suggest(record) ?? "",
  };
}

/** What a host brought, with its number. The host's input begins when it is asked for. */
class ArrivedCall implements Call, OpenCall {
  readonly id: number;
  readonly head: Call["head"];
  readonly reply: Call["reply"];
  readonly gone: Call["gone"];
  readonly at: string;
  readonly #arrival: Arrival;

  constructor(id: number, arrival: Arrival, at: string) {
    this.id = id;
    this.head = arrival.head;
    this.reply = arrival.reply;
    this.gone = arrival.gone;
    this.at = at;
    this.#arrival = arrival;
  }

  get input(): Call["input"] {
    return this.#arrival.input;
  }

  get text(): string {
    return callText(this);
  }
}

function noDouble(call: Call): Finding {
  return finding("unsupported-feature", {
    at: { kind: "call", call: call.id },
    what: `no double serves ${callText(call)}`,
    evidence: { call: call.id, expectation: null },
  });
}

function tooManyCalls(arrival: Arrival, callsMax: number): Finding {
  return finding("over-limit", {
    what: `a world takes at most ${callsMax} calls`,
    why: `${callText(arrival)} and what came later was refused, and is not in the journal.`,
  });
}

function closed(arrival: Arrival): Finding {
  return finding("world-closed", { what: `${callText(arrival)} came when its world was closed already` });
}

function unknownQuery(name: string, live: readonly LiveDouble[]): BacklotError {
  const known = live.flatMap(({ double }) =>
    [...Object.keys(double.queries), ...Object.keys(double.acts ?? {})].map((one) => `${double.name}.${one}`),
  );
  return new BacklotError([
    finding("unknown-name", {
      what: `there is no query "${name}"`,
      near: known,
      fix: "Use one of the names that the doubles offer.",
    }),
  ]);
}
