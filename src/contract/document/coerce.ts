import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import type { Schemas } from "../schema/index.ts";

const compositions = ["allOf", "anyOf", "oneOf"] as const;

/** The parts of a schema that speak of the same value: itself and its compositions, references followed. */
export function partsOf(schemas: Schemas, schema: Json | undefined): JsonObject[] {
  const parts = new Set<JsonObject>();
  const look = (one: Json | undefined): void => {
    const followed = one === undefined ? undefined : schemas.follow(one);
    if (!isJsonObject(followed) || parts.has(followed)) return;
    parts.add(followed);
    for (const keyword of compositions) {
      const list = followed[keyword];
      if (Array.isArray(list)) (list as readonly Json[]).forEach(look);
    }
  };
  look(schema);
  return [...parts];
}

/** The types of schemas that were asked for: each parameter of each request asks. */
const knownTypes = new WeakMap<Schemas, WeakMap<object, ReadonlySet<string>>>();

/** The types that a schema allows; empty when it says none. */
export function typesOf(schemas: Schemas, schema: Json | undefined): ReadonlySet<string> {
  if (!isJsonObject(schema)) return new Set();
  const known = knownTypes.get(schemas) ?? new WeakMap<object, ReadonlySet<string>>();
  knownTypes.set(schemas, known);
  const types = known.get(schema) ?? readTypes(schemas, schema);
  known.set(schema, types);
  return types;
}

function readTypes(schemas: Schemas, schema: Json): ReadonlySet<string> {
  const types = new Set<string>();
  for (const part of partsOf(schemas, schema)) {
    const { type, nullable, enum: values, const: value } = part;
    for (const one of Array.isArray(type) ? type : [type]) if (typeof one === "string") types.add(one);
    if (nullable === true) types.add("null");
    if (type !== undefined) continue;
    for (const one of Array.isArray(values) ? values : value === undefined ? [] : [value])
      types.add(typeOf(one));
    if (isJsonObject(part["properties"])) types.add("object");
    if (part["items"] !== undefined) types.add("array");
  }
  return types;
}

function typeOf(value: Json): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

/** The schema of a field: that of the first part which declares it. */
export function propertySchema(schemas: Schemas, schema: Json | undefined, name: string): Json | undefined {
  for (const part of partsOf(schemas, schema)) {
    const { properties } = part;
    if (isJsonObject(properties) && Object.hasOwn(properties, name)) return properties[name];
  }
  const [first] = partsOf(schemas, schema);
  const more = first?.["additionalProperties"];
  return isJsonObject(more) ? more : undefined;
}

/** Whether a table may have fields that its schema does not name. */
export function takesAnyField(schemas: Schemas, schema: Json | undefined): boolean {
  const parts = partsOf(schemas, schema);
  const named = parts.some((part) => isJsonObject(part["properties"]));
  const more = parts.map((part) => part["additionalProperties"]).find((one) => one !== undefined);
  return more === undefined ? !named : more !== false;
}

/** The schema of the items of a list. */
export function itemSchema(schemas: Schemas, schema: Json | undefined): Json | undefined {
  return partsOf(schemas, schema).find((one) => one["items"] !== undefined)?.["items"];
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * What a text may stand for, the most likely first: text has no types, so it is read as what its schema allows. A
 * number that a double can't hold stays text.
 */
export function readings(schemas: Schemas, schema: Json | undefined, text: string): Json[] {
  const types = typesOf(schemas, schema);
  const found: Json[] = [];
  const number = Number(text);
  if ((types.has("integer") || types.has("number")) && jsonNumber.test(text) && Number.isFinite(number)) {
    found.push(number);
  }
  if (types.has("boolean") && (text === "true" || text === "false")) found.push(text === "true");
  if (types.has("null") && (text === "" || text === "null")) found.push(null);
  // A table in a form, or in a part of multipart, is JSON where nothing else is said.
  const table = types.has("object") ? tableIn(text) : undefined;
  if (table !== undefined) found.push(table);
  return types.has("string") || types.size === 0 || found.length === 0 ? [...found, text] : found;
}

/** A text read as its schema has it, where nobody asks which of several readings fits. */
export function coerce(schemas: Schemas, schema: Json | undefined, text: string): Json {
  const found = readings(schemas, schema, text);
  if (found.length === 1) return found[0] as Json;
  const made = schema === undefined ? undefined : schemas.validator(schema, { direction: "request" });
  const fitting = made?.ok === true ? found.find((one) => made.value.check(one).length === 0) : undefined;
  return fitting ?? (found[0] as Json);
}

function tableIn(text: string): Json | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
