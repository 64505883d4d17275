import { limits } from "../../core/index.ts";
import type { ServiceCall, WorldEvidence } from "../evidence.ts";
import {
  count,
  flag,
  oneOf,
  optional,
  required,
  tell,
  text,
  warnOfUnknown,
  word,
  words,
  type Fields,
} from "./fields.ts";
import { knownFields } from "./known-fields.ts";
import type { CallLine } from "./read-call.ts";
import type { LinePlace, Problems } from "./problems.ts";

/** A call whose stub is not looked up yet: `stub` is what the line names it by. */
interface Call {
  readonly call: { -readonly [Field in keyof ServiceCall]: ServiceCall[Field] };
  readonly lineNumber: number;
}

/** A world while its journal is read. */
export interface OpenWorld {
  readonly id: string;
  readonly line: LinePlace;
  readonly title: string;
  readonly test: boolean;
  /** Files of its scenario. */
  readonly scenario: readonly string[] | undefined;
  /** The world that it is a part of, and which of its calls it has. */
  readonly within: { readonly world: OpenWorld; readonly first: number; readonly last: number } | undefined;
  /** Ids of its stubs, by what its calls name them. */
  readonly stubs: Map<string, string>;
  readonly calls: Call[];
  /** Calls of any protocol. */
  callCount: number;
  outcome: WorldEvidence["outcome"];
  ended: boolean;
  /** Calls that its last line says it has; undefined: it does not say. */
  promised: number | undefined;
}

/** A line of the kind "world". @param open worlds that have begun, by id */
export function readWorld(fields: Fields, open: ReadonlyMap<string, OpenWorld>): OpenWorld | undefined {
  warnOfUnknown(fields, "world", knownFields.world);
  const id = required(fields, "id", word);
  const title = required(fields, "title", text);
  const test = optional(fields, "test", flag) ?? false;
  const scenario = optional(fields, "scenario", words);
  const inside = optional(fields, "within", word);
  const outer = inside === undefined ? undefined : open.get(inside);
  if (inside !== undefined && outer === undefined)
    tell(fields, `within names ${quoted(inside)}, which has not begun`);
  if (outer?.within !== undefined) tell(fields, `within names ${quoted(outer.id)}, which is a part itself`);
  const [first, last] =
    inside === undefined ? [] : [required(fields, "first", count), required(fields, "last", count)];
  if (id === undefined || title === undefined) return undefined;
  const before = open.get(id);
  if (before !== undefined && !before.ended) {
    tell(fields, `world ${quoted(id)} has begun in line ${before.line.number}, and has no end`);
  }
  const within =
    outer === undefined || first === undefined || last === undefined
      ? undefined
      : { world: outer, first, last };
  return {
    id,
    line: fields.line,
    title,
    test,
    scenario: scenario ?? outer?.scenario,
    within,
    stubs: new Map(),
    calls: [],
    callCount: 0,
    outcome: "unknown",
    ended: false,
    promised: undefined,
  };
}

const outcomes = oneOf("passed", "failed", "unknown");

/** A line of the kind "end". */
export function readEnd(fields: Fields, world: OpenWorld): void {
  warnOfUnknown(fields, "end", knownFields.end);
  world.outcome = optional(fields, "outcome", outcomes) ?? "unknown";
  world.promised = optional(fields, "calls", count);
  world.ended = true;
}

/** Puts a call into its world. */
export function addCall(world: OpenWorld, { id, call, stub }: CallLine, line: LinePlace): void {
  world.callCount += 1;
  if (call === undefined) return;
  world.calls.push({
    call: { ...call, id: id ?? world.callCount, stub: stub ?? null },
    lineNumber: line.number,
  });
}

/** Whether the world came to its end with every call. */
export function isWhole({ ended, promised, callCount, within }: OpenWorld): boolean {
  const counted = promised === undefined || promised === callCount;
  return ended && counted && (within === undefined || isWhole(within.world));
}

/**
 * What worlds come to. A part of a world has the stubs of the whole one too, and the whole one keeps the calls that no
 * part has.
 * @param lost told of calls that name a stub which no line declares
 */
export function worldEvidence(
  file: string,
  worlds: readonly OpenWorld[],
  lost: (line: LinePlace, stub: string) => void,
): readonly WorldEvidence[] {
  const calls = callsByWorld(worlds);
  const ids = new Map<ReadonlyMap<string, string>, readonly string[]>();
  const idsOf = (stubs: ReadonlyMap<string, string>): readonly string[] => {
    const known = ids.get(stubs) ?? [...new Set(stubs.values())];
    ids.set(stubs, known);
    return known;
  };
  return worlds.map((world) => {
    const stubs = stubsOf(world);
    const own = calls.get(world) ?? [];
    return {
      id: `${file}:${world.line.number}`,
      title: world.title,
      test: world.test,
      outcome: world.outcome,
      complete: isWhole(world),
      ...(world.scenario === undefined ? {} : { scenario: world.scenario }),
      stubs: idsOf(stubs),
      // Which commands a part of a world ran is not told.
      ...(world.within === undefined ? { callCount: world.callCount } : {}),
      calls: own.map(({ call, lineNumber }): ServiceCall => {
        const { stub: named } = call;
        if (named === null) return call;
        call.stub = stubs.get(named) ?? null;
        if (call.stub === null) lost({ number: lineNumber, text: undefined }, named);
        return call;
      }),
    };
  });
}

function stubsOf({ stubs, within }: OpenWorld): ReadonlyMap<string, string> {
  if (within !== undefined && stubs.size === 0) return stubsOf(within.world);
  return within === undefined ? stubs : new Map([...stubsOf(within.world), ...stubs]);
}

/** Calls in order of arrival, each in the part that it belongs to. */
function callsByWorld(worlds: readonly OpenWorld[]): ReadonlyMap<OpenWorld, readonly Call[]> {
  const parts = new Map<OpenWorld, OpenWorld[]>();
  for (const world of worlds) {
    if (world.within !== undefined) append(parts, world.within.world, world);
  }
  const found = new Map<OpenWorld, Call[]>();
  for (const world of worlds) {
    const inside = (parts.get(world) ?? []).sort((left, right) => firstOf(left) - firstOf(right));
    let next = 0;
    for (const one of [...world.calls].sort((left, right) => left.call.id - right.call.id)) {
      const { id } = one.call;
      while (next < inside.length && (inside[next]?.within?.last ?? 0) < id) next += 1;
      const part = inside[next];
      append(found, part !== undefined && firstOf(part) <= id ? part : world, one);
    }
  }
  return found;
}

function append<T>(lists: Map<OpenWorld, T[]>, world: OpenWorld, item: T): void {
  const list = lists.get(world);
  if (list === undefined) lists.set(world, [item]);
  else list.push(item);
}

function firstOf(world: OpenWorld): number {
  return world.within?.first ?? 0;
}

/** A name as findings show it. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

/** Tells of parts of worlds that multiply each other's stubs. */
export function tooManyStubs(worlds: readonly OpenWorld[], problems: Problems): boolean {
  let count = 0;
  for (const { stubs, within, line } of worlds) {
    // Parts without stubs of their own share those of the whole.
    count += within === undefined || stubs.size > 0 ? stubs.size + (within?.world.stubs.size ?? 0) : 0;
    if (count <= limits.journalWorldStubs) continue;
    const what = `the worlds have more than ${limits.journalWorldStubs} stubs, counted for each`;
    problems.tell(line, what, { name: "over-limit" });
    return true;
  }
  return false;
}
