import { isJsonObject } from "../../core/index.ts";
import type { Json, JsonObject, Place } from "../../core/index.ts";
import type { Schemas, Validator } from "../schema/index.ts";

/** What the body of an answer is: a model, a list of it, or models put together. */
export interface BoundModel {
  /** "Actor", "Actor[]", "Actor + api_key". */
  readonly name: string;
  /** The same for one item. */
  readonly itemName: string;
  readonly list: boolean;
  /** The fields of an item in the order of the model; empty where it is no object with fields of its own. */
  readonly fields: readonly string[];
  /** The fields are not known: nothing is checked or filled. */
  readonly unknown: boolean;
  /** Where the model was taken from, as the file says: "models.py:101-107". */
  readonly source: string | undefined;
  /** Where the model or the binding is declared. */
  readonly at: Place;
  /** The schema of an item, for `schemas`. */
  readonly schema: Json;
  readonly schemas: Schemas;
  /** Checks an item. */
  readonly validator: Validator;
}

/** A binding as it is written, read. */
export interface BindingText {
  readonly models: readonly string[];
  readonly plus: JsonObject;
  readonly list: boolean;
}

/** The name of what is bound. @example bindingName({ models: ["Actor"], plus: { api_key: {} }, list: false }) */
export function bindingName({ models, plus }: BindingText): string {
  return [...models, ...Object.keys(plus)].join(" + ");
}

/** Whether a model has a table of fields of its own, which others can be put beside. */
export function hasFields(
  schema: Json | undefined,
): schema is JsonObject & { readonly properties: JsonObject } {
  return isJsonObject(schema) && isJsonObject(schema["properties"]);
}

/** One schema for several models and some fields: put side by side, as a dump with keys added is. */
export function composed(models: readonly Json[], plus: JsonObject): Json {
  const properties: [string, Json][] = [];
  const required: string[] = [];
  const conditions: Json[] = [];
  for (const schema of models.filter(hasFields)) {
    properties.push(...Object.entries(schema.properties));
    required.push(...(schema["required"] as readonly string[]));
    const rest = Object.entries(schema).filter(([keyword]) => !joined.has(keyword));
    if (rest.length > 0) conditions.push(Object.fromEntries(rest));
  }
  return {
    type: "object",
    properties: Object.fromEntries([...properties, ...Object.entries(plus)]),
    required: [...new Set([...required, ...Object.keys(plus)])],
    additionalProperties: false,
    ...(conditions.length > 0 ? { allOf: conditions } : {}),
  };
}

/** Keywords that are joined, or say nothing about a value. */
const joined: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "title",
  "description",
  "$defs",
  "definitions",
]);

/** The names of the fields of an object's schema, in its order. */
export function fieldsOf(schema: Json, schemas: Schemas): readonly string[] {
  const followed = schemas.follow(schema);
  const properties = isJsonObject(followed) ? followed["properties"] : undefined;
  return isJsonObject(properties) ? Object.keys(properties) : [];
}
