import { failed, finding, isJsonObject, limits, ok } from "../../core/index.ts";
import type { Json, JsonObject, Place, Result } from "../../core/index.ts";
import type { Schemas, Validator } from "../schema/index.ts";
import { sampleText } from "./sample-text.ts";

/** What is sampled, for findings. */
export interface SampleSubject {
  /** "GET /actors/{actor_id} 200" */
  readonly operation: string;
  readonly at?: Place | undefined;
  /** Examples that the document gives for the whole answer, best first. */
  readonly examples?: readonly Json[] | undefined;
}

/**
 * Makes an answer that a schema allows, the same every time: an example that fits, else one made from the schema, with
 * all its fields, with the required ones alone, or as little as it may be. What was made is checked; where none
 * fits, it is refused with what is wrong.
 * @example sampleAnswer(schemas, { type: "object", properties: { ok: { type: "boolean" } } }, { operation: "GET /" })
 */
export function sampleAnswer(schemas: Schemas, schema: Json, subject: SampleSubject): Result<Json> {
  const validator = schemas.validator(schema, { direction: "answer" });
  if (!validator.ok) return validator;
  const followed = schemas.follow(schema);
  const given = [...(subject.examples ?? []), ...(isJsonObject(followed) ? examplesOf(followed) : [])];
  const fitting = given.find((one) => validator.value.check(one).length === 0);
  if (fitting !== undefined) return ok(fitting);
  return madeAnswer(schemas, schema, validator.value, subject);
}

function madeAnswer(
  schemas: Schemas,
  schema: Json,
  validator: Validator,
  subject: SampleSubject,
): Result<Json> {
  let best: readonly string[] | undefined;
  for (const fields of ["all", "required", "least"] as const) {
    const made = sample({ schemas, fields, left: valuesMax }, schema, 0, []);
    if (made === undefined) continue;
    const violations = validator.check(made);
    if (violations.length === 0) return ok(made);
    best ??= violations.map(({ path, what }) => `${path === "" ? "the body" : path} ${what}`);
  }
  const why = best === undefined ? "it has no end" : best.slice(0, 5).join("; ");
  return failed([
    finding("no-synthetic-answer", {
      at: subject.at,
      what: `${subject.operation}: no answer could be made from the schema: ${why}`,
      evidence: { problems: (best ?? []).slice(0, limits.violations) },
    }),
  ]);
}

/** Values in one answer that is made. */
const valuesMax = 10_000;

interface Sampler {
  readonly schemas: Schemas;
  /** Which fields objects get, and how lists and choices are filled. */
  readonly fields: "all" | "required" | "least";
  left: number;
}

/** The examples of a schema, and the values it fixes. */
function examplesOf(schema: JsonObject): readonly Json[] {
  return [
    ...(Object.hasOwn(schema, "example") ? [schema["example"] as Json] : []),
    ...(Array.isArray(schema["examples"]) ? (schema["examples"] as readonly Json[]) : []),
    ...(Object.hasOwn(schema, "const") ? [schema["const"] as Json] : []),
    ...(Object.hasOwn(schema, "default") ? [schema["default"] as Json] : []),
    ...(Array.isArray(schema["enum"]) ? (schema["enum"] as readonly Json[]).slice(0, 1) : []),
  ];
}

/** A value of a schema; undefined where there is none, or none that ends. */
function sample(sampler: Sampler, written: Json, depth: number, inside: readonly Json[]): Json | undefined {
  const schema = sampler.schemas.follow(written);
  sampler.left -= 1;
  if (schema === true) return {};
  if (!isJsonObject(schema) || depth > depthMax || sampler.left < 0 || inside.includes(schema))
    return undefined;
  const fixed = examplesOf(schema).find((one) => fits(sampler, schema, one));
  if (fixed !== undefined) return fixed;
  const under = [...inside, schema];
  const whole = merged(sampler, schema, depth);
  const type = typeOf(whole, sampler.fields);
  switch (type) {
    case "object":
      return sampleObject(sampler, whole, depth, under);
    case "array":
      return sampleList(sampler, whole, depth, under);
    case "string":
      return sampleText(whole);
    case "integer":
    case "number":
      return sampleNumber(whole, type);
    case "boolean":
      return true;
    case "null":
      return null;
    case undefined:
    default:
      return {};
  }
}

/** Values inside each other in an answer that is made. */
const depthMax = 12;

function fits({ schemas }: Sampler, schema: Json, value: Json): boolean {
  const made = schemas.validator(schema, { direction: "answer" });
  return made.ok && made.value.check(value).length === 0;
}

/** A schema with what allOf, and the first of anyOf and oneOf, say of the same value. */
function merged(sampler: Sampler, schema: JsonObject, depth: number): JsonObject {
  const parts = [
    ...listOf(schema["allOf"]),
    ...firstOf(sampler, schema["anyOf"]),
    ...firstOf(sampler, schema["oneOf"]),
  ];
  sampler.left -= parts.length;
  if (parts.length === 0 || depth > depthMax || sampler.left < 0) return schema;
  let whole = schema;
  for (const part of parts) {
    const followed = sampler.schemas.follow(part);
    if (!isJsonObject(followed) || followed === schema) continue;
    const inner = merged(sampler, followed, depth + 1);
    whole = joined(whole, inner);
  }
  return whole;
}

