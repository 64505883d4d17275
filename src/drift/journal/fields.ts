import { isJsonObject, type Json, type JsonObject, type Place } from "../../core/index.ts";
import { knownFields } from "./known-fields.ts";
import type { LinePlace, Problems } from "./problems.ts";

/** An object of a line, read field by field; what is wrong is told with the line. */
export interface Fields {
  readonly object: JsonObject;
  /** What stands before a field's name: "", "detail.". */
  readonly path: string;
  readonly line: LinePlace;
  readonly problems: Problems;
}

/** What a field may hold. */
export interface Type<T extends Json> {
  readonly name: string;
  readonly is: (value: Json) => value is T;
}

/** Text of any length. */
export const text: Type<string> = { name: "text", is: (value) => typeof value === "string" };
/** Text that is not empty. */
export const word: Type<string> = {
  name: "text that is not empty",
  is: (value): value is string => typeof value === "string" && value !== "",
};
/** true or false. */
export const flag: Type<boolean> = { name: "true or false", is: (value) => typeof value === "boolean" };
/** 0, 1, 2, ... */
export const count: Type<number> = {
  name: "a whole number from 0",
  is: (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
};
/** A status of HTTP. */
export const status: Type<number> = {
  name: "a status from 100 to 599",
  is: (value): value is number =>
    Number.isInteger(value) && (value as number) > 99 && (value as number) < 600,
};
/** A list of anything. */
export const list: Type<readonly Json[]> = {
  name: "a list",
  is: (value): value is readonly Json[] => Array.isArray(value),
};
/** An object. */
export const object: Type<JsonObject> = { name: "an object", is: isJsonObject };

/** One of these words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Type<Word> {
  return {
    name: words.map((one) => JSON.stringify(one)).join(" or "),
    is: (value): value is Word => (words as readonly Json[]).includes(value),
  };
}

/** A field that may be absent, or null. */
export function optional<T extends Json>(fields: Fields, name: string, type: Type<T>): T | undefined {
  const value = fields.object[name];
  if (value === undefined || value === null) return undefined;
  if (type.is(value)) return value;
  tell(fields, `${fields.path}${name} is ${type.name}, not ${kindOf(value)}`);
  return undefined;
}

/** A field that must be there. */
export function required<T extends Json>(fields: Fields, name: string, type: Type<T>): T | undefined {
  if ((fields.object[name] ?? null) !== null) return optional(fields, name, type);
  tell(fields, `${fields.path}${name} is missing`);
  return undefined;
}

/** The object that a field holds, to be read in turn. */
export function below(fields: Fields, name: string, value: JsonObject): Fields {
  return { ...fields, object: value, path: `${fields.path}${name}.` };
}

/** Warns of fields that nothing reads; names that begin with x- are the writer's own. */
export function warnOfUnknown(fields: Fields, kind: string, known: ReadonlySet<string>): void {
  for (const name of Object.keys(fields.object)) {
    if (known.has(name) || name.startsWith("x-")) continue;
    fields.problems.unknown(fields.line, `${kind}.${fields.path}${name}`, known);
  }
}

/** Tells of the line. */
export function tell({ problems, line }: Fields, what: string): void {
  problems.tell(line, what);
}

/** A place in source code: `{ "file": "tests/a.py", "line": 29 }`, or what stands for one. */
export function placeField(fields: Fields, name: string): Place | undefined {
  const value = optional(fields, name, object);
  if (value === undefined) return undefined;
  const place = below(fields, name, value);
  warnOfUnknown(place, "place", knownFields.place);
  const input = optional(place, "input", word);
  if (input !== undefined) return { kind: "input", input };
  const file = required(place, "file", word);
  const line = required(place, "line", count);
  if (file === undefined || line === undefined) return undefined;
  return { kind: "code", file, line, column: optional(place, "column", count) ?? 1 };
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const shown = JSON.stringify(value);
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
}
