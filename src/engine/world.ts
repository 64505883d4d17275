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
import { createCallIndex, readCalls, type CallFilter } from "./call-index.ts";
import { createClock, type WorldClock } from "./clock.ts";
import type { Addresses, Contribution, Double, DoubleEvent, Refusal } from "./double.ts";
import { createExpectations, type Expectations } from "./expectations.ts";
import type { Arrival, CallSink } from "./host.ts";
import type { Log } from "./log.ts";
import { createIds, createRandom } from "./random.ts";
import type { CallRecord, JournalRecord } from "./record.ts";
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
  readonly call: number;
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
  readonly open: ReadonlyMap<number, { readonly text: string; readonly at: string }>;
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
  calls(filter?: CallFilter): CallRecord[];
  /** A named read: "http.services". @throws BacklotError `unknown-name` */
  query(name: string, args: Json): Json;
  /** A command given by a test: "github.deliver". @throws BacklotError `unknown-name` */
  act(name: string, args: Json): readonly DoubleEvent[] | Refusal;
  contribute(addresses: Addresses): readonly Contribution[];
  notes(): readonly Finding[];
  suggest(record: CallRecord): string;
}

/** Makes a world. Nothing runs until calls are given to `accept`. */
export function createWorld(parts: WorldParts): World {
  const { scenario, settings, ports, log, callsMax = limits.calls } = parts;
  const clock = createClock(settings.nowMs.value);
  const expectations = createExpectations(ports);
  for (const layer of scenario.layers) expectations.addLayer(layer);
  const live = parts.doubles.map<LiveDouble>(({ double, config }) => ({
    double,
    config,
    state: double.start(config),
  }));
  const open = new Map<number, Omit<OpenCall, "call">>();
  const findings: Finding[] = [];
  const index = createCallIndex();
  const waiting: (() => void)[] = [];
  let lastCall = 0;
  let full = false;
  let unlisted = 0;
  let unfinished: readonly OpenCall[] | undefined;

  const append = (record: JournalRecord): void => {
    if (record.kind === "call") index.set(record.id, log.count);
    log.append(record);
  };
  const commit: ServeTools["commit"] = (one, command, call) => {
    const decided = one.double.decide(one.state, command, clock.now());
    if ("refused" in decided) return decided;
    for (const event of decided) {
      one.state = one.double.reduce(one.state, event);
      append({ kind: "event", double: one.double.name, at: clock.now(), call, event });
      clock.tick();
    }
    return decided;
  };
  const seed = settings.seed.value;
  const tools: ServeTools = {
    ports,
    clock,
    ids: createIds(seed),
    random: createRandom(seed),
    expectations,
    commit,
  };

  const keep = (found: readonly Finding[]): void => {
    const room = Math.max(0, findingsMax - findings.length);
    findings.push(...found.slice(0, room));
    unlisted += Math.max(0, found.length - room);
  };
  const serve = (call: Call): Promise<CallRecord> => {
    const owner = live.find(
      ({ double, config }) =>
        double.protocol === call.head.protocol && (double.claims?.(config, call.head) ?? true),
    );
    if (owner !== undefined) return serveCall(call, owner, tools);
    return refuseCall(call, noDouble(call), clock.now());
  };
  const accept = async (arrival: Arrival): Promise<void> => {
    if (unfinished !== undefined) return refuse(arrival, closed(arrival), refusedExit);
    if (lastCall >= callsMax) {
      const one = tooManyCalls(arrival, callsMax);
      if (!full) keep([one]);
      full = true;
      return refuse(arrival, one, refusedExit);
    }
    const id = ++lastCall;
    open.set(id, { text: callText(arrival), at: clock.now() });
    const record = await serve(callOf(id, arrival));
    open.delete(id);
    keep(record.findings);
    try {
      append(record);
    } catch (error) {
      keep([finding("cannot-write", { what: `call ${id} could not be journaled: ${String(error)}` })]);
    }
    if (open.size === 0) for (const wake of waiting.splice(0)) wake();
  };

  const openCalls = (): OpenCall[] => [...open].map(([call, facts]) => ({ call, ...facts }));

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
    findings,
    accept,
    open,
    get unfinished() {
      return unfinished ?? openCalls();
    },
    get unlistedFindings() {
      return unlisted;
    },
    seal: async () => {
      unfinished ??= openCalls();
      if (open.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    get lastCall() {
      return lastCall;
    },
    calls: (filter = {}) => readCalls(log, index, filter, lastCall),
    query: (name, args) => {
      const [owner, rest] = byName(name);
      const read = owner.double.queries[rest];
      if (read === undefined) throw unknownQuery(name, live);
      return read(owner.state, args);
    },
    act: (name, args) => {
      const [owner, rest] = byName(name);
      const make = owner.double.acts?.[rest];
      if (make === undefined) throw unknownQuery(name, live);
      return commit(owner, make(owner.state, args), null);
    },
    contribute: (addresses) => live.map(({ double, config }) => double.contribute(config, addresses)),
    notes: () => live.flatMap(({ double, config }) => double.notes?.(config) ?? []),
    suggest: (record) =>
      live.find(({ double }) => double.name === record.double)?.double.suggest(record) ?? "",
  };
}

/** Hosts bring objects with getters, so nothing is copied that is read lazily. */
function callOf(id: number, arrival: Arrival): Call {
  return {
    id,
    head: arrival.head,
    reply: arrival.reply,
    gone: arrival.gone,
    get input() {
      return arrival.input;
    },
  };
}

function noDouble({ id, head }: Call): Finding {
  return finding("unsupported-feature", {
    at: { kind: "call", call: id },
    what: `no double serves ${callText({ head })}`,
    evidence: { call: id, expectation: null },
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
