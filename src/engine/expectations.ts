import {
  BacklotError,
  finding,
  limits,
  type Expectation,
  type Layer,
  type RegexPort,
} from "../core/index.ts";
import { compileConditions, type Ask, type MatchTools } from "../match/index.ts";
import type { Facts, Match } from "./double.ts";
import { matchCall, type Asks, type Entry } from "./match-call.ts";
import type { ExpectationUse } from "./record.ts";

/** What the expectations of a world can do. State changes by declare, removeLayer and a match that succeeds. */
export interface Expectations {
  /** @throws BacklotError `over-limit`; then nothing of it is added */
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
  /** Whether anything is declared for a target of a double. */
  has(double: string, target: string): boolean;
  uses(): readonly ExpectationUse[];
  find(nameOrId: string): ExpectationUse | undefined;
  names(): readonly string[];
}

interface LiveLayer {
  readonly name: string;
  readonly entries: Entry[];
}

/** Makes the expectations of a world; layers are tried from the newest, and inside one in their order. */
export function createExpectations(tools: { readonly regex: RegexPort }): Expectations {
  const layers: LiveLayer[] = [];
  const budget = oneTimeout(tools.regex);
  let order: Order | undefined;

  const all = (): Entry[] => layers.flatMap((layer) => layer.entries);
  const current = (): Order => (order ??= orderOf(layers));
  const usesOf = (layer: LiveLayer): ExpectationUse[] => {
    current();
    return layer.entries.map((entry) => useOf(entry, layer.name));
  };
  const find = (word: string): ExpectationUse | undefined => {
    const fits = ({ expectation }: ExpectationUse): boolean =>
      expectation.name === word || expectation.id === word;
    return layers.flatMap(usesOf).findLast(fits);
  };
  const checkRoom = (more: number, at: Expectation["at"] | undefined): void => {
    const count = layers.reduce((sum, layer) => sum + layer.entries.length, 0);
    if (count + more <= limits.expectations) return;
    const what = `a world holds at most ${limits.expectations} expectations`;
    throw new BacklotError([finding("over-limit", { at, what })]);
  };

  return {
    addLayer: ({ name, expectations }) => {
      checkRoom(expectations.length, expectations.at(-1)?.at);
      layers.push({ name, entries: expectations.map((one) => entryOf(one, budget)) });
      order = undefined;
    },
    declare: (name, expectation) => {
      const known = layers.findLast((layer) => layer.name === name);
      const before = known?.entries.findIndex((one) => one.expectation.id === expectation.id) ?? -1;
      if (before < 0) checkRoom(1, expectation.at);
      const entry = entryOf(expectation, budget);
      if (known === undefined) layers.push({ name, entries: [entry] });
      else if (before < 0) known.entries.push(entry);
      else known.entries[before] = { ...entry, ...historyOf(known.entries[before] as Entry) };
      order = undefined;
    },
    removeLayer: (name) => {
      const index = layers.findLastIndex((layer) => layer.name === name);
      if (index < 0) return [];
      const uses = usesOf(layers[index] as LiveLayer);
      layers.splice(index, 1);
      order = undefined;
      return uses;
    },
    match: (facts, call, ask) => {
      budget.renew();
      const entries = current().get(targetKey(facts.double, facts.target)) ?? [];
      return matchCall({ entries, all, facts, call, ask });
    },
    has: (double, target) => layers.length > 0 && current().has(targetKey(double, target)),
    uses: () => layers.flatMap(usesOf),
    find,
    names: () => all().flatMap((entry) => entry.expectation.name ?? []),
  };
}

/** Regular expressions of which only one may run out of time for each call: then all the others count as slow. */
function oneTimeout(port: RegexPort): MatchTools & { renew(): void } {
  let ranOut = false;
  return {
    renew: () => {
      ranOut = false;
    },
    regex: {
      check: (regex) => port.check(regex),
      test: (regex, text) => {
        const outcome = ranOut ? "timeout" : port.test(regex, text);
        ranOut = outcome === "timeout";
        return outcome;
      },
    },
  };
}

function entryOf(expectation: Expectation, tools: MatchTools): Entry {
  return {
    expectation,
    compiled: compileConditions(expectation.conditions, tools),
    calls: [],
    answeredAbove: false,
    rank: 0,
    replacedBy: undefined,
    replaces: [],
  };
}

/** What an expectation that is declared again keeps: the calls it answered. */
function historyOf({ calls, answeredAbove }: Entry): Pick<Entry, "calls" | "answeredAbove"> {
  return { calls, answeredAbove };
}

function useOf(entry: Entry, layer: string): ExpectationUse {
  const { expectation, calls } = entry;
  const short = calls.length === 0 || calls.length < expectation.times.min;
  const overridden = short && (entry.answeredAbove || entry.replacedBy !== undefined);
  return { expectation, layer, calls, overridden };
}

/** Entries by target in the order in which they are tried, without those that a newer layer replaces. */
type Order = ReadonlyMap<string, readonly Entry[]>;

/** An expectation replaces those of lower layers that have its name, or its target and its match. */
function orderOf(layers: readonly LiveLayer[]): Order {
  const byTarget = new Map<string, Entry[]>();
  const newest = new Map<string, Entry>();
  for (const [rank, layer] of [...layers.entries()].reverse()) {
    for (const entry of layer.entries) {
      entry.rank = rank;
      entry.replaces = [];
      entry.replacedBy = keysOf(entry.expectation)
        .map((key) => newest.get(key))
        .find((one) => one !== undefined);
      entry.replacedBy?.replaces.push(entry);
      if (entry.replacedBy !== undefined) continue;
      const key = targetKey(entry.expectation.double, entry.expectation.target);
      const list = byTarget.get(key);
      if (list === undefined) byTarget.set(key, [entry]);
      else list.push(entry);
    }
    // Only now: inside a layer nothing replaces anything.
    for (const entry of layer.entries)
      for (const key of keysOf(entry.expectation)) if (!newest.has(key)) newest.set(key, entry);
  }
  return byTarget;
}

function keysOf({ name, double, target, conditions }: Expectation): readonly string[] {
  const match = `match ${targetKey(double, target)}\u0000${JSON.stringify(conditions)}`;
  return name === undefined ? [match] : [`name ${name}`, match];
}

function targetKey(double: string, target: string): string {
  return `${double}\u0000${target}`;
}
