import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import type { Schemas } from "../../contract/index.ts";

/** Types inside types that are put in words. */
const depthMost = 6;
/** Values of an enumeration that are named before the rest is counted. */
const valuesMost = 6;

/**
 * A schema's type in words, without null.
 * @example typeText({ type: ["string", "null"], format: "date-time" }, schemas) // "string (date-time)"
 */
export function typeText(schema: Json | undefined, schemas: Schemas): string {
  return words(schema, schemas, 0) ?? "null";
}

/** Undefined: it is nothing but null. */
function words(written: Json | undefined, schemas: Schemas, depth: number): string | undefined {
  const schema = written === undefined ? true : schemas.follow(written);
  if (schema === false) return "nothing";
  if (!isJsonObject(schema) || depth > depthMost) return "any";
  const values = valuesOf(schema);
  if (values !== undefined) return valuesText(values);
  const named = refName(written);
  if (named !== undefined && isJsonObject(schema["properties"])) return named;
  const choices = listOf(schema["anyOf"]) ?? listOf(schema["oneOf"]);
  if (choices !== undefined) return joined(choices, " | ", schemas, depth);
  const all = listOf(schema["allOf"]);
  if (all !== undefined && schema["type"] === undefined && schema["properties"] === undefined)
    return named ?? joined(all, " & ", schemas, depth);
  const types = typesOf(schema).filter((one) => one !== "null");
  if (types.length === 0) return typesOf(schema).length > 0 ? undefined : "any";
  return types.map((type) => oneType(type, schema, schemas, depth)).join(" | ");
}

function oneType(type: string, schema: JsonObject, schemas: Schemas, depth: number): string {
  if (type === "array")
    return schema["items"] === undefined
      ? "list"
      : `list of ${bracketed(words(schema["items"], schemas, depth + 1) ?? "null")}`;
  const { format } = schema;
  return typeof format === "string" && type !== "object" ? `${type} (${format})` : type;
}

function bracketed(text: string): string {
  return / [|&] /.test(text) ? `(${text})` : text;
}

function joined(
  parts: readonly Json[],
  between: string,
  schemas: Schemas,
  depth: number,
): string | undefined {
  const texts = parts.flatMap((one) => words(one, schemas, depth + 1) ?? []);
  const said = [...new Set(texts.length > 1 ? texts.filter((one) => one !== "any") : texts)];
  return texts.length === 0 ? undefined : said.join(between) || "any";
}

/** The types that a schema names, or those that its keywords are about. */
function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  const named = [type ?? []].flat().filter((one): one is string => typeof one === "string");
  if (named.length > 0) return named;
  if (isJsonObject(schema["properties"])) return ["object"];
  if (schema["items"] !== undefined) return ["array"];
  return schema["pattern"] !== undefined || schema["format"] !== undefined ? ["string"] : [];
}

function valuesOf(schema: JsonObject): readonly Json[] | undefined {
  if (Object.hasOwn(schema, "const")) return [schema["const"] as Json];
  return listOf(schema["enum"]);
}

/** Values as they are written in JSON. @example valuesText(["human", "agent", null]) // '"human" | "agent"' */
export function valuesText(values: readonly Json[]): string | undefined {
  const said = values.filter((one) => one !== null);
  if (said.length === 0) return undefined;
  const rest = said.length - valuesMost;
  const shown = said.slice(0, rest > 0 ? valuesMost : undefined).map((one) => JSON.stringify(one));
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(" | ");
}

/** The name that a reference ends with. @example refName({ $ref: "#/components/schemas/Tag" }) // "Tag" */
export function refName(schema: Json | undefined): string | undefined {
  const ref = isJsonObject(schema) ? schema["$ref"] : undefined;
  const last = typeof ref === "string" ? ref.split("/").at(-1) : undefined;
  return last === undefined || last === "" ? undefined : last.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Whether a schema takes null, as far as it says so itself. */
export function takesNull(written: Json | undefined, schemas: Schemas, depth = 0): boolean {
  const schema = written === undefined ? true : schemas.follow(written);
  if (!isJsonObject(schema) || depth > depthMost) return schema !== false;
  const values = valuesOf(schema);
  if (values !== undefined) return values.includes(null);
  if (schema["nullable"] === true) return true;
  const choices = listOf(schema["anyOf"]) ?? listOf(schema["oneOf"]);
  if (choices !== undefined) return choices.some((one) => takesNull(one, schemas, depth + 1));
  const all = listOf(schema["allOf"]) ?? [];
  const types = typesOf(schema);
  if (types.length > 0) return types.includes("null");
  return all.every((one) => takesNull(one, schemas, depth + 1));
}

function listOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}
