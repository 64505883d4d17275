import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import type { Schemas } from "../../contract/index.ts";
import type { CatalogueField } from "./entry.ts";
import { descriptionOf, limitsOf, notesOfConditions } from "./field-notes.ts";
import { takesNull, typeText } from "./type-text.ts";

/** The fields of an object's schema in its order; empty where it has none of its own. */
export function fieldsOf(schema: Json, schemas: Schemas): readonly CatalogueField[] {
  const parts = partsOf(schema, schemas, new Set());
  const required = new Set(parts.flatMap((part) => textsOf(part["required"])));
  const conditions = notesOfConditions(parts, schemas);
  const properties = new Map<string, Json>();
  for (const part of parts) {
    if (!isJsonObject(part["properties"])) continue;
    for (const [name, property] of Object.entries(part["properties"])) {
      // A later part often narrows a field that an earlier one describes.
      const before = properties.get(name);
      properties.set(
        name,
        isJsonObject(before) && isJsonObject(property) ? { ...before, ...property } : property,
      );
    }
  }
  return [...properties].map(([name, property]) => ({
    name,
    type: typeText(property, schemas),
    nullable: takesNull(property, schemas),
    required: required.has(name),
    default: defaultOf(property, schemas),
    notes: [...notesOf(property, schemas), ...(conditions.get(name) ?? [])],
  }));
}

/** The schema of a list's items; undefined when it is no list. */
export function itemsOf(schema: Json, schemas: Schemas): Json | undefined {
  const followed = schemas.follow(schema);
  return isJsonObject(followed) && typeText(schema, schemas).startsWith("list")
    ? (followed["items"] ?? true)
    : undefined;
}

/** A schema with everything that `allOf` puts beside it, what it builds on first. */
function partsOf(schema: Json, schemas: Schemas, seen: Set<Json>): readonly JsonObject[] {
  const followed = schemas.follow(schema);
  if (!isJsonObject(followed) || seen.has(followed)) return [];
  seen.add(followed);
  const all = Array.isArray(followed["allOf"]) ? (followed["allOf"] as readonly Json[]) : [];
  return [...all.flatMap((one) => partsOf(one, schemas, seen)), followed];
}

function notesOf(property: Json, schemas: Schemas): readonly string[] {
  const followed = schemas.follow(property);
  const description = descriptionOf(property) ?? descriptionOf(followed);
  const only = onlyChoice(followed, schemas);
  const limits = new Set([property, followed, only].flatMap(limitsOf));
  return [...(description === undefined ? [] : [description]), ...limits];
}

/** What a field is when it is not null, where that is one schema: Pydantic writes `anyOf: [that, null]`. */
function onlyChoice(schema: Json, schemas: Schemas): Json | undefined {
  if (!isJsonObject(schema) || !Array.isArray(schema["anyOf"])) return undefined;
  const choices = (schema["anyOf"] as readonly Json[]).filter((one) => typeText(one, schemas) !== "null");
  return choices.length === 1 ? schemas.follow(choices[0] as Json) : undefined;
}

function defaultOf(property: Json, schemas: Schemas): Json | undefined {
  const followed = schemas.follow(property);
  const holder = [property, followed].find((one) => isJsonObject(one) && Object.hasOwn(one, "default"));
  return isJsonObject(holder) ? holder["default"] : undefined;
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
