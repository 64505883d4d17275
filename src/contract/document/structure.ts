import schema30 from "@seriousme/openapi-schema-validator/schemas/v3.0/schema.json" with { type: "json" };
import schema31 from "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json" with { type: "json" };
import schema32 from "@seriousme/openapi-schema-validator/schemas/v3.2/schema.json" with { type: "json" };
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Json, type JsonObject, quote } from "../../core/index.ts";
import { createSchemas, type Validator } from "../schema/index.ts";
import type { Problem } from "./problem.ts";

/** The versions of OpenAPI that are read. */
export type MinorVersion = "3.0" | "3.1" | "3.2";

const official: Readonly<Record<MinorVersion, object>> = {
  "3.0": schema30,
  "3.1": schema31,
  "3.2": schema32,
};

/** Bytes of a document up to which all that is wrong with its structure is told, past it the first thing. */
const tellAllBytes = 4 * 1024 * 1024;

const prepared = new Map<MinorVersion, JsonObject>();
const compiled = new Map<MinorVersion, ValidateFunction>();

/**
 * An official schema as it is used. Formats are left out: an address that is not quite one keeps nobody from
 * using a document. The schema of 3.0 is written in draft 4, of which it uses two things that are different
 * now: `id`, and one `exclusiveMinimum: true` beside `minimum: 0`.
 */
function schemaOf(version: MinorVersion): JsonObject {
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

function validator(version: MinorVersion): ValidateFunction {
  const known = compiled.get(version);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    // The schema is known to be one; looking at it would compile another.
    meta: false,
    validateSchema: false,
    inlineRefs: false,
    // It takes longer than all the rest of a start, and what it gives is not worth it.
    code: { optimize: false },
  });
  const made = ajv.compile(schemaOf(version));
  compiled.set(version, made);
  return made;
}

/**
 * Where a document differs from the official schema of its version. The one place where a whole document meets a
 * schema engine; a large one meets it once.
 */
export function structureProblems(document: JsonObject, version: MinorVersion, bytes: number): Problem[] {
  const validate = validator(version);
  if (validate(document)) return [];
  const [first] = validate.errors ?? [];
  const all = bytes <= tellAllBytes ? everything(document, version) : [];
  return all.length > 0 || first === undefined ? all : [told(first)];
}

const explainers = new Map<MinorVersion, Validator>();

function explainer(version: MinorVersion): Validator | undefined {
  const known = explainers.get(version);
  if (known !== undefined) return known;
  const schema = schemaOf(version);
  const definitions = (schema["$defs"] ?? schema["definitions"]) as Readonly<Record<string, Json>>;
  const made = createSchemas(definitions, { dialect: "2020-12" }).validator(schema);
  if (!made.ok) return undefined;
  explainers.set(version, made.value);
  return made.value;
}

function everything(document: JsonObject, version: MinorVersion): Problem[] {
  const violations = explainer(version)?.check(document) ?? [];
  const joined = new Set(
    violations.filter(({ what }) => what.startsWith("must be one of")).map(({ path }) => path),
  );
  return violations
    .filter(({ keyword }) => keyword !== "budget")
    .filter(({ keyword, path, what }) => keyword !== "enum" || !joined.has(path) || what.includes("one of"))
    .map(({ path, what }) => ({ name: "invalid-contract", pointer: path, what: `${ownerOf(path)} ${what}` }));
}

function ownerOf(pointer: string): string {
  const last = pointer
    .slice(pointer.lastIndexOf("/") + 1)
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  return pointer === "" ? "the document" : quote(last, 60);
}

function told({ instancePath, message }: ErrorObject): Problem {
  const what = `${ownerOf(instancePath)} ${message ?? "is not valid"}`;
  return { name: "invalid-contract", pointer: instancePath, what };
}
