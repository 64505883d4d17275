import type { Json, JsonObject } from "../../../core/index.ts";
import { isJsonObject } from "../../../core/index.ts";

/** Follows references to what they name. */
type Follow = (schema: Json) => Json;

/**
 * Paths of the keys in a value that its schema does not name, though it allows them: most objects of the description are
 * open only because nothing says that they are closed. Objects that are open by intent (`additionalProperties`) and those
 * without any named property are left out.
 */
export function unnamedKeys(schema: Json, value: Json, follow: Follow, path = ""): readonly string[] {
  const parts = partsOf(schema, follow);
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => part["items"] ?? []);
    return value.flatMap((item, index) => among(items, item as Json, follow, `${path}/${index}`));
  }
  if (!isJsonObject(value)) return [];
  const tables = parts.flatMap((part) => (isJsonObject(part["properties"]) ? [part["properties"]] : []));
  const open = tables.length === 0 || parts.some((part) => part["additionalProperties"] !== undefined);
  // Some schemas require what none of their properties describes.
  const required = new Set(parts.flatMap((part) => part["required"] ?? []));
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = tables.flatMap((table) => (Object.hasOwn(table, key) ? [table[key] as Json] : []));
    if (named.length > 0) return among(named, inner, follow, `${path}/${key}`);
    return open || required.has(key) ? [] : [`${path}/${key}`];
  });
}

/** The schema that names the most of a value counts, where there are alternatives. */
function among(schemas: readonly Json[], value: Json, follow: Follow, path: string): readonly string[] {
  const found = schemas.map((schema) => unnamedKeys(schema, value, follow, path));
  return found.toSorted((left, right) => left.length - right.length)[0] ?? [];
}

/** A schema with all that stands beside it: parts and alternatives. */
function partsOf(written: Json, follow: Follow, inside: readonly Json[] = []): readonly JsonObject[] {
  const schema = follow(written);
  if (!isJsonObject(schema) || inside.includes(schema)) return [];
  const lists = [schema["allOf"], schema["anyOf"], schema["oneOf"]];
  const nested = lists.flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : []));
  return [schema, ...nested.flatMap((one) => partsOf(one, follow, [...inside, schema]))];
}
