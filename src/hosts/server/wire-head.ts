import { validateHeaderName, validateHeaderValue } from "node:http";
import { BacklotError, finding, quote, type HeaderList } from "../../core/index.ts";
import { toWire } from "./head.ts";

/** The head of an answer as node takes it. */
export interface WireHead {
  readonly status: number;
  readonly reason: string | undefined;
  /** Names and values in turn, in order and spelling as given. */
  readonly headers: string[];
  /** What an explicit Content-Length promises. */
  readonly promised: number | undefined;
  /** Whether there is an explicit Transfer-Encoding. */
  readonly encoded: boolean;
}

const invalidReason = /[^\t\u0020-\u007e\u0080-\u00ff]/;

/**
 * Checks a head and turns it into what node writes. Checked here, so that a head that can't be sent fails
 * the call that gave it and not a later write.
 * @throws BacklotError `internal` when a status, header or reason can't stand in an HTTP head
 */
export function wireHead(status: number, given: HeaderList, reason: string | undefined): WireHead {
  if (!Number.isInteger(status) || status < 200 || status > 999) throw unsendable(`status ${status}`);
  const headers: string[] = [];
  let promised: number | undefined;
  let encoded = false;
  for (const [name, value] of given) {
    const text = toWire(value);
    try {
      validateHeaderName(name);
      validateHeaderValue(name, text);
    } catch {
      throw unsendable(`header ${quote(name)} with value ${quote(value)}`);
    }
    headers.push(name, text);
    if (name.length === 14 && name.toLowerCase() === "content-length") promised = Number(text);
    if (name.length === 17 && name.toLowerCase() === "transfer-encoding") encoded = true;
  }
  const phrase = reason === undefined ? undefined : toWire(reason);
  if (phrase !== undefined && invalidReason.test(phrase)) throw unsendable(`reason ${quote(phrase)}`);
  return { status, reason: phrase, headers, promised, encoded };
}

/** Whether an answer of this status has a body, and so a length (RFC 9110, 8.6). */
export function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 304;
}

function unsendable(what: string): BacklotError {
  return new BacklotError([
    finding("internal", {
      what: `An HTTP head can't hold ${what}.`,
      why: "A double gave it to the server.",
    }),
  ]);
}
