import { utf8, type JsonObject } from "../../../core/index.ts";
import { readLines } from "./session-lines.ts";

/**
 * The lines that a forked session begins with: those of the conversation, as they were, under the new id. What was only of
 * the earlier process (its queue, its last prompt) stays behind.
 */
export function copyHistory(bytes: Uint8Array, sessionId: string): Uint8Array {
  const copied: string[] = [];
  readLines(bytes, (line) => {
    if (typeof line["uuid"] !== "string") return;
    const text = textOf({ ...line, sessionId });
    if (text !== undefined) copied.push(`${text}\n`);
  });
  return utf8(copied.join(""));
}

/** Undefined: it has more lists and objects inside each other than can be written. */
function textOf(line: JsonObject): string | undefined {
  try {
    return JSON.stringify(line);
  } catch {
    return undefined;
  }
}
