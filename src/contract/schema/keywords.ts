import type { Json } from "../../core/index.ts";
import { isJsonObject } from "../../core/index.ts";

/** What stands behind a keyword of JSON Schema. */
export type KeywordKind =
  /** A schema. */
  | "schema"
  /** A list of schemas. */
  | "schemas"
  /** A table of schemas: the keys are the user's. */
  | "schema-map"
  /** Anything else, as a test says. */
  | ((value: Json) => boolean);

const isNumber = (value: Json): boolean => typeof value === "number" && Number.isFinite(value);
const isCount = (value: Json): boolean => Number.isInteger(value) && (value as number) >= 0;
const isBoolean = (value: Json): boolean => typeof value === "boolean";
const isText = (value: Json): boolean => typeof value === "string";
const isTexts = (value: Json): boolean => Array.isArray(value) && value.every(isText);

/** The names of types that JSON Schema knows. */
export const typeNames: ReadonlySet<Json> = new Set([
  "string",
  "number",
  "integer",
  "boolean",
  "null",
  "object",
  "array",
]);

/** Keywords that say something about a value, in the order in which a schema is read. */
export const checkedKeywords: ReadonlyMap<string, KeywordKind> = new Map<string, KeywordKind>([
  [
    "type",
    (value) =>
      Array.isArray(value)
        ? value.length > 0 && value.every((one: Json) => typeNames.has(one))
        : typeNames.has(value),
  ],
  ["enum", (value) => Array.isArray(value) && value.length > 0],
  ["const", () => true],
  ["multipleOf", (value) => isNumber(value) && (value as number) > 0],
  ["maximum", isNumber],
  ["exclusiveMaximum", isNumber],
  ["minimum", isNumber],
  ["exclusiveMinimum", isNumber],
  ["maxLength", isCount],
  ["minLength", isCount],
  ["pattern", isText],
  ["format", isText],
  ["maxItems", isCount],
  ["minItems", isCount],
  ["uniqueItems", isBoolean],
  ["maxContains", isCount],
  ["minContains", isCount],
  ["maxProperties", isCount],
  ["minProperties", isCount],
  ["required", isTexts],
  ["dependentRequired", (value) => isJsonObject(value) && Object.values(value).every(isTexts)],
  ["properties", "schema-map"],
  ["patternProperties", "schema-map"],
  ["additionalProperties", "schema"],
  ["propertyNames", "schema"],
  ["dependentSchemas", "schema-map"],
  ["prefixItems", "schemas"],
  ["items", "schema"],
  ["contains", "schema"],
  ["allOf", "schemas"],
  ["anyOf", "schemas"],
  ["oneOf", "schemas"],
  ["not", "schema"],
  ["if", "schema"],
  ["then", "schema"],
  ["else", "schema"],
  ["unevaluatedProperties", "schema"],
  ["unevaluatedItems", "schema"],
]);

/** Keywords of OpenAPI 3.0's dialect; what else JSON Schema has means nothing there. */
export const keywords30: ReadonlySet<string> = new Set(
  "type enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern format maxItems minItems uniqueItems maxProperties minProperties required properties additionalProperties items allOf anyOf oneOf not".split(
    " ",
  ),
);

/** Keywords that say nothing about a value, or are read elsewhere. */
export const silentKeywords: ReadonlySet<string> = new Set(
  "$ref $defs definitions $schema $id $anchor $comment $vocabulary title description default example examples deprecated readOnly writeOnly discriminator xml externalDocs nullable contentEncoding contentMediaType contentSchema".split(
    " ",
  ),
);

/** References that depend on how a schema was reached; they are not followed. */
export const unsupportedKeywords: ReadonlySet<string> = new Set([
  "$dynamicRef",
  "$dynamicAnchor",
  "$recursiveRef",
  "$recursiveAnchor",
]);
