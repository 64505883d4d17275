import {
  finding,
  type Finding,
  type FindingName,
  type Json,
  type Place,
  type Times,
} from "../../src/core/index.ts";
import type { ExpectationUse } from "../../src/engine/index.ts";
import type { Order } from "../../src/verify/index.ts";

/** Small values that the tests of this room are made of. */

/** A line of the scenario. */
export function line(number: number): Place {
  return { kind: "file", file: "backlot.toml", line: number, column: 1, endColumn: 2, text: "" };
}

interface UseFacts {
  readonly name?: string;
  readonly calls?: readonly number[];
  readonly times?: Times;
  readonly overridden?: boolean;
  readonly layer?: string;
}

/** An expectation with what became of it; one call or more unless said otherwise. */
export function use(id: string, facts: UseFacts = {}): ExpectationUse {
  const { name, calls = [], times = { min: 1, max: null }, overridden = false, layer = "file" } = facts;
  const base = {
    double: "command",
    target: "tool",
    conditions: [],
    answer: { kind: "reply", replies: [] },
  } as const;
  return {
    expectation: { ...base, id, name, times, text: `tool ${id}`, at: line(1) },
    layer,
    calls,
    overridden,
  };
}

/** An order of names, one on each line. */
export function order(...names: readonly string[]): Order {
  return names.map((name, index) => ({ name, at: line(index + 1) }));
}

/** A finding about a call and an expectation. */
export function found(name: FindingName, what: string, evidence: Json = null, at?: Place): Finding {
  return finding(name, { what, evidence, at });
}
