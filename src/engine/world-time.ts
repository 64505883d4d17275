/**
 * The world's clock. Starts at the scenario's `now`, moves one second with each event that changes state
 * and by advance(), never by itself.
 */
export interface Clock {
  /** RFC 3339 in UTC, "2025-01-15T10:30:00.000Z". */
  now(): string;
  /** Milliseconds since 1970. */
  nowMs(): number;
}

/** Ids from a counter and the seed: the same scenario gives the same ids. */
export interface Ids {
  /** The next number of a sequence, from 1. */
  next(sequence: string): number;
  /** A version 4 UUID made from the seed. */
  uuid(): string;
}

/** Randomness from the seed. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** An integer from 0 up to, not including, `below`. */
  integer(below: number): number;
  /** Random bytes. */
  bytes(length: number): Uint8Array;
}
