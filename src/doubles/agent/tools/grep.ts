import { type FolderEntry, limits, type JsonObject, type RegexData } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { globOfType } from "./file-types.ts";
import { contextOf, tellContent, tellCounts, tellFiles } from "./grep-answer.ts";
import { textIn } from "./inputs.ts";
import { failed, refused } from "./outcomes.ts";
import { type PathGlob, pathGlob } from "./path-glob.ts";
import { openSandbox, readText, type Sandbox } from "./sandbox.ts";

/** A file in which something was found. */
export interface GrepFile {
  /** As it is told. */
  readonly path: string;
  readonly mtimeMs: number;
  readonly lines: readonly string[];
  /** Numbers of the lines that match, from 0. */
  readonly found: readonly number[];
}

/** Searches files for a regular expression, line by line. */
export async function grep(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  const [pattern, path] = [textIn(input, "pattern") ?? "", textIn(input, "path") ?? "."];
  const mode = textIn(input, "output_mode") ?? "files_with_matches";
  const isWhole = input["multiline"] === true;
  const regex: RegexData = {
    source: pattern,
    flags: `${input["-i"] === true ? "i" : ""}${isWhole ? "ms" : ""}`,
  };
  const checked = facts.ports.regex.check(regex);
  if (!checked.ok) return failed(`regex parse error: ${checked.message}`);
  const wanted = wantedFiles(input);
  if (typeof wanted === "string") return failed(wanted);
  const sandbox = await openSandbox(facts);
  const place = sandbox.placeOf(path);
  const entry = await sandbox.folder.stat(place);
  if (entry === undefined) return refused(`Path does not exist: ${path}`, [path]);
  const entries =
    entry.kind === "folder" ? await sandbox.folder.list(place, limits.agentListedFiles) : [entry];
  const chosen = entry.kind === "folder" ? entries.filter((one) => isWanted(one, place, wanted)) : entries;
  const files = await search(facts, sandbox, chosen, { regex, isWhole });
  if (typeof files === "string") return failed(files, [path]);
  const told = { files, input, touched: [path] };
  if (mode === "content") {
    if (isWhole)
      return failed("multiline is simulated with output_mode files_with_matches and count", [path]);
    return tellContent({ ...told, named: entry.kind === "folder", context: contextOf(input) });
  }
  return mode === "count" ? tellCounts(told) : tellFiles(told);
}

/** Which files `glob` and `type` leave; a text: what is wrong with them. */
function wantedFiles(input: JsonObject): readonly PathGlob[] | string {
  const [pattern, type] = [textIn(input, "glob"), textIn(input, "type")];
  const ofType = type === undefined ? undefined : globOfType(type);
  if (type !== undefined && ofType === undefined) return `unrecognized file type: ${type}`;
  const globs = [pattern, ofType].flatMap((one) => (one === undefined ? [] : [pathGlob(one)]));
  if (globs.includes(undefined))
    return `${pattern ?? ""}: its braces may be read in more than ${limits.agentGlobWays} ways`;
  return globs as readonly PathGlob[];
}

/** What git keeps for itself is never searched. */
function isWanted({ kind, path }: FolderEntry, place: string, wanted: readonly PathGlob[]): boolean {
  const inside = path.slice(place === "/" ? 0 : place.length);
  if (kind !== "file" || `/${inside}`.includes("/.git/")) return false;
  return wanted.every((takes) => takes(inside));
}

/** Files that match; a text: why the search was given up. */
async function search(
  facts: ToolFacts,
  sandbox: Sandbox,
  entries: readonly FolderEntry[],
  { regex, isWhole }: { readonly regex: RegexData; readonly isWhole: boolean },
): Promise<GrepFile[] | string> {
  const files: GrepFile[] = [];
  let [looked, bytes] = [0, 0];
  for (const { path, mtimeMs } of entries) {
    const file = await readText(sandbox, `/${path}`);
    if (file.kind !== "text") continue;
    const lines = file.text.split(/\r?\n/);
    if (lines.at(-1) === "") lines.pop();
    looked += lines.length;
    bytes += file.size;
    if (looked > limits.agentGrepLines || bytes > limits.agentGrepBytes)
      return `more than ${limits.agentGrepLines} lines or ${limits.agentGrepBytes} bytes are to be searched: give a path, a glob or a type`;
    const found: number[] = [];
    for (const [index, line] of (isWhole ? [file.text] : lines).entries()) {
      const matched = facts.ports.regex.test(regex, line);
      if (matched === "timeout") return `the pattern takes too long: ${regex.source}`;
      if (matched) found.push(index);
    }
    if (found.length > 0) files.push({ path: sandbox.shown(`/${path}`), mtimeMs, lines, found });
  }
  return files;
}
