import { decodeLossless, isJsonObject, isTooDeep, limits, type JsonObject } from "../../../core/index.ts";

/** What the lines of a session file are, besides their content. */
export interface SessionLines {
  /** Those that could be read and those that could not; blank ones do not count. */
  readonly lines: number;
  /** Those that are no JSON object. */
  readonly skipped: number;
  /** Whether the last line has an end; what is added to another must begin with one. */
  readonly ended: boolean;
}

/**
 * Reads a session file line by line. What is no line is left out, as the real CLI does: files are cut when a machine
 * stops, and edited by people. A byte order mark and carriage returns are fine.
 * @param visit called with each line that could be read
 */
export function readLines(bytes: Uint8Array, visit: (line: JsonObject) => void): SessionLines {
  const text = decodeLossless(bytes).replace(/^\uFEFF/, "");
  let lines = 0;
  let skipped = 0;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    const one = text.slice(from, end === -1 ? text.length : end).trim();
    from = end === -1 ? text.length : end + 1;
    if (one === "") continue;
    lines += 1;
    const line = readLine(one);
    if (line === undefined) skipped += 1;
    else visit(line);
  }
  return { lines, skipped, ended: text === "" || text.endsWith("\n") };
}

function readLine(text: string): JsonObject | undefined {
  if (isTooDeep(text, limits.parsedDepth)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text of a line that says what a user typed; undefined: it is something else, such as a tool's result, a note of the
 * CLI's own, a subagent's prompt or the summary of a compaction.
 */
export function promptOf(line: JsonObject): string | undefined {
  if (line["type"] !== "user" || !isSpoken(line) || line["isMeta"] === true) return undefined;
  if (line["isCompactSummary"] === true || line["toolUseResult"] !== undefined) return undefined;
  const { message } = line;
  const content = isJsonObject(message) ? message["content"] : undefined;
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return undefined;
  const blocks = content.filter(isJsonObject);
  if (blocks.some((block) => block["type"] === "tool_result")) return undefined;
  const texts = blocks.flatMap((block) => (block["type"] === "text" ? [block["text"]] : []));
  return texts.length === 0 ? undefined : texts.filter((text) => typeof text === "string").join("\n");
}

/** Whether a line belongs to the conversation itself: it has an id, and is not of one that a tool holds beside it. */
export function isSpoken(line: JsonObject): line is JsonObject & { readonly uuid: string } {
  return typeof line["uuid"] === "string" && line["isSidechain"] !== true;
}
