import { isDeepStrictEqual } from "node:util";
import { deepFreeze } from "../../src/core/index.ts";
import type { Double, DoubleEvent } from "../../src/engine/index.ts";
import { jsonFaults } from "./json-faults.ts";

/** The time at which the worlds of this suite start. */
export const startedAt = "2025-01-15T10:30:00.000Z";

/** What watching a double has shown. */
export interface Watch {
  /** The double, to be put into a world instead of itself. */
  readonly double: Double;
  /** What decide, reduce or start did that they may not. */
  readonly faults: string[];
  /** JSON of the state at the start and after each event. */
  readonly states: string[];
  /** JSON of the state as it is now. */
  now(): string;
}

/** Wraps a double so that each decision is checked to be pure and each state is kept. */
export function watch(double: Double): Watch {
  const faults: string[] = [];
  const states: string[] = [];
  let current: unknown;
  const keep = (state: unknown): void => {
    current = state;
    faults.push(...jsonFaults(state, "state"));
    states.push(JSON.stringify(state));
  };
  const watched: Double = {
    ...double,
    start: (config, at) => {
      const state = double.start(config, at);
      keep(state);
      return state;
    },
    decide: (state, command, at) => {
      const before = JSON.stringify(state);
      const decided = double.decide(state, command, at);
      if (JSON.stringify(state) !== before) faults.push("decide changes the state");
      faults.push(...decideAgain(double, { before, command, at }, decided));
      return decided;
    },
    reduce: (state, event) => {
      const next = double.reduce(state, deepFreeze(structuredClone(event)));
      keep(next);
      return next;
    },
  };
  return { double: watched, faults, states, now: () => JSON.stringify(current) };
}

interface Decision {
  readonly before: string;
  readonly command: unknown;
  readonly at: string;
}

/** The same state, frozen, and the same command must give the same decision. */
function decideAgain(double: Double, { before, command, at }: Decision, first: unknown): string[] {
  const state = deepFreeze(JSON.parse(before) as object);
  const faults = "refused" in (first as object) ? [] : eventFaults(eventsOf(first));
  try {
    const second = double.decide(state, deepFreeze(structuredClone(command)), at);
    if (!isDeepStrictEqual(plain(second), plain(first)))
      faults.push("decide gives two answers to one question");
  } catch (error) {
    faults.push(`decide fails on a frozen state: ${String(error)}`);
  }
  return faults;
}

/** A decision may be the events alone. */
function eventsOf(decided: unknown): readonly DoubleEvent[] {
  return "events" in (decided as object)
    ? (decided as { events: DoubleEvent[] }).events
    : (decided as DoubleEvent[]);
}

function eventFaults(events: readonly DoubleEvent[]): string[] {
  const named = events.every(({ type }) => typeof type === "string" && type !== "");
  return [...jsonFaults(events, "events"), ...(named ? [] : ["an event has no type"])];
}

/** Findings and events as data; who made them does not count. */
function plain(decision: unknown): unknown {
  return JSON.parse(JSON.stringify(decision)) as unknown;
}

/** JSON of the state at the start and after each event, rebuilt from the events alone. */
export function replay(double: Double, config: unknown, events: readonly DoubleEvent[]): string[] {
  let state = double.start(config, startedAt);
  const states = [JSON.stringify(state)];
  for (const event of events) {
    state = double.reduce(state, deepFreeze(structuredClone(event)));
    states.push(JSON.stringify(state));
  }
  return states;
}
