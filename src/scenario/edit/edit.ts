import { failed, finding, jsonEqual, ok, textOf, utf8 } from "../../core/index.ts";
import type { Finding, Json, Result } from "../../core/index.ts";
import { parseFile } from "../read/parse-file.ts";
import { markOf } from "../source.ts";
import { NotEditable } from "./edit-error.ts";
import { plain } from "./outline.ts";
import { withLineEnds } from "./lines.ts";
import { createNearbyEditor } from "./nearby.ts";
import {
  applied,
  operationOf,
  pathText,
  type EditText,
  type Operation,
  type ScenarioEdit,
} from "./operation.ts";

/** The editor of each format, loaded when a file of that kind is changed. */
const editors: Readonly<Record<string, () => Promise<EditText>>> = {
  toml: async () => (await import("./toml.ts")).editToml,
  yaml: async () => (await import("./yaml.ts")).editYaml,
  yml: async () => (await import("./yaml.ts")).editYaml,
  json: async () => (await import("./json.ts")).editJson,
};

/**
 * Changes a scenario file and nothing beside what is meant: comments, layout, line ends and a byte order mark stay.
 * The comments directly above what is deleted, and beside it, go with it. The result is read again and held
 * against what was meant, so that a file is changed rightly or not at all.
 * @param file path relative to the project; its ending says the format
 * @returns the file's new bytes; or findings, `not-editable` where the text can't be changed in place
 * @example await editScenario("backlot.toml", bytes, [{ edit: "delete", path: ["commands", 0] }])
 */
export async function editScenario(
  file: string,
  bytes: Uint8Array,
  edits: readonly ScenarioEdit[],
): Promise<Result<Uint8Array>> {
  const parsed = await parseFile(file, bytes);
  const load = editors[/\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? ""];
  if (parsed.tree === null || parsed.problems.count > 0 || load === undefined)
    return failed(parsed.problems.found);
  const editText = await load();
  const value = plain(parsed.tree);
  const nearby = edits.length > 1 ? createNearbyEditor(file, editText) : undefined;
  const quick = nearby === undefined ? undefined : await edited(file, bytes, value, edits, nearby);
  // What is not as it was meant may be so because not all of the text was looked at.
  return quick?.ok === true ? quick : edited(file, bytes, value, edits, editText);
}

/** @param before what the file holds */
async function edited(
  file: string,
  bytes: Uint8Array,
  before: Json,
  edits: readonly ScenarioEdit[],
  editText: (text: string, operation: Operation) => string | Promise<string>,
): Promise<Result<Uint8Array>> {
  const mark = bytes.subarray(0, markOf(bytes));
  const written = textOf(bytes.subarray(mark.length)) ?? "";
  let text = written;
  let value = before;
  for (const edit of edits) {
    try {
      const operation = operationOf(value, edit);
      value = applied(value, operation);
      text = await editText(text, operation);
    } catch (error) {
      if (!(error instanceof NotEditable)) throw error;
      return failed([notEditable(file, edit, error.message)]);
    }
  }
  const crlf = written.includes("\n") && !/(?<!\r)\n/.test(written);
  const made = joined(mark, utf8(crlf ? withLineEnds(text, "\r\n") : text));
  const after = await parseFile(file, made);
  const kept =
    after.tree !== null &&
    after.problems.count === 0 &&
    jsonEqual(settled(plain(after.tree)), settled(value));
  if (kept) return ok(made);
  const [last] = edits.slice(-1);
  return failed(last === undefined ? [] : [notEditable(file, last, "the change would mean something else")]);
}

function notEditable(file: string, { path }: ScenarioEdit, why: string): Finding {
  return finding("not-editable", {
    at: { kind: "input", input: file },
    what: `${file}: ${pathText(path)} can't be changed: ${why}`,
  });
}

function joined(mark: Uint8Array, rest: Uint8Array): Uint8Array {
  const made = new Uint8Array(mark.length + rest.length);
  made.set(mark);
  made.set(rest, mark.length);
  return made;
}

/** Without lists that are empty: TOML has no other way to write a list of tables without any. */
function settled(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => settled(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => !(Array.isArray(item) && item.length === 0));
  return Object.fromEntries(entries.map(([key, item]) => [key, settled(item)]));
}
