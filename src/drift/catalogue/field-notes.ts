import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import type { Schemas } from "../../contract/index.ts";
import { typeText, valuesText } from "./type-text.ts";

/** Characters of a description that are kept. */
const descriptionChars = 400;

/** A description on one line; undefined when there is none. */
export function descriptionOf(schema: Json | undefined): string | undefined {
  const text = isJsonObject(schema) ? schema["description"] : undefined;
  if (typeof text !== "string") return undefined;
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line === "") return undefined;
  return line.length > descriptionChars ? `${line.slice(0, descriptionChars).trimEnd()}…` : line;
}

/** What a schema asks of a value besides its type. @example limitsOf({ maxLength: 8 }) // ["at most 8 characters"] */
export function limitsOf(schema: Json | undefined): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const { pattern } = schema;
  return [
    ...(typeof pattern === "string" ? [`matches ${pattern}`] : []),
    ...range(schema["minLength"], schema["maxLength"], "character"),
    ...range(schema["minItems"], schema["maxItems"], "item"),
    ...bounds(schema),
    ...(schema["uniqueItems"] === true ? ["no item twice"] : []),
    ...(schema["readOnly"] === true ? ["only in answers"] : []),
    ...(schema["writeOnly"] === true ? ["only in requests"] : []),
    ...(schema["deprecated"] === true ? ["deprecated"] : []),
  ];
}

function range(least: Json | undefined, most: Json | undefined, noun: string): string[] {
  const nouns = (count: number): string => `${count} ${count === 1 ? noun : `${noun}s`}`;
  const from = typeof least === "number" && least > 0 ? least : undefined;
  if (typeof most !== "number") return from === undefined ? [] : [`at least ${nouns(from)}`];
  if (from === undefined) return [`at most ${nouns(most)}`];
  return [from === most ? `exactly ${nouns(most)}` : `${from} to ${nouns(most)}`];
}

/** Bounds of a number. Documents of version 3.0 say true where later ones say the number itself. */
function bounds(schema: JsonObject): string[] {
  const bound = (plain: string, exclusive: string, words: readonly [string, string]): string[] => {
    const [value, strict] = [schema[plain], schema[exclusive]];
    if (typeof strict === "number") return [`${words[1]} ${strict}`];
    return typeof value === "number" ? [`${words[strict === true ? 1 : 0]} ${value}`] : [];
  };
  const step = schema["multipleOf"];
  return [
    ...bound("minimum", "exclusiveMinimum", ["at least", "more than"]),
    ...bound("maximum", "exclusiveMaximum", ["at most", "less than"]),
    ...(typeof step === "number" ? [`a multiple of ${step}`] : []),
  ];
}

/**
 * What the conditions of an object (`if`, `then`, `else`) say of its fields, in words.
 * @example notesOfConditions([schema], schemas).get("is_connected") // ['when actor_type is "human": null']
 */
export function notesOfConditions(
  parts: readonly JsonObject[],
  schemas: Schemas,
): ReadonlyMap<string, readonly string[]> {
  const notes = new Map<string, string[]>();
  for (const part of parts) {
    if (!Object.hasOwn(part, "if")) continue;
    for (const branch of ["then", "else"] as const) {
      const properties = isJsonObject(part[branch]) ? part[branch]["properties"] : undefined;
      if (!isJsonObject(properties)) continue;
      const when = conditionText(part["if"], branch === "then");
      for (const [name, schema] of Object.entries(properties)) {
        const asks = asksText(schema, schemas);
        if (asks !== undefined) notes.set(name, [...(notes.get(name) ?? []), `${when}: ${asks}`]);
      }
    }
  }
  return notes;
}

/** What a branch asks of a field. */
function asksText(schema: Json, schemas: Schemas): string | undefined {
  const type = typeText(schema, schemas);
  const asks = [...(type === "any" || !saysType(schema) ? [] : [type]), ...limitsOf(schema)];
  return asks.length === 0 ? undefined : asks.join(", ");
}

/** Whether a schema says a type or values itself: of a pattern alone the type is only guessed. */
function saysType(schema: Json): boolean {
  return !isJsonObject(schema) || ["type", "const", "enum", "$ref"].some((key) => Object.hasOwn(schema, key));
}

function conditionText(condition: Json | undefined, holds: boolean): string {
  const properties = isJsonObject(condition) ? condition["properties"] : undefined;
  const asked = isJsonObject(properties) ? Object.entries(properties) : [];
  const texts = asked.map(([name, schema]) => {
    const values = isJsonObject(schema)
      ? Object.hasOwn(schema, "const")
        ? [schema["const"] as Json]
        : schema["enum"]
      : undefined;
    if (!Array.isArray(values)) return undefined;
    return `${name} is ${holds ? "" : "not "}${valuesText(values) ?? "null"}`;
  });
  const known = texts.length > 0 && texts.every((one) => one !== undefined) && (holds || texts.length === 1);
  if (known) return `when ${texts.join(" and ")}`;
  return holds ? "in some cases" : "otherwise";
}
