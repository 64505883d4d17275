import { BacklotError, finding } from "../core/index.ts";
import type { Double } from "./double.ts";
import type { Log } from "./log.ts";
import type { EventRecord } from "./record.ts";

const pageRecords = 500;

/** The events of one double, in their order. */
export function* eventsOf(log: Log, double: string): IterableIterator<EventRecord> {
  for (let from = 0; from < log.count; from += pageRecords) {
    for (let index = from; index < Math.min(from + pageRecords, log.count); index += 1) {
      const text = log.text(index);
      // Calls are most of a journal, and have bodies: they are not read to be passed over.
      if (!text.startsWith('{"kind":"event"')) continue;
      const record = JSON.parse(text) as EventRecord;
      if (record.double === double) yield record;
    }
  }
}

/**
 * The state of a double as it was after some of its events, rebuilt from them.
 * @param startedAt the world's time when it started
 * @param events how many; 0: as the scenario describes it
 * @throws BacklotError `invalid-value` where there were not as many
 */
export function stateAfter(
  { double, config }: { readonly double: Double; readonly config: unknown },
  log: Log,
  startedAt: string,
  events: number,
): unknown {
  let state = double.start(config, startedAt);
  let left = events;
  for (const { event } of eventsOf(log, double.name)) {
    if (left <= 0) break;
    state = double.reduce(state, event);
    left -= 1;
  }
  if (left === 0) return state;
  const what = `${double.name} has no state after ${events} events`;
  const fix = `Give a whole number from 0 to ${events - Math.max(0, left)}.`;
  throw new BacklotError([finding("invalid-value", { at: { kind: "input", input: "at()" }, what, fix })]);
}
