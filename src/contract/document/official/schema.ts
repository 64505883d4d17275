import schema30 from "@seriousme/openapi-schema-validator/schemas/v3.0/schema.json" with { type: "json" };
import schema31 from "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json" with { type: "json" };
import schema32 from "@seriousme/openapi-schema-validator/schemas/v3.2/schema.json" with { type: "json" };
import type { JsonObject } from "../../../core/index.ts";

/** The versions of OpenAPI that are read. */
export type MinorVersion = "3.0" | "3.1" | "3.2";

const official: Readonly<Record<MinorVersion, object>> = {
  "3.0": schema30,
  "3.1": schema31,
  "3.2": schema32,
};

const prepared = new Map<MinorVersion, JsonObject>();

/**
 * An official schema as it is used. Formats are left out: an address that is not quite one keeps nobody from
 * using a document. The schema of 3.0 is written in draft 4, of which it uses two things that are different
 * now: `id`, and one `exclusiveMinimum: true` beside `minimum: 0`.
 */
export function officialSchema(version: MinorVersion): JsonObject {
  const known = prepared.get(version);
  if (known !== undefined) return known;
  const { id: _id, $id: _name, $schema: _dialect, ...rest } = official[version] as Record<string, unknown>;
  const made = JSON.parse(JSON.stringify(rest), (key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const { exclusiveMinimum, minimum, format, oneOf, ...others } = value as Readonly<
      Record<string, unknown>
    >;
    return {
      ...others,
      // Where a parameter stands is told apart by alternatives, each of which knows its own place only.
      ...(key === "in" && others["type"] === "string" ? { enum: parameterPlaces } : {}),
      ...(oneOf === undefined ? {} : orReference(oneOf)),
      ...(exclusiveMinimum === true ? { exclusiveMinimum: minimum } : {}),
      ...(exclusiveMinimum === true || exclusiveMinimum === undefined ? {} : { exclusiveMinimum }),
      ...(exclusiveMinimum === true || minimum === undefined ? {} : { minimum }),
      ...(typeof format === "string" || format === undefined ? {} : { format }),
    };
  }) as JsonObject;
  prepared.set(version, made);
  return made;
}

const parameterPlaces = ["path", "query", "header", "cookie"];

/** "An object or a reference", told apart as 3.1 does it: so it is known which of the two was meant. */
function orReference(oneOf: unknown): object {
  const reference = { $ref: "#/definitions/Reference" };
  const isReference = (one: unknown): boolean => JSON.stringify(one) === JSON.stringify(reference);
  if (!Array.isArray(oneOf) || oneOf.length !== 2 || !oneOf.some(isReference)) return { oneOf };
  const other: unknown = oneOf.find((one) => !isReference(one));
  const parts = [{ type: "object", required: ["$ref"] }, reference, other];
  return Object.fromEntries(["if", "then", "else"].map((keyword, index) => [keyword, parts[index]]));
}

/** How ajv compiles them. */
export const officialOptions = {
  strict: false,
  validateFormats: false,
  // The schema is known to be one; looking at it would compile another.
  meta: false,
  validateSchema: false,
  inlineRefs: false,
} as const;
