import { isJsonObject, type Json, type JsonObject } from "../../../../core/index.ts";

/** Schemas by the names that others refer to them by. */
export type Schemas = Readonly<Record<string, Json>>;

const before = "#/components/schemas/";

/** The schema that a reference leads to, and the names on the way there. */
export function follow(
  schemas: Schemas,
  written: Json,
): { readonly schema: JsonObject | undefined; readonly names: readonly string[] } {
  const names: string[] = [];
  let current: Json | undefined = written;
  while (isJsonObject(current) && typeof current["$ref"] === "string") {
    const name = current["$ref"].slice(before.length);
    if (names.includes(name)) return { schema: undefined, names };
    names.push(name);
    current = schemas[name];
  }
  return { schema: isJsonObject(current) ? current : undefined, names };
}

/** A schema with all its allOf says, as one: what the first says counts where both say something. */
export function whole(schemas: Schemas, schema: JsonObject): JsonObject {
  const { allOf, ...own } = schema;
  return listOf(allOf).reduce<JsonObject>((joined, part) => {
    const { schema: followed } = follow(schemas, part);
    return followed === undefined ? joined : together(joined, whole(schemas, followed));
  }, own);
}

/** What two schemas say of one value. */
export function together(first: JsonObject, second: JsonObject): JsonObject {
  const properties: Record<string, Json> = { ...tableOf(second["properties"]) };
  for (const [name, own] of Object.entries(tableOf(first["properties"]))) {
    const other = properties[name];
    properties[name] = other === undefined ? own : { allOf: [own, other] };
  }
  const required = [...new Set([...listOf(first["required"]), ...listOf(second["required"])])];
  const joined = { ...second, ...first };
  if (Object.keys(properties).length > 0) joined["properties"] = properties;
  if (required.length > 0) joined["required"] = required;
  return joined;
}

/** `nullable` counts without a type too, as GitHub means it. */
export function isNullable(schema: JsonObject): boolean {
  return schema["nullable"] === true;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function tableOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
