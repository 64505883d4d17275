import type { Place } from "../../core/index.ts";
import type { ContractChange, RawChange } from "./change.ts";

/** A file whose places can be asked for. */
interface Placing {
  placesOf(pointers: readonly string[]): readonly Place[];
}

/** Operations that are listed of one change. */
export const operationsMost = 200;

/**
 * Changes with their places, what breaks first. What is found at the same two places of several operations is one
 * change.
 */
export function placed(old: Placing, now: Placing, raw: readonly RawChange[]): readonly ContractChange[] {
  const groups = new Map<string, RawChange>();
  for (const change of raw) {
    const key = [change.rule, change.old, change.new, change.what].join(" ");
    const known = groups.get(key);
    groups.set(key, known === undefined ? change : joined(known, change));
  }
  const changes = [...groups.values()];
  const oldPlaces = old.placesOf(changes.map((one) => one.old));
  const newPlaces = now.placesOf(changes.map((one) => one.new));
  const whole = changes.map((one, index): ContractChange => ({
    ...one,
    old: oldPlaces[index],
    new: newPlaces[index],
  }));
  return [...whole.filter(({ breaks }) => breaks), ...whole.filter(({ breaks }) => !breaks)];
}

function joined(one: RawChange, other: RawChange): RawChange {
  const operations = [...new Set([...one.operations, ...other.operations])];
  return {
    ...one,
    breaks: one.breaks || other.breaks,
    operations: operations.slice(0, operationsMost),
    more: one.more || other.more || operations.length > operationsMost,
  };
}
