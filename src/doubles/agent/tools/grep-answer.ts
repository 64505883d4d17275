import { limits, type JsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { GrepFile } from "./grep.ts";
import { countIn } from "./inputs.ts";
import { succeeded } from "./outcomes.ts";

/** What was found, and for whom. */
interface Found {
  readonly files: readonly GrepFile[];
  readonly input: JsonObject;
  readonly touched: readonly string[];
}

/** Lines around those that match. */
interface Context {
  readonly before: number;
  readonly after: number;
}

/** How many lines around a match the call asks for. */
export function contextOf(input: JsonObject): Context {
  const both = countIn(input, "-C") ?? countIn(input, "context");
  return { before: both ?? countIn(input, "-B") ?? 0, after: both ?? countIn(input, "-A") ?? 0 };
}

/** Tells which files match, the newest first. */
export function tellFiles({ files, input, touched }: Found): ToolOutcome {
  const sorted = files.toSorted(
    (one, other) => other.mtimeMs - one.mtimeMs || (one.path < other.path ? -1 : 1),
  );
  const filenames = part(
    sorted.map(({ path }) => path),
    input,
  );
  const numFiles = filenames.length;
  const content =
    numFiles === 0 ? "No files found" : cut([`Found ${amount(numFiles, "file")}`, ...filenames].join("\n"));
  return succeeded(content, { mode: "files_with_matches", filenames, numFiles }, touched);
}

/** Tells how many lines of each file match. */
export function tellCounts({ files, input, touched }: Found): ToolOutcome {
  const lines = part(
    files.map(({ path, found }) => `${path}:${found.length}`),
    input,
  );
  const content = cut(lines.join("\n"));
  const numMatches = files.reduce((sum, { found }) => sum + found.length, 0);
  const report = { mode: "count", numFiles: files.length, filenames: [], content, numMatches };
  const total = `Found ${amount(numMatches, "total occurrence")} across ${amount(files.length, "file")}.`;
  return succeeded(files.length === 0 ? "No matches found" : `${content}\n\n${total}`, report, touched);
}

/** Tells the lines that match. @param named whether each is told with its file */
export function tellContent({
  files,
  input,
  touched,
  named,
  context,
}: Found & { readonly named: boolean; readonly context: Context }): ToolOutcome {
  const numbered = input["-n"] !== false;
  const apart = context.before + context.after > 0;
  const all = files.flatMap((file, index) => [
    ...(apart && index > 0 ? ["--"] : []),
    ...linesOf(file, { named, numbered, context, apart }),
  ]);
  const lines = part(all, input);
  const content = cut(lines.join("\n"));
  const report = { mode: "content", numFiles: 0, filenames: [], content, numLines: lines.length };
  return succeeded(lines.length === 0 ? "No matches found" : content, report, touched);
}

function linesOf(
  { path, lines, found }: GrepFile,
  {
    named,
    numbered,
    context,
    apart,
  }: {
    readonly named: boolean;
    readonly numbered: boolean;
    readonly context: Context;
    readonly apart: boolean;
  },
): string[] {
  const told: string[] = [];
  const matching = new Set(found);
  let next = 0;
  for (const at of found) {
    const from = Math.max(next, at - context.before);
    if (apart && told.length > 0 && from > next) told.push("--");
    const end = Math.min(lines.length, at + context.after + 1);
    for (let line = from; line < end; line++) {
      const mark = matching.has(line) ? ":" : "-";
      told.push(
        `${named ? `${path}${mark}` : ""}${numbered ? `${line + 1}${mark}` : ""}${lines[line] as string}`,
      );
    }
    next = Math.max(next, end);
  }
  return told;
}

/** What `offset` and `head_limit` leave. */
function part(lines: readonly string[], input: JsonObject): string[] {
  const from = countIn(input, "offset") ?? 0;
  const most = countIn(input, "head_limit") ?? 0;
  return lines.slice(from, most === 0 ? undefined : from + most);
}

function cut(text: string): string {
  if (text.length <= limits.agentOutputChars) return text;
  return `${text.slice(0, limits.agentOutputChars)}\n... [output truncated]`;
}

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
