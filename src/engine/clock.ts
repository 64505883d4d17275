import { BacklotError, finding, formatTime } from "../core/index.ts";
import type { Clock } from "./world-time.ts";

/** The world's clock with the controls that only the world and its owner have. */
export interface WorldClock extends Clock {
  /** Moves on because an event changed state: one second. */
  tick(): void;
  /** Moves on by `ms` milliseconds, at least 0. @throws BacklotError `invalid-value` */
  advance(ms: number): void;
}

/** The last millisecond of the year 9999: RFC 3339 can't write a later one. */
const lastMs = 253_402_300_799_999;

/**
 * Makes a clock that stands at `startMs` (milliseconds since 1970) until it is moved.
 * @example createClock(0).now() // "1970-01-01T00:00:00.000Z"
 */
export function createClock(startMs: number): WorldClock {
  let current = Math.trunc(startMs);
  // It stands still most of the time, and each call asks for it.
  let written = { at: current, text: formatTime(current) };
  return {
    now: () => {
      if (written.at !== current) written = { at: current, text: formatTime(current) };
      return written.text;
    },
    nowMs: () => current,
    tick: () => {
      current = Math.min(lastMs, current + 1_000);
    },
    advance: (ms) => {
      if (!(ms >= 0) || !(current + ms <= lastMs)) throw cannotAdvance(ms);
      current += Math.trunc(ms);
    },
  };
}

function cannotAdvance(ms: number): BacklotError {
  return new BacklotError([
    finding("invalid-value", {
      at: { kind: "input", input: "advance()" },
      what: `the clock can't be moved by ${ms} milliseconds`,
      why: "It only goes forward, and not past the year 9999, which is the last one that RFC 3339 can write.",
      fix: "Give milliseconds, 0 or more.",
    }),
  ]);
}
