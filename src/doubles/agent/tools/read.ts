import { limits, type JsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { countIn, textIn } from "./inputs.ts";
import { failed, refused, succeeded } from "./outcomes.ts";
import { baseName } from "./paths.ts";
import { openSandbox, readText } from "./sandbox.ts";

/** Reads lines of a text file. */
export async function read(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  const path = textIn(input, "file_path") ?? "";
  const [offset, limit] = [Math.max(1, countIn(input, "offset") ?? 1), countIn(input, "limit")];
  const sandbox = await openSandbox(facts);
  const file = await readText(sandbox, sandbox.placeOf(path));
  if (file.kind === "missing") return missing(facts, path);
  if (file.kind === "folder")
    return failed(`EISDIR: illegal operation on a directory, read '${path}'`, [path]);
  if (file.kind === "binary")
    return refused(
      `This tool cannot read binary files. The file appears to be a binary ${extensionOf(path)} file.`,
      [path],
    );
  if (file.kind === "large" || (limit === undefined && file.size > limits.agentReadBytes))
    return failed(tooLarge(file.size, file.kind === "large"), [path]);
  const all = file.text.split(/\r?\n/);
  const lines = all
    .slice(offset - 1, offset - 1 + (limit ?? limits.agentReadLines))
    .map((line) =>
      line.length > limits.agentLineChars ? `${line.slice(0, limits.agentLineChars)}... [truncated]` : line,
    );
  const told = {
    filePath: path,
    content: lines.join("\n"),
    numLines: lines.length,
    startLine: offset,
    totalLines: all.length,
  };
  return succeeded(contentOf(lines, facts, offset, all.length, file.text), { type: "text", file: told }, [
    path,
  ]);
}

/** Current looks for the file itself, and says where it looked; to classic the input is wrong. */
function missing({ profile, session }: ToolFacts, path: string): ToolOutcome {
  const text = "File does not exist.";
  return profile.name === "classic"
    ? refused(text, [path])
    : failed(`${text} Note: your current working directory is ${session.workingDirectory}.`, [path]);
}

function contentOf(
  lines: readonly string[],
  { profile }: ToolFacts,
  from: number,
  total: number,
  text: string,
): string {
  if (text === "") return "<system-reminder>The file exists, and it is empty.</system-reminder>";
  if (lines.length === 0)
    return `<system-reminder>The file has ${total} lines; there is none at offset ${from}.</system-reminder>`;
  return numbered(lines, from, profile.name === "classic");
}

/** Lines with their numbers, as versions write them. @example numbered(["alpha"], 1, false) // "1\talpha" */
function numbered(lines: readonly string[], from: number, classic: boolean): string {
  return lines
    .map((line, index) =>
      classic ? `${String(from + index).padStart(6)}→${line}` : `${from + index}\t${line}`,
    )
    .join("\n");
}

function tooLarge(bytes: number, whole: boolean): string {
  const [size, max] = [bytes, whole ? limits.agentFileBytes : limits.agentReadBytes].map(
    (one) => `${Math.ceil(one / 1024)}KB`,
  );
  const advice = whole ? "" : " Give offset and limit to read a part of it.";
  return `File content (${size}) exceeds maximum allowed size (${max}).${advice}`;
}

function extensionOf(path: string): string {
  return /\.[^.]*$/.exec(baseName(path))?.[0] ?? "";
}
