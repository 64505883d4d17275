import { limits, type JsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { textIn } from "./inputs.ts";
import { failed, refused, succeeded } from "./outcomes.ts";
import { pathGlob } from "./path-glob.ts";
import { openSandbox } from "./sandbox.ts";

/** Finds files by their paths, oldest first. */
export async function glob(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  const pattern = textIn(input, "pattern") ?? "";
  const isAbsolute = pattern.startsWith("/");
  // An absolute glob says itself where to look.
  const path = isAbsolute ? "/" : (textIn(input, "path") ?? ".");
  const sandbox = await openSandbox(facts);
  const matches = pathGlob(isAbsolute ? sandbox.placeOf(pattern) : pattern);
  if (matches === undefined)
    return failed(`${pattern}: its braces may be read in more than ${limits.agentGlobWays} ways`);
  const place = sandbox.placeOf(path);
  if ((await sandbox.folder.stat(place))?.kind !== "folder")
    return refused(`Directory does not exist: ${path}`, [path]);
  const skip = place === "/" ? 0 : place.length;
  const entries = await sandbox.folder.list(place, limits.agentListedFiles);
  const found = entries
    .filter((entry) => entry.kind === "file" && matches(entry.path.slice(skip)))
    .toSorted((one, other) => one.mtimeMs - other.mtimeMs || (one.path < other.path ? -1 : 1));
  const filenames = found.slice(0, limits.agentGlobFiles).map((entry) => sandbox.shown(`/${entry.path}`));
  const truncated = found.length > filenames.length || entries.length === limits.agentListedFiles;
  const note = truncated ? ["(Results are truncated. Consider using a more specific path or pattern.)"] : [];
  const content = filenames.length === 0 ? "No files found" : [...filenames, ...note].join("\n");
  // Not measured: the same search tells the same.
  const durationMs = 1 + filenames.length;
  return succeeded(content, { filenames, durationMs, numFiles: filenames.length, truncated }, [path]);
}
