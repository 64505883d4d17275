import type { Json, JsonObject } from "../../core/index.ts";
import { isJsonObject } from "../../core/index.ts";

/** How schemas are written: as JSON Schema 2020-12 (OpenAPI 3.1 and later, Pydantic), or as in OpenAPI 3.0. */
export type Dialect = "2020-12" | "openapi-3.0";

/** Which way a body goes: fields that only the other way has are not required. */
export type Direction = "request" | "answer";

/**
 * One schema of OpenAPI 3.0 as JSON Schema 2020-12 would write it; the schemas inside it are left as they are.
 * `nullable` allows null whatever stands beside it: that is what documents mean by it, also beside `enum` and
 * `allOf`, where the text of 3.0.3 would have it say nothing.
 * @returns `orNull` when null is allowed besides what the schema says
 * @example from30({ type: "string", nullable: true }) // { schema: { type: ["string", "null"] }, orNull: false }
 */
export function from30(written: JsonObject): { readonly schema: JsonObject; readonly orNull: boolean } {
  if (typeof written["$ref"] === "string") return { schema: { $ref: written["$ref"] }, orNull: false };
  const { nullable, ...schema } = exclusive(exclusive(written, "Maximum"), "Minimum");
  if (nullable !== true) return { schema, orNull: false };
  const { type, enum: values } = schema;
  const composed = ["allOf", "anyOf", "oneOf", "not"].some((keyword) => Object.hasOwn(schema, keyword));
  if (composed || typeof type !== "string") return { schema, orNull: true };
  const withNull = Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {};
  return { schema: { ...schema, type: [type, "null"], ...withNull }, orNull: false };
}

/** `maximum: 5, exclusiveMaximum: true` as `exclusiveMaximum: 5`. */
function exclusive(schema: JsonObject, end: "Maximum" | "Minimum"): JsonObject {
  const inclusive = end.toLowerCase();
  const { [`exclusive${end}`]: flag, [inclusive]: bound, ...rest } = schema;
  if (typeof flag !== "boolean") return schema;
  if (bound === undefined) return rest;
  return { ...rest, [flag ? `exclusive${end}` : inclusive]: bound };
}

/** The names that a body must have that goes this way: those that only go the other way need not be there. */
export function requiredNames(
  required: readonly string[],
  properties: Json | undefined,
  direction: Direction | undefined,
  follow: (schema: Json) => Json,
): readonly string[] {
  if (direction === undefined || !isJsonObject(properties)) return required;
  const flag = direction === "request" ? "readOnly" : "writeOnly";
  return required.filter((name) => {
    if (!Object.hasOwn(properties, name)) return true;
    const schema = follow(properties[name] as Json);
    return !(isJsonObject(schema) && schema[flag] === true);
  });
}
