/** An answer that is whole and waits to be written. */
interface Whole {
  send(): void;
}

let waiting: Whole[] = [];

/**
 * Writes an answer when everything that has arrived by now was served. Each write wakes a client; on a busy
 * machine that costs more than all else of an answer, so that answers go out together.
 */
export function sendTogether(answer: Whole): void {
  waiting.push(answer);
  if (waiting.length === 1) setImmediate(sendWaiting);
}

/** Writes what waits: before a connection is ended or reset, or anything else is written to one. */
export function sendWaiting(): void {
  if (waiting.length === 0) return;
  const all = waiting;
  waiting = [];
  for (const answer of all) answer.send();
}
