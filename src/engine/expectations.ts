import {
  BacklotError,
  finding,
  limits,
  type Expectation,
  type Finding,
  type Layer,
  type RegexPort,
} from "../core/index.ts";
import {
  compileConditions,
  nearMisses,
  testConditions,
  type Ask,
  type CompiledConditions,
  type Question,
} from "../match/index.ts";
import type { Facts, Match } from "./double.ts";
import type { ExpectationUse } from "./record.ts";
import { nearOf, tooManyCalls, unmatched } from "./explain-match.ts";

/** An expectation in a running world. */
interface Entry {
  readonly expectation: Expectation;
  readonly layer: number;
  readonly compiled: CompiledConditions;
  /** Numbers of the calls it answered. */
  readonly calls: number[];
  overridden: boolean;
}

/** What the expectations of a world can do. State changes by declare, removeLayer and a match that succeeds. */
export interface Expectations {
  addLayer(layer: Layer): void;
  /** Declares one in the newest layer of that name, which is made when there is none. Same id replaces. */
  declare(layer: string, expectation: Expectation): void;
  /** Takes a layer away again, with what became of its expectations. */
  removeLayer(name: string): readonly ExpectationUse[];
  /**
   * Finds the expectation for a call, and counts the use when there is one. Predicates are asked first: then
   * it is tried again with their answers.
   */
  match(facts: Facts, call: number, ask?: Ask): Match | Asks;
  uses(): readonly ExpectationUse[];
  find(nameOrId: string): ExpectationUse | undefined;
  names(): readonly string[];
}

/** Predicates whose answers matching needs. */
export interface Asks {
  readonly kind: "asks";
  readonly questions: readonly Question[];
}

interface LiveLayer {
  readonly name: string;
  entries: Entry[];
}

/** Makes the expectations of a world; layers are tried from the newest, and inside one in their order. */
export function createExpectations(tools: { readonly regex: RegexPort }): Expectations {
  const layers: LiveLayer[] = [];
  let byTarget = new Map<string, Entry[]>();
  let count = 0;

  const rebuild = (): void => {
    byTarget = new Map();
    for (const layer of layers.toReversed()) {
      // Only what stood there before this layer can replace an entry: a layer may hold thousands.
      const before = new Map([...byTarget].map(([key, list]) => [key, list.length]));
      for (const entry of layer.entries) {
        const key = targetKey(entry.expectation.double, entry.expectation.target);
        const list = byTarget.get(key) ?? [];
        byTarget.set(key, list);
        const higher = list.slice(0, before.get(key) ?? 0);
        if (higher.some((one) => replaces(one.expectation, entry.expectation))) entry.overridden = true;
        else list.push(entry);
      }
    }
  };

  const add = (layer: LiveLayer, expectation: Expectation): void => {
    if (count >= limits.expectations) {
      throw new BacklotError([
        finding("over-limit", {
          at: expectation.at,
          what: `a world holds at most ${limits.expectations} expectations`,
        }),
      ]);
    }
    const entry: Entry = {
      expectation,
      layer: layers.indexOf(layer),
      compiled: compileConditions(expectation.conditions, tools),
      calls: [],
      overridden: false,
    };
    const index = layer.entries.findIndex((one) => one.expectation.id === expectation.id);
    if (index >= 0) {
      entry.calls.push(...(layer.entries[index] as Entry).calls);
      layer.entries[index] = entry;
    } else {
      layer.entries.push(entry);
      count += 1;
    }
  };

  const useOf = (entry: Entry): ExpectationUse => ({
    expectation: entry.expectation,
    layer: (layers[entry.layer] as LiveLayer).name,
    calls: entry.calls,
    overridden: entry.overridden && entry.calls.length === 0,
  });
  const all = (): Entry[] => layers.flatMap((layer) => layer.entries);

  return {
    addLayer: (layer) => {
      const live: LiveLayer = { name: layer.name, entries: [] };
      layers.push(live);
      for (const expectation of layer.expectations) add(live, expectation);
      rebuild();
    },
    declare: (name, expectation) => {
      let live = layers.findLast((layer) => layer.name === name);
      if (live === undefined) {
        live = { name, entries: [] };
        layers.push(live);
      }
      add(live, expectation);
      rebuild();
    },
    removeLayer: (name) => {
      const index = layers.findLastIndex((layer) => layer.name === name);
      if (index < 0) return [];
      const uses = (layers[index] as LiveLayer).entries.map(useOf);
      // The layer is emptied, not taken out: entries know their layer by number.
      count -= (layers[index] as LiveLayer).entries.length;
      layers[index] = { name: "", entries: [] };
      if (index === layers.length - 1) layers.pop();
      rebuild();
      return uses;
    },
    match: (facts, call, ask) =>
      matchCall({
        entries: byTarget.get(targetKey(facts.double, facts.target)) ?? [],
        all,
        facts,
        call,
        ask,
      }),
    uses: () => all().map(useOf),
    find: (word) => {
      const entry = all().findLast((one) => one.expectation.name === word || one.expectation.id === word);
      return entry === undefined ? undefined : useOf(entry);
    },
    names: () => all().flatMap((entry) => entry.expectation.name ?? []),
  };
}

