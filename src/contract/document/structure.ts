import schema30 from "@seriousme/openapi-schema-validator/schemas/v3.0/schema.json" with { type: "json" };
import schema31 from "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json" with { type: "json" };
import schema32 from "@seriousme/openapi-schema-validator/schemas/v3.2/schema.json" with { type: "json" };
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv";
import { isJsonObject, nearest, quote, type JsonObject } from "../../core/index.ts";
import { valueAt } from "../../scenario/index.ts";
import type { Problem } from "./problem.ts";

/** The versions of OpenAPI that are read. */
export type MinorVersion = "3.0" | "3.1" | "3.2";

const official: Readonly<Record<MinorVersion, () => object>> = {
  "3.0": () => fromDraft04(schema30),
  "3.1": () => schema31,
  "3.2": () => schema32,
};

/**
 * The official schema of 3.0 is written in draft 4 of JSON Schema, of which it uses two things that are
 * different now: `id`, and one `exclusiveMinimum: true` beside `minimum: 0`.
 */
function fromDraft04(schema: object): object {
  const { id: _id, $schema: _dialect, ...rest } = schema as Readonly<Record<string, unknown>>;
  return JSON.parse(JSON.stringify(rest), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    const { exclusiveMinimum, minimum, ...others } = value as Readonly<Record<string, unknown>>;
    return exclusiveMinimum === true ? { ...others, exclusiveMinimum: minimum } : value;
  }) as object;
}

/** Bytes of a document up to which all that is wrong with its structure is told, past it the first thing. */
const tellAllBytes = 4 * 1024 * 1024;

const compiled = new Map<string, ValidateFunction>();

function validator(version: MinorVersion, allErrors: boolean): ValidateFunction {
  const key = `${version} ${allErrors}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: false, allErrors, validateFormats: false, meta: false, validateSchema: false });
  const made = ajv.compile(official[version]());
  compiled.set(key, made);
  return made;
}

/** Where a document differs from the official schema of its version. */
export function structureProblems(document: JsonObject, version: MinorVersion, bytes: number): Problem[] {
  const validate = validator(version, bytes <= tellAllBytes);
  if (validate(document)) return [];
  const errors = rootCauses(document, validate.errors ?? []);
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const problem = told(error);
    const key = `${problem.pointer} ${problem.what}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [problem];
  });
}

/** Keywords that only say that something below them, or another choice, failed. */
const composite: ReadonlySet<string> = new Set(["oneOf", "anyOf", "allOf", "if", "not", "$ref"]);

/**
 * What is wrong itself: not that no alternative fits where one of them says why, not what a Reference Object would
 * need where none was written, and not fields that count as unknown only because their owner failed.
 */
function rootCauses(document: JsonObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const alternatives = errors.filter((error) => !isOtherAlternative(document, error));
  const plain = alternatives.filter(({ keyword }) => !composite.has(keyword));
  const considered = plain.length > 0 ? plain : alternatives.length > 0 ? alternatives : errors;
  const failing = new Set(
    considered
      .filter(({ keyword }) => keyword !== "unevaluatedProperties")
      .flatMap(({ instancePath }) => ancestors(instancePath)),
  );
  const roots = considered.filter(
    (error) =>
      error.keyword !== "unevaluatedProperties" ||
      !(
        failing.has(error.instancePath) ||
        failing.has(`${error.instancePath}/${String(error.params["unevaluatedProperty"])}`)
      ),
  );
  return roots.length > 0 ? roots : considered;
}

function ancestors(pointer: string): string[] {
  const found = [pointer];
  for (let at = pointer.lastIndexOf("/"); at > 0; at = pointer.lastIndexOf("/", at - 1)) {
    found.push(pointer.slice(0, at));
  }
  return found;
}

function isOtherAlternative(document: JsonObject, { schemaPath, instancePath }: ErrorObject): boolean {
  if (!/\/(?:Reference|reference)\//.test(schemaPath)) return false;
  const value = valueAt(document, instancePath);
  return !(isJsonObject(value) && Object.hasOwn(value, "$ref"));
}

function told(error: ErrorObject): Problem {
  const { instancePath, keyword, params } = error;
  const at = instancePath === "" ? "the document" : quote(instancePath.slice(instancePath.lastIndexOf("/") + 1), 60);
  const name = "invalid-contract";
  switch (keyword) {
    case "required":
      return { name, pointer: instancePath, what: `${at} has no ${quote(String(params["missingProperty"]), 60)}` };
    case "additionalProperties":
    case "unevaluatedProperties": {
      const field = String(params["additionalProperty"] ?? params["unevaluatedProperty"]);
      const known = Object.keys((error.parentSchema?.["properties"] ?? {}) as object);
      const near = nearest(field, known).map((what) => ({ what }));
      const pointer = `${instancePath}/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      return { name, pointer, what: `${at} may have no field ${quote(field, 80)}`, near };
    }
    case "type":
      return { name, pointer: instancePath, what: `${at} must be ${String(params["type"])}` };
    case "enum":
      return {
        name,
        pointer: instancePath,
        what: `${at} must be one of ${JSON.stringify(params["allowedValues"])}`,
      };
    case "const":
      return { name, pointer: instancePath, what: `${at} must be ${JSON.stringify(params["allowedValue"])}` };
    case "pattern":
      return { name, pointer: instancePath, what: `${at} must match ${String(params["pattern"])}` };
    default:
      return { name, pointer: instancePath, what: `${at} ${error.message ?? "is not valid"}` };
  }
}
