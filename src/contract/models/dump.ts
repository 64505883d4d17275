import { isJsonObject } from "../../core/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import { checkedKeywords } from "../schema/keywords.ts";

/** Keywords of which an object would not be whole: other schemas may have more of its fields. */
const composing = ["$ref", "allOf", "anyOf", "oneOf"] as const;

/** Keywords whose schemas only ask a question, or say a part of what another schema says. */
const partial: ReadonlySet<string> = new Set(["if", "then", "else", "not", "allOf", "dependentSchemas"]);

/**
 * The dump rule: a model that is dumped writes every field it has, with null where there is nothing, and no other.
 * So every property is required on the wire, also one with a default, and no further ones are allowed unless the
 * model says so. What has fields is an object.
 * @example dumped({ type: "object", properties: { a: {} } }).required // ["a"]
 */
export function dumped(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(schema).map(([keyword, value]): [string, Json] => [
    keyword,
    inside(keyword, value),
  ]);
  const { properties } = schema;
  if (!isJsonObject(properties)) return Object.fromEntries(entries);
  const whole = !composing.some((one) => Object.hasOwn(schema, one));
  return {
    ...Object.fromEntries(entries),
    ...(whole && !Object.hasOwn(schema, "type") ? { type: "object" } : {}),
    required: [...new Set([...namesOf(schema["required"]), ...Object.keys(properties)])],
    ...(whole && !Object.hasOwn(schema, "additionalProperties") ? { additionalProperties: false } : {}),
  };
}

function inside(keyword: string, value: Json): Json {
  const kind = keyword === "$defs" || keyword === "definitions" ? "schema-map" : checkedKeywords.get(keyword);
  if (partial.has(keyword) || kind === undefined || typeof kind === "function") return value;
  if (kind === "schema") return dumped(value);
  if (kind === "schemas") return Array.isArray(value) ? value.map(dumped) : value;
  return isJsonObject(value) ? mapValues(value, dumped) : value;
}

function mapValues(table: JsonObject, map: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, map(value)]));
}

function namesOf(required: Json | undefined): readonly string[] {
  return Array.isArray(required) ? required.filter((one): one is string => typeof one === "string") : [];
}

/**
 * A model with its references turned to where they are in the file: what Pydantic writes keeps its parts in `$defs`
 * of its own, and refers to itself as the root.
 */
export function rooted(name: string, schema: Json): Json {
  const own = isJsonObject(schema) ? { ...asTable(schema["definitions"]), ...asTable(schema["$defs"]) } : {};
  const base = `#/$defs/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const turn = (ref: string): string => {
    if (ref === "#") return base;
    const [, kind, first] = /^#\/(\$defs|definitions)\/([^/]+)/.exec(ref) ?? [];
    return kind !== undefined && first !== undefined && Object.hasOwn(own, decoded(first))
      ? base + ref.slice(1)
      : ref;
  };
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value).map(([key, one]): [string, Json] => {
      if (key === "$ref" && typeof one === "string") return [key, turn(one)];
      // Below these the keys are names of the user's, whatever keyword they look like.
      if (tables.has(key) && isJsonObject(one)) return [key, mapValues(one, walk)];
      return [key, literalKeywords.has(key) ? one : walk(one)];
    });
    return Object.fromEntries(entries);
  };
  return walk(schema);
}

const tables: ReadonlySet<string> = new Set([
  "$defs",
  "definitions",
  "properties",
  "patternProperties",
  "dependentSchemas",
]);

/** Keywords with values of the user's, in which "$ref" is data. */
export const literalKeywords: ReadonlySet<string> = new Set([
  "const",
  "enum",
  "default",
  "example",
  "examples",
]);

function asTable(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function decoded(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
