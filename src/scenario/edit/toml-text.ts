import { isJsonObject } from "../../core/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import { tomlValue } from "../shape/describe.ts";
import { NotEditable } from "./edit-error.ts";
import type { EditPath } from "./operation.ts";

/** Longest line that a value is written on where it can be spread. */
const lineCharsMax = 100;

/** A value on one line, as inline tables need it. TOML has no null. */
export function inlineToml(value: Json): string {
  if (holdsNull(value)) throw new NotEditable("TOML has no null");
  return tomlValue(value);
}

function holdsNull(value: Json): boolean {
  if (value === null) return true;
  if (typeof value !== "object") return false;
  return Object.values(value).some((one: Json) => holdsNull(one));
}

/**
 * The value of a key below a header: texts of several lines and long lists get lines of their own.
 * @param texts whether texts may: with CRLF, or indented, they would be others
 */
export function lineValue(value: Json, column: number, texts: boolean): string {
  const plain = texts && typeof value === "string" && !/'''|[^\P{Cc}\n\t]/u.test(value);
  if (plain && value.includes("\n")) {
    return `'''\n${value}'''`;
  }
  const line = inlineToml(value);
  if (!Array.isArray(value) || line.length + column <= lineCharsMax || value.length < 2) return line;
  return `[\n${value.map((item: Json) => `  ${inlineToml(item)},\n`).join("")}]`;
}

/** Whether a table is read better below a header than on one line. */
function isLong(key: string, value: Json): boolean {
  return `${key} = ${inlineToml(value)}`.length > lineCharsMax || holdsLines(value);
}

function holdsLines(value: Json): boolean {
  if (typeof value === "string") return value.includes("\n");
  return isJsonObject(value) && Object.values(value).some(holdsLines);
}

/** One key and its value below a header. */
export function keyLine(keys: readonly string[], value: Json, texts: boolean): string {
  const key = keys.map(tomlKey).join(".");
  return `${key} = ${lineValue(value, key.length + 3, texts)}`;
}

/** A key, in quotes where it needs them. */
export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : inlineToml(key);
}

/** A header. @example header(["services", "convo", "stubs", 1], "list") // "[[services.convo.stubs]]" */
export function header(path: EditPath, kind: "table" | "list"): string {
  const names = path.filter((step) => typeof step === "string").map(tomlKey);
  return kind === "table" ? `[${names.join(".")}]` : `[[${names.join(".")}]]`;
}

/** Whether a value is a list of tables, which TOML can write below headers. */
export function isTables(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((item: Json) => isJsonObject(item));
}

/**
 * A table below a header of its own; what would make lines too long gets headers below it.
 * @param path where the table stands; numbers are left out of headers
 */
export function section(path: EditPath, table: JsonObject, kind: "table" | "list", texts: boolean): string {
  const lines = [header(path, kind)];
  const sections: string[] = [];
  for (const [key, value] of Object.entries(table)) {
    const spread = isJsonObject(value) || isTables(value);
    const line = spread && isLong(tomlKey(key), value) ? undefined : keyLine([key], value, texts);
    if (line !== undefined) lines.push(line);
    else if (isJsonObject(value)) sections.push(section([...path, key], value, "table", texts));
    else if (isTables(value))
      sections.push(...value.map((one) => section([...path, key], one, "list", texts)));
  }
  return [lines.join("\n"), ...sections].join("\n");
}
