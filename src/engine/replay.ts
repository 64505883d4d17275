import type { Double } from "./double.ts";
import type { JournalRecord } from "./record.ts";

/**
 * State of each double by name, rebuilt from the events of a journal: what the world had after the last of them. Call
 * records change nothing.
 * @param at the world's time when it started
 * @example replayEvents(doubles, log.read(0, 100), startedAt)["github"] // as it was after the first 100 records
 */
export function replayEvents(
  doubles: readonly { readonly double: Double; readonly config: unknown }[],
  records: Iterable<JournalRecord>,
  at: string,
): Readonly<Record<string, unknown>> {
  const states = new Map(doubles.map(({ double, config }) => [double.name, double.start(config, at)]));
  const byName = new Map(doubles.map(({ double }) => [double.name, double]));
  for (const record of records) {
    const double = record.kind === "event" ? byName.get(record.double) : undefined;
    if (record.kind === "event" && double !== undefined)
      states.set(double.name, double.reduce(states.get(double.name), record.event));
  }
  return Object.fromEntries(states);
}
