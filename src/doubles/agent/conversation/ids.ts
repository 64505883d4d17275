import type { HashPort } from "../../../core/index.ts";
import { utf8 } from "../../../core/index.ts";

/**
 * Ids of a session's messages, tools and lines: made from the session and what they stand for, so that the same
 * conversation has the same ids, and none has another's.
 */
export interface SessionIds {
  /** @example message("responses[0]", 0, 0) // "msg_..." */
  message(at: string, turn: number, step: number): string;
  request(at: string, turn: number, step: number): string;
  tool(at: string, turn: number, step: number, index: number): string;
  /** A UUID for the next line that is printed or kept. @param kind what it is for */
  line(kind: string): string;
  /** The UUID of one thing, the same wherever it is told. @example uuid("prompt 0") */
  uuid(of: string): string;
}

/** @param session id of the session @param first number of lines that the session has already */
export function sessionIds(session: string, hash: HashPort, first = 0): SessionIds {
  let lines = first;
  const digits = (...parts: readonly (string | number)[]): string =>
    hash.sha256(utf8([session, ...parts].join("|")));
  return {
    message: (...parts) => `msg_${digits("message", ...parts).slice(0, 24)}`,
    request: (...parts) => `req_${digits("request", ...parts).slice(0, 24)}`,
    tool: (...parts) => `toolu_${digits("tool", ...parts).slice(0, 24)}`,
    line: (kind) => uuidOf(digits("line", kind, lines++)),
    uuid: (of) => uuidOf(digits("uuid", of)),
  };
}

/** A version 4 UUID of hexadecimal digits. */
function uuidOf(digits: string): string {
  const variant = ((Number.parseInt(digits[16] ?? "0", 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
