import { limits } from "../core/index.ts";
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

/** What calls have in common that are looked for together. */
interface Kind {
  readonly double: string;
  readonly target: string;
  readonly outcome: string;
}

/**
 * Where each call stands in the log, and of which kind it is: eight bytes a call, since worlds may hold a
 * million, so that looking for the calls of one service reads no record of another.
 */
export class CallIndex {
  readonly #kinds: Kind[] = [];
  readonly #kindNumbers = new Map<string, number>();
  /** By call number: position in the log plus one; 0 while the call is open. */
  #positions = new Uint32Array(256);
  #kindOf = new Uint32Array(256);

  add(record: CallRecord, position: number): void {
    if (record.id >= this.#positions.length) this.#grow(record.id + 1);
    this.#positions[record.id] = position + 1;
    this.#kindOf[record.id] = this.#kindNumber(record);
  }

  /** Positions in the log of the calls that fit, in the order of `ids` or of arrival. */
  find(filter: CallFilter, lastCall: number): number[] {
    const { ids, from = 0 } = filter;
    const most = Math.min(filter.most ?? limits.queryPage, limits.queryPage);
    const plain = filter.double === undefined && filter.target === undefined && filter.outcome === undefined;
    const fitting = this.#kinds.map((kind) => fits(kind, filter));
    const total = ids?.length ?? lastCall;
    const found: number[] = [];
    let skipped = 0;
    // Without conditions whatever is skipped need not be looked at.
    for (let item = plain ? from : 0; item < total && found.length < most; item += 1) {
      const id = ids === undefined ? item + 1 : (ids[item] as number);
      const position = this.#positions[id] ?? 0;
      if (position === 0 || fitting[this.#kindOf[id] as number] !== true) continue;
      if (plain || skipped++ >= from) found.push(position - 1);
    }
    return found;
  }

  #kindNumber({ double, target, outcome }: CallRecord): number {
    const key = `${double}\u0000${target}\u0000${outcome}`;
    const known = this.#kindNumbers.get(key);
    if (known !== undefined) return known;
    this.#kindNumbers.set(key, this.#kinds.length);
    return this.#kinds.push({ double, target, outcome }) - 1;
  }

  #grow(least: number): void {
    const length = Math.max(least, this.#positions.length * 2);
    const [positions, kinds] = [new Uint32Array(length), new Uint32Array(length)];
    positions.set(this.#positions);
    kinds.set(this.#kindOf);
    this.#positions = positions;
    this.#kindOf = kinds;
  }
}

function fits(kind: Kind, filter: CallFilter): boolean {
  return (
    (filter.double === undefined || kind.double === filter.double) &&
    (filter.target === undefined || kind.target === filter.target) &&
    (filter.outcome === undefined || kind.outcome === filter.outcome)
  );
}
