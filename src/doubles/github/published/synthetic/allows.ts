import { isJsonObject, type Json, type JsonObject, jsonEqual } from "../../../../core/index.ts";
import { follow, isNullable, listOf, type Schemas, tableOf } from "./schema.ts";

/**
 * Whether a schema allows a value that was made: as much of JSON Schema as tells the alternatives of the description
 * apart. Texts of formats and patterns are not read, since they are made from them.
 */
export function allows(schemas: Schemas, written: Json, value: Json): boolean {
  const { schema } = follow(schemas, written);
  if (schema === undefined || (value === null && isNullable(schema))) return true;
  return (
    typeAllows(schema["type"], value) &&
    (schema["enum"] === undefined || listOf(schema["enum"]).some((one) => jsonEqual(one, value))) &&
    listOf(schema["allOf"]).every((one) => allows(schemas, one, value)) &&
    (schema["anyOf"] === undefined || listOf(schema["anyOf"]).some((one) => allows(schemas, one, value))) &&
    (schema["oneOf"] === undefined || allowing(schemas, listOf(schema["oneOf"]), value) === 1) &&
    (!Array.isArray(value) || itemsAllowed(schemas, schema, value as readonly Json[])) &&
    (!isJsonObject(value) || fieldsAllowed(schemas, schema, value))
  );
}

/** How many of some alternatives allow a value. */
export function allowing(schemas: Schemas, alternatives: readonly Json[], value: Json): number {
  return alternatives.filter((one) => allows(schemas, one, value)).length;
}

function typeAllows(type: Json | undefined, value: Json): boolean {
  if (type === "object") return isJsonObject(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return type === undefined || typeof value === type;
}

function itemsAllowed(schemas: Schemas, schema: JsonObject, value: readonly Json[]): boolean {
  const items = schema["items"];
  return items === undefined || value.every((one) => allows(schemas, items, one));
}

function fieldsAllowed(schemas: Schemas, schema: JsonObject, value: JsonObject): boolean {
  const properties = tableOf(schema["properties"]);
  return (
    listOf(schema["required"]).every((name) => Object.hasOwn(value, name as string)) &&
    Object.entries(value).every(([name, inner]) =>
      Object.hasOwn(properties, name)
        ? allows(schemas, properties[name] as Json, inner)
        : schema["additionalProperties"] !== false,
    )
  );
}
