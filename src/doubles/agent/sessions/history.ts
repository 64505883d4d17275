import { isSpoken, promptOf, readLines } from "./session-lines.ts";

/** What a session was before this process, as its file says. */
export interface SessionHistory {
  /** What the user typed, oldest first. */
  readonly prompts: readonly string[];
  /** Lines of the file; blank ones do not count. */
  readonly lines: number;
  /** Of these, those that could not be read. */
  readonly skipped: number;
  /** Whether the last line has an end; what is added to another must begin with one. */
  readonly ended: boolean;
  /** The line that the next one follows; null: there is none. */
  readonly lastUuid: string | null;
  /** The last title that was given, by the user or from what was talked about. */
  readonly title?: string | undefined;
}

/** Keys of titles, by type of the lines that have them. */
const titles: ReadonlyMap<unknown, string> = new Map([
  ["custom-title", "customTitle"],
  ["summary", "summary"],
]);

/**
 * Reads a session file. Never fails: what can't be read is counted.
 * @param bytes at most limits.agentSessionBytes
 * @example readHistory(utf8('{"type":"user","uuid":"1","message":{"content":"hello"}}')).prompts // ["hello"]
 */
export function readHistory(bytes: Uint8Array): SessionHistory {
  const prompts: string[] = [];
  let lastUuid: string | null = null;
  let title: string | undefined;
  const counts = readLines(bytes, (line) => {
    const prompt = promptOf(line);
    if (prompt !== undefined) prompts.push(prompt);
    if (isSpoken(line)) lastUuid = line.uuid;
    const named = line[titles.get(line["type"]) ?? ""];
    if (typeof named === "string") title = named;
  });
  return { prompts, ...counts, lastUuid, title };
}
