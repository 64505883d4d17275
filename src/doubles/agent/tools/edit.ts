import { limits, type JsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { textIn } from "./inputs.ts";
import { failed, refused, succeeded } from "./outcomes.ts";
import { patchOf } from "./patch.ts";
import { openSandbox, readText, type Sandbox, writeText } from "./sandbox.ts";
import { updatedText } from "./write.ts";

interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly all: boolean;
}

/** Replaces a text in a file, or makes the file where the text is empty. */
export async function edit(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  const asked: Edit = {
    path: textIn(input, "file_path") ?? "",
    from: textIn(input, "old_string") ?? "",
    to: textIn(input, "new_string") ?? "",
    all: input["replace_all"] === true,
  };
  const { path, from, to } = asked;
  const sandbox = await openSandbox(facts);
  const file = await readText(sandbox, sandbox.placeOf(path));
  if (from === to)
    return refused("No changes to make: old_string and new_string are exactly the same.", [path]);
  if (file.kind === "folder")
    return failed(`EISDIR: illegal operation on a directory, read '${path}'`, [path]);
  if (file.kind === "large" || file.kind === "binary")
    return refused("This file can not be edited: it is no text, or too large.", [path]);
  if (file.kind === "missing")
    return from === "" ? change(facts, sandbox, asked, undefined) : refused("File does not exist.", [path]);
  return change(facts, sandbox, asked, file.text);
}

/** @param before undefined: there is no file */
async function change(
  facts: ToolFacts,
  sandbox: Sandbox,
  asked: Edit,
  before: string | undefined,
): Promise<ToolOutcome> {
  const { path, from, to, all } = asked;
  // The model sees lines without the carriage return, and they stay as they were.
  const isWindows = before?.includes("\r\n") === true;
  const text = (before ?? "").replaceAll("\r\n", "\n");
  if (from === "" && text !== "") return refused("Cannot create new file - file already exists.", [path]);
  const parts = from === "" ? ["", ""] : text.split(from);
  const found = parts.length - 1;
  if (found === 0) return refused(`String to replace not found in file.\nString: ${from}`, [path]);
  if (found > 1 && !all)
    return refused(
      `Found ${found} matches of the string to replace, but replace_all is false.\nString: ${from}`,
      [path],
    );
  if (text.length + found * to.length > 2 * limits.agentFileBytes)
    return failed(`EFBIG: file too large, more than ${limits.agentFileBytes} bytes, write '${path}'`, [path]);
  const after = parts.join(to);
  const kept = isWindows ? after.replaceAll("\n", "\r\n") : after;
  await writeText(facts, sandbox, { place: sandbox.placeOf(path), text: kept, isNew: before === undefined });
  const report = {
    filePath: path,
    oldString: from,
    newString: to,
    originalFile: text,
    structuredPatch: patchOf(text, after),
    userModified: false,
    replaceAll: all,
  };
  const said = all
    ? `The file ${path} has been updated. All occurrences were successfully replaced.`
    : updatedText(path);
  return succeeded(said, report, [path]);
}
