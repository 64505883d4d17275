import type { ErrorObject } from "../engine-error.ts";
import { canonicalJson, isJsonObject, nearest, quote } from "../../../core/index.ts";
import type { Json } from "../../../core/index.ts";
import { formatExamples } from "../formats.ts";
import type { ExplainContext } from "./reach.ts";
import { fieldNames } from "./reach.ts";

/** What is wrong, in one line: "must be at most 64 characters, has 75". */
export function say(error: ErrorObject, context: ExplainContext): string {
  const what = sayKeyword(error, context);
  return error.propertyName === undefined ? what : `is a name that ${what}`;
}

function sayKeyword(error: ErrorObject, context: ExplainContext): string {
  const { keyword, params, schema } = error;
  const data = error.data as Json;
  const limit = Number(params["limit"]);
  switch (keyword) {
    case "type":
      return `must be ${typesText(schema as Json)}, is ${shown(data)}`;
    case "enum":
      return sayEnum(schema as readonly Json[], data);
    case "const":
      return `must be ${shown(schema as Json)}, is ${shown(data)}`;
    case "required":
      return "is missing";
    case "dependentRequired":
      return `is missing, and must be there because ${quote(String(params["property"]), 60)} is`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return sayUnknown(error, context);
    case "pattern":
      return context.undecided?.has(String(schema)) === true
        ? `could not be held against ${shownPattern(schema)}, which takes too long on ${shown(data)}`
        : `must match ${shownPattern(schema)}, is ${shown(data)}`;
    case "format":
      return sayFormat(String(schema), data);
    case "maxLength":
      return `must be at most ${counted(limit, "character")}, has ${characters(data as string)}`;
    case "minLength":
      return `must be at least ${counted(limit, "character")}, has ${characters(data as string)}`;
    case "maxItems":
    case "minItems":
      return `must have ${atMost(keyword)} ${counted(limit, "item")}, has ${(data as readonly Json[]).length}`;
    case "maxProperties":
    case "minProperties":
      return `must have ${atMost(keyword)} ${counted(limit, "field")}, has ${Object.keys(data as object).length}`;
    case "maximum":
      return `must be at most ${limit}, is ${shown(data)}`;
    case "minimum":
      return `must be at least ${limit}, is ${shown(data)}`;
    case "exclusiveMaximum":
      return `must be less than ${limit}, is ${shown(data)}`;
    case "exclusiveMinimum":
      return `must be more than ${limit}, is ${shown(data)}`;
    default:
      return sayRare(error, data);
  }
}

function sayRare({ keyword, params, schema }: ErrorObject, data: Json): string {
  switch (keyword) {
    case "multipleOf":
      return `must be a multiple of ${String(schema)}, is ${shown(data)}`;
    case "uniqueItems":
      return `must not hold the same twice: items ${Number(params["i"])} and ${Number(params["j"])} are equal`;
    case "contains": {
      const least = Number(params["minContains"]);
      const most = Number(params["maxContains"]);
      const range =
        most < Number.MAX_SAFE_INTEGER
          ? `${least} to ${counted(most, "item")}`
          : `at least ${counted(least, "item")}`;
      return `must hold ${range} that fit what "contains" asks for`;
    }
    case "not":
      return Object.keys(schema as object).length === 0
        ? "must not be there"
        : `must not fit what "not" describes, is ${shown(data)}`;
    case "anyOf":
      return `must fit one of ${counted((schema as unknown[]).length, "alternative")}, is ${shown(data)}`;
    case "oneOf": {
      const passing = params["passingSchemas"] as readonly number[] | null;
      const fits = passing === null ? "fits none" : `fits ${passing.map((one) => one + 1).join(" and ")}`;
      return `must fit exactly one of ${counted((schema as unknown[]).length, "alternative")}, ${fits}`;
    }
    default:
      return `does not fit what ${quote(keyword)} asks for`;
  }
}

/** Values of an enum that are named before the rest is counted. */
const namedValues = 8;

function sayEnum(values: readonly Json[], data: Json): string {
  if (values.length === 1) return `must be ${shown(values[0] as Json)}, is ${shown(data)}`;
  const named = values.slice(0, namedValues).map((one) => shown(one));
  const more = values.length > namedValues ? ` and ${values.length - namedValues} more` : "";
  const texts = values.filter((one) => typeof one === "string");
  const near = typeof data === "string" ? nearest(data, texts, 1) : [];
  const hint = near.length === 0 ? "" : `; nearest ${shown(near[0] as string)}`;
  return `must be one of ${named.join(", ")}${more}, is ${shown(data)}${hint}`;
}

function sayUnknown({ params, parentSchema, data }: ErrorObject, context: ExplainContext): string {
  const field = String(params["additionalProperty"] ?? params["unevaluatedProperty"]);
  const schema = parentSchema as object;
  const known = fieldNames(schema, context).filter((name) => !Object.hasOwn(data as object, name));
  const name = context.origins.get(schema)?.name;
  const near = nearest(field, known, 1);
  const hint = near.length === 0 ? "" : `; nearest ${quote(near[0] as string, 60)}`;
  return `${name === undefined ? "is no field here" : `is no field of ${name}`}${hint}`;
}

function sayFormat(format: string, data: Json): string {
  const example = Object.hasOwn(formatExamples, format) ? `, like ${formatExamples[format]}` : "";
  return `must be of the format ${format}${example}, is ${shown(data)}`;
}

const typeTexts: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  null: "null",
  object: "an object",
  array: "a list",
};

function typesText(type: Json): string {
  const names = Array.isArray(type) ? (type as readonly string[]) : [type as string];
  return names.map((name) => typeTexts[name] ?? name).join(" or ");
}

/** A value as it is named in a sentence. */
export function shown(value: Json): string {
  if (typeof value === "string") return quote(value, 60);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return "an object";
  return canonicalJson(value);
}

function shownPattern(pattern: unknown): string {
  const text = quote(String(pattern), 80);
  return text.slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\");
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** Characters as JSON Schema counts them: code points. */
function characters(text: string): number {
  return Array.from(text).length;
}

function atMost(keyword: string): string {
  return keyword.startsWith("max") ? "at most" : "at least";
}