/** One call on its way through the expectations of its target. */
interface Trial {
  /** Of that target, in the order in which they are tried. */
  readonly entries: readonly Entry[];
  readonly all: () => Entry[];
  readonly facts: Facts;
  readonly call: number;
  readonly ask: Ask | undefined;
}

function matchCall(trial: Trial): Match | Asks {
  const { entries, facts, call } = trial;
  const usedUp: Entry[] = [];
  let slow: Finding | undefined;
  for (const entry of entries) {
    const { max } = entry.expectation.times;
    if (max !== null && max > 0 && entry.calls.length >= max) {
      usedUp.push(entry);
      continue;
    }
    const tried = testConditions(entry.compiled, facts, trial.ask);
    if (tried.kind === "needs" || tried.kind === "asks") return tried;
    if (tried.kind === "timeout") slow ??= tooSlow(entry.expectation, tried.condition.field);
    if (tried.kind !== "matched") continue;
    if (max === 0)
      return {
        kind: "forbidden",
        expectation: entry.expectation,
        finding: forbidden(entry.expectation, facts, call),
      };
    return take(entry, trial, tried.captures);
  }
  return refuse(trial, usedUp, slow);
}

function refuse(trial: Trial, usedUp: readonly Entry[], slow: Finding | undefined): Match {
  const { facts, call } = trial;
  const misses = nearest(trial.entries.length > 0 ? trial.entries : trial.all(), facts);
  const near = nearOf(misses);
  if (slow !== undefined) return { kind: "unmatched", near, finding: slow };
  const known = { fields: facts.fields, readable: [] };
  const spent = usedUp.filter((entry) => testConditions(entry.compiled, known, trial.ask).kind === "matched");
  const finding = spent.length > 0 ? tooManyCalls(facts, call, spent) : unmatched(facts, call, misses);
  return { kind: "unmatched", near, finding };
}

function take(entry: Entry, trial: Trial, captures: Readonly<Record<string, string>>): Match {
  const { expectation } = entry;
  const use = entry.calls.length;
  entry.calls.push(trial.call);
  // A lower expectation whose call a higher one answered is overridden, not unused.
  for (const lower of trial.entries) {
    if (lower.layer >= entry.layer || lower.overridden || lower.calls.length > 0) continue;
    if (testConditions(lower.compiled, trial.facts, trial.ask).kind !== "unmatched") lower.overridden = true;
  }
  const { answer } = expectation;
  const reply =
    answer.kind === "reply" ? (answer.replies[Math.min(use, answer.replies.length - 1)] ?? null) : null;
  return { kind: "matched", expectation, use, answer, reply, captures };
}

function nearest(
  entries: readonly Entry[],
  facts: Facts,
): readonly { expectation: Expectation; differences: readonly string[] }[] {
  const sameDouble = entries.filter((entry) => entry.expectation.double === facts.double);
  return nearMisses(sameDouble, (entry) => entry.compiled, facts).map(({ candidate, differences }) => ({
    expectation: candidate.expectation,
    differences,
  }));
}

function forbidden(expectation: Expectation, facts: Facts, call: number): Finding {
  return finding("forbidden-call", {
    at: expectation.at,
    what: `${facts.text} was called, and the scenario forbids it`,
    evidence: { call, expectation: expectation.id },
  });
}

function tooSlow(expectation: Expectation, field: string): Finding {
  return finding("pattern-too-slow", {
    at: expectation.at,
    what: `the pattern for ${field} of ${expectation.name ?? expectation.text} took longer than ${limits.regexMs} ms`,
  });
}

function targetKey(double: string, target: string): string {
  return `${double}\u0000${target}`;
}

/** Whether one expectation replaces another of a lower layer: same name, or the same match. */
function replaces(higher: Expectation, lower: Expectation): boolean {
  if (higher.name !== undefined && higher.name === lower.name) return true;
  return JSON.stringify(higher.conditions) === JSON.stringify(lower.conditions);
}
