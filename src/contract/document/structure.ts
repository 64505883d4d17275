import schema30 from "@seriousme/openapi-schema-validator/schemas/v3.0/schema.json" with { type: "json" };
import schema31 from "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json" with { type: "json" };
import schema32 from "@seriousme/openapi-schema-validator/schemas/v3.2/schema.json" with { type: "json" };
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Json, type JsonObject, quote } from "../../core/index.ts";
import { createSchemas, type Violation } from "../schema/index.ts";
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
  const made = JSON.parse(JSON.stringify(rest), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const { exclusiveMinimum, minimum, format, ...others } = value as Readonly<Record<string, unknown>>;
    return {
      ...others,
      ...(exclusiveMinimum === true ? { exclusiveMinimum: minimum } : {}),
      ...(exclusiveMinimum === true || exclusiveMinimum === undefined ? {} : { exclusiveMinimum }),
      ...(exclusiveMinimum === true || minimum === undefined ? {} : { minimum }),
      ...(typeof format === "string" || format === undefined ? {} : { format }),
    };
  }) as JsonObject;
  prepared.set(version, made);
  return made;
}

function validator(version: MinorVersion): ValidateFunction {
  const known = compiled.get(version);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
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

function everything(document: JsonObject, version: MinorVersion): Problem[] {
  const schema = schemaOf(version);
  const definitions = (schema["$defs"] ?? schema["definitions"]) as Readonly<Record<string, Json>>;
  const made = createSchemas(definitions, { dialect: "2020-12" }).validator(schema);
  if (!made.ok) return [];
  const told = causes(made.value.check(document));
  return told.map(({ path, what }) => ({
    name: "invalid-contract",
    pointer: path,
    what: `${ownerOf(path)} ${what}`,
  }));
}

/** Keywords that say that no alternative fits, which others say better. */
const choices: ReadonlySet<string> = new Set("oneOf anyOf allOf not if then else propertyNames".split(" "));

/**
 * What is wrong itself. The schema of 3.0 tells apart by alternatives what the others tell by conditions, so each
 * alternative says what it misses: that of a Reference Object is dropped where none was written, what a parameter
 * elsewhere would need where its place is wrong, and the values of one field are joined.
 */
function causes(violations: readonly Violation[]): Violation[] {
  const told = violations.filter(
    ({ keyword, path }) => keyword !== "budget" && !(keyword === "required" && path.endsWith("/$ref")),
  );
  const plain = told.filter(({ keyword }) => !choices.has(keyword));
  const wrong = new Set(
    plain.filter(({ keyword }) => keyword !== "required").map(({ path }) => ownerPath(path)),
  );
  const joined = new Map<string, Violation>();
  for (const violation of told) {
    const { path, keyword, schemaPath, what } = violation;
    const alternative = /\/(?:oneOf|anyOf)\//.test(schemaPath);
    if (keyword === "required" && alternative && wrong.has(ownerPath(path))) continue;
    if (choices.has(keyword) && plain.some((one) => one.path === path || one.path.startsWith(`${path}/`)))
      continue;
    const key = keyword === "const" || keyword === "enum" ? path : `${path} ${what}`;
    const before = joined.get(key);
    const got = /^must be (.*), (is .*)$/s.exec(what);
    const earlier = before === undefined ? null : /^must be (.*), is .*$/s.exec(before.what);
    if (got !== null && earlier !== null) {
      joined.set(key, { ...violation, what: `must be ${earlier[1]} or ${got[1]}, ${got[2]}` });
    } else if (before === undefined) joined.set(key, violation);
  }
  return [...joined.values()];
}

function ownerPath(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
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