/** Two schemas of one object: what the first says counts where both say something. */
function joined(first: JsonObject, second: JsonObject): JsonObject {
  return {
    ...second,
    ...first,
    properties: { ...tableOf(second["properties"]), ...tableOf(first["properties"]) },
    required: [...listOf(second["required"]), ...listOf(first["required"])],
  };
}

function firstOf(sampler: Sampler, alternatives: Json | undefined): readonly Json[] {
  const all = listOf(alternatives);
  const isNull = (one: Json): boolean => {
    const followed = sampler.schemas.follow(one);
    return isJsonObject(followed) && followed["type"] === "null";
  };
  const chosen =
    sampler.fields === "least" ? (all.find(isNull) ?? all[0]) : (all.find((one) => !isNull(one)) ?? all[0]);
  return chosen === undefined ? [] : [chosen];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function tableOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function typeOf(schema: JsonObject, fields: Sampler["fields"]): string | undefined {
  const types = [schema["type"] ?? []].flat() as readonly string[];
  const nullable = schema["nullable"] === true || types.includes("null");
  if (fields === "least" && nullable) return "null";
  const named = types.find((one) => one !== "null") ?? types[0];
  if (named !== undefined) return named;
  if (Object.keys(tableOf(schema["properties"])).length > 0 || schema["additionalProperties"] !== undefined)
    return "object";
  if (schema["items"] !== undefined || schema["prefixItems"] !== undefined) return "array";
  if (["pattern", "format", "minLength", "maxLength"].some((key) => schema[key] !== undefined))
    return "string";
  if (["minimum", "maximum", "multipleOf"].some((key) => schema[key] !== undefined)) return "number";
  return undefined;
}

function sampleObject(
  sampler: Sampler,
  schema: JsonObject,
  depth: number,
  inside: readonly Json[],
): Json | undefined {
  const required = new Set(listOf(schema["required"]));
  const entries: [string, Json][] = [];
  for (const [field, own] of Object.entries(tableOf(schema["properties"]))) {
    const wanted = required.has(field);
    if (!wanted && (sampler.fields !== "all" || hidden(sampler, own))) continue;
    const value = sample(sampler, own, depth + 1, inside);
    if (value !== undefined) entries.push([field, value]);
    else if (wanted) return undefined;
    required.delete(field);
  }
  const further = schema["additionalProperties"] ?? true;
  for (const field of required) {
    const value = sample(sampler, further, depth + 1, inside);
    if (value === undefined) return undefined;
    entries.push([field as string, value]);
  }
  return Object.fromEntries(entries);
}

/** Whether a field is only ever sent to the service. */
function hidden({ schemas }: Sampler, schema: Json): boolean {
  const followed = schemas.follow(schema);
  return isJsonObject(followed) && followed["writeOnly"] === true;
}

/** Items that a list gets at the most, however many it asks for. */
const itemsMax = 100;

function sampleList(
  sampler: Sampler,
  schema: JsonObject,
  depth: number,
  inside: readonly Json[],
): Json | undefined {
  const least = Math.min(Number(schema["minItems"] ?? 0), itemsMax);
  const most = Number(schema["maxItems"] ?? itemsMax);
  const wanted = Math.min(Math.max(least, sampler.fields === "all" ? 1 : 0), most);
  const first = listOf(schema["prefixItems"]);
  const items: Json[] = [];
  for (let index = 0; index < wanted; index++) {
    const value = sample(
      sampler,
      first[index] ?? schema["items"] ?? schema["contains"] ?? true,
      depth + 1,
      inside,
    );
    if (value === undefined) return index < least ? undefined : items;
    items.push(value);
  }
  return items;
}

function sampleNumber(schema: JsonObject, type: "integer" | "number"): number {
  const step = typeof schema["multipleOf"] === "number" ? schema["multipleOf"] : type === "integer" ? 1 : 0;
  const { minimum, maximum } = schema;
  const open = (flag: Json | undefined, bound: Json | undefined): number | undefined =>
    typeof flag === "number" ? flag : flag === true && typeof bound === "number" ? bound : undefined;
  const above = open(schema["exclusiveMinimum"], minimum);
  const below = open(schema["exclusiveMaximum"], maximum);
  let value = Math.max(Number(minimum ?? -Infinity), above ?? -Infinity);
  if (value === -Infinity)
    value = Math.min(0, Number(maximum ?? 0), below === undefined ? 0 : below - (step || 1));
  if (step > 0) value = Math.ceil(value / step) * step;
  if (above !== undefined && value <= above)
    value = step > 0 ? value + step : (above + (below ?? above + 2)) / 2;
  return value;
}
