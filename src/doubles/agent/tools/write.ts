import type { JsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { textIn } from "./inputs.ts";
import { failed, succeeded } from "./outcomes.ts";
import { patchOf } from "./patch.ts";
import { openSandbox, readText, writeText } from "./sandbox.ts";

/** Writes a whole file. */
export async function write(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  const [path, content] = [textIn(input, "file_path") ?? "", textIn(input, "content") ?? ""];
  const sandbox = await openSandbox(facts);
  const place = sandbox.placeOf(path);
  const file = await readText(sandbox, place);
  if (file.kind === "folder")
    return failed(`EISDIR: illegal operation on a directory, open '${path}'`, [path]);
  const isNew = file.kind === "missing";
  await writeText(facts, sandbox, { place, text: content, isNew });
  if (isNew) return succeeded(createdText(path), createdReport(path, content), [path]);
  const before = file.kind === "text" ? file.text : "";
  const report = {
    type: "update",
    filePath: path,
    content,
    structuredPatch: patchOf(before, content),
    originalFile: before,
  };
  return succeeded(updatedText(path), report, [path]);
}

/** What the CLI says of a new file. */
export function createdText(path: string): string {
  return `File created successfully at: ${path}`;
}

/** What the CLI says of a file that has changed. */
export function updatedText(path: string): string {
  return `The file ${path} has been updated successfully.`;
}

/** What the CLI tells beside it. */
export function createdReport(path: string, content: string): JsonObject {
  return { type: "create", filePath: path, content, structuredPatch: [], originalFile: null };
}
