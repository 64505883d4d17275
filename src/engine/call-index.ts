import { limits } from "../core/index.ts";
import type { Log } from "./log.ts";
import type { CallRecord } from "./record.ts";

/** Which calls to read. */
export interface CallFilter {
  readonly ids?: readonly number[] | undefined;
  readonly double?: string | undefined;
  readonly target?: string | undefined;
  readonly outcome?: string | undefined;
  /** Skip this many matches. */
  readonly from?: number | undefined;
  /** At most this many, `limits.queryPage` if absent. */
  readonly most?: number | undefined;
}

/** Where the records of calls stand in a log. */
export interface CallIndex {
  set(call: number, position: number): void;
  get(call: number): number | undefined;
}

/** Position in the log by call number: four bytes a call, since worlds may hold a million. */
export function createCallIndex(): CallIndex {
  let positions = new Uint32Array(256);
  return {
    set: (call, position) => {
      if (call >= positions.length) {
        const grown = new Uint32Array(Math.max(call + 1, positions.length * 2));
        grown.set(positions);
        positions = grown;
      }
      positions[call] = position + 1;
    },
    get: (call) => {
      const position = positions[call] ?? 0;
      return position === 0 ? undefined : position - 1;
    },
  };
}

/** Reads call records, a page at the most (`limits.queryPage`). */
export function readCalls(log: Log, index: CallIndex, filter: CallFilter, lastCall: number): CallRecord[] {
  const most = Math.min(filter.most ?? limits.queryPage, limits.queryPage);
  const from = filter.from ?? 0;
  const found: CallRecord[] = [];
  let skipped = 0;
  const plain = filter.double === undefined && filter.target === undefined && filter.outcome === undefined;
  const ids = filter.ids;
  const total = ids?.length ?? lastCall;
  // Without conditions the pages can be cut before anything is read.
  for (let item = plain ? from : 0; item < total && found.length < most; item++) {
    const position = index.get(ids === undefined ? item + 1 : (ids[item] as number));
    const record = position === undefined ? undefined : (log.read(position, 1)[0] as CallRecord | undefined);
    if (record === undefined || !fits(record, filter)) continue;
    if (plain || skipped++ >= from) found.push(record);
  }
  return found;
}

function fits(record: CallRecord, filter: CallFilter): boolean {
  return (
    (filter.double === undefined || record.double === filter.double) &&
    (filter.target === undefined || record.target === filter.target) &&
    (filter.outcome === undefined || record.outcome === filter.outcome)
  );
}
