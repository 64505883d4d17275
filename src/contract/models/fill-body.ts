import { failed, finding, isJsonObject, limits, ok } from "../../core/index.ts";
import type { Finding, Json, JsonObject, Result } from "../../core/index.ts";
import { pointerTokens } from "../../scenario/index.ts";
import { pointerStep } from "../schema/pointer.ts";
import { type BodyPlace, fieldText } from "./check-body.ts";
import type { BoundModel } from "./bound-model.ts";

/**
 * Completes a body from its model: fields that are given stay, the others get the model's own default, null where it
 * may be null, false, an empty text, list or table, 0, or the time for a time; in the model's order. The result
 * fits the model, conditions included, or it is refused with the fields that must be given: an id, or anything
 * else with a pattern or a set of values to choose from, is never made up.
 * @param now the world's time, RFC 3339
 * @example fillBody(me, { actor_id: "usr_1", actor_type: "human" }, "2025-01-15T10:30:00Z", { operation: "GET /me" })
 */
export function fillBody(bound: BoundModel, given: Json, now: string, place: BodyPlace): Result<Json> {
  const { operation, at } = place;
  if (bound.unknown) {
    const what = `${operation}: the fields of ${bound.itemName} are not known, so there is nothing to fill in`;
    return failed([
      finding("model-unknown", { at, what, severity: "error", near: [{ what: bound.name, at: bound.at }] }),
    ]);
  }
  if (Array.isArray(given) !== bound.list) {
    const what = `${operation}: ${bound.name} is ${bound.list ? "a list" : "no list"}, and what is given is ${bound.list ? "none" : "one"}`;
    return failed([finding("list-or-object", { at, what, near: [{ what: bound.name, at: bound.at }] })]);
  }
  if (!bound.list) return fillItem(bound, given, now, place, "");
  const filled = (given as readonly Json[]).map((item, index) =>
    fillItem(bound, item, now, place, `[${index}]`),
  );
  const findings = filled.flatMap((one) => one.findings);
  const values = filled.flatMap((one) => (one.ok ? [one.value] : []));
  return values.length < filled.length
    ? failed(findings.filter(({ severity }) => severity === "error").slice(0, limits.findings))
    : ok(values, findings);
}

function fillItem(
  bound: BoundModel,
  given: Json,
  now: string,
  place: BodyPlace,
  index: string,
): Result<Json> {
  const filler: Filler = { bound, now, neutral: [] };
  const value = fill(filler, bound.schema, given, "", 0);
  const violations = bound.validator.check(value);
  if (violations.length === 0) return ok(value, notes(filler, place, index));
  const { operation, at } = place;
  const lines = violations.map(({ path, what, keyword }) => {
    const field =
      path === "" ? "body" : `${index}${index === "" || path === "" ? "" : "."}${fieldText(path)}`;
    return keyword === "required" ? { field, what: needed(filler, path) } : { field, what };
  });
  const what = `${operation}: ${lines.map((one) => `${one.field} ${one.what}`).join("; ")}`;
  return failed([
    finding("incomplete-body", {
      at,
      what,
      near: [{ what: bound.name, at: bound.at }],
      evidence: { model: bound.name, fields: lines.map(({ field }) => field) },
    }),
  ]);
}

interface Filler {
  readonly bound: BoundModel;
  readonly now: string;
  /** Fields that got an empty text or 0, which the model does not name. */
  readonly neutral: string[];
}

/** Fills an object with the fields that its schema has; anything else stays as it is given. */
function fill(filler: Filler, schema: Json, given: Json, path: string, depth: number): Json {
  const { schemas } = filler.bound;
  const followed = schemas.follow(schema);
  if (!isJsonObject(followed) || depth > limits.scenarioDepth) return given;
  if (Array.isArray(given)) {
    const { items } = followed;
    return items === undefined
      ? given
      : given.map((item: Json, index) => fill(filler, items, item, `${path}/${index}`, depth + 1));
  }
  const { properties } = followed;
  if (!isJsonObject(given) || !isJsonObject(properties)) return given;
  const filled = new Map<string, Json>();
  for (const [field, own] of Object.entries(properties)) {
    if (Object.hasOwn(given, field))
      filled.set(field, fill(filler, own, given[field] as Json, path + pointerStep(field), depth + 1));
  }
  const absent = Object.keys(properties).filter((field) => !filled.has(field));
  // A condition may ask about a field that is only filled in: a second look finds what it then asks for.
  for (let look = 0; look < 2; look++) {
    const asked = conditionsOf(filler, followed, Object.fromEntries(filled));
    for (const field of absent) {
      const all = [properties[field] as Json, ...asked.flatMap((one) => fieldSchema(one, field))];
      const found = firstFitting(filler, all);
      if (found === undefined) filled.delete(field);
      else filled.set(field, found.value);
      if (look === 1 && found?.neutral === true) filler.neutral.push(fieldText(path + pointerStep(field)));
    }
  }
  const order = [...Object.keys(properties), ...Object.keys(given)];
  return Object.fromEntries(
    [...new Set(order)].flatMap((field) => {
      if (filled.has(field)) return [[field, filled.get(field) as Json]];
      return Object.hasOwn(given, field) ? [[field, given[field] as Json]] : [];
    }),
  );
}

/** The schemas that apply to an object because of its conditions. */
function conditionsOf(filler: Filler, schema: JsonObject, value: Json, depth = 0): readonly JsonObject[] {
  if (depth > limits.scenarioDepth) return [];
  const { schemas } = filler.bound;
  const found: JsonObject[] = [];
  const add = (one: Json | undefined): void => {
    const followed = one === undefined ? undefined : schemas.follow(one);
    if (isJsonObject(followed)) found.push(followed, ...conditionsOf(filler, followed, value, depth + 1));
  };
  const condition = schema["if"];
  if (condition !== undefined) add(fits(filler, condition, value) ? schema["then"] : schema["else"]);
  for (const part of (schema["allOf"] ?? []) as readonly Json[]) add(part);
  return found;
}

function fieldSchema(schema: JsonObject, field: string): readonly Json[] {
  const { properties } = schema;
  return isJsonObject(properties) && Object.hasOwn(properties, field) ? [properties[field] as Json] : [];
}

function fits(filler: Filler, schema: Json, value: Json): boolean {
  const made = filler.bound.schemas.validator(schema);
  return made.ok && made.value.check(value).length === 0;
}

/** The first value that all schemas of a field allow, of those that are nobody's invention. */
function firstFitting(
  filler: Filler,
  all: readonly Json[],
): { readonly value: Json; readonly neutral: boolean } | undefined {
  // A default may stand beside a reference.
  const followed = all.flatMap((one) => [one, filler.bound.schemas.follow(one)]).filter(isJsonObject);
  const allowed = (value: Json): boolean => all.every((one) => fits(filler, one, value));
  const said = followed.flatMap((one) => [
    ...(Object.hasOwn(one, "default") ? [one["default"] as Json] : []),
    ...(Object.hasOwn(one, "const") ? [one["const"] as Json] : []),
    ...(Array.isArray(one["enum"]) && one["enum"].length === 1 ? [one["enum"][0] as Json] : []),
  ]);
  const value = [...said, null, false].find(allowed);
  if (value !== undefined) return { value, neutral: false };
  // A set of values, a pattern or a format is a choice that only the service makes; a time is the world's.
  const chosen = followed.some((one) =>
    ["enum", "pattern", "anyOf", "oneOf"].some((key) => Object.hasOwn(one, key)),
  );
  if (chosen) return undefined;
  const time = followed.map((one) => timeOf(one["format"], filler.now)).find((one) => one !== undefined);
  if (time !== undefined) return allowed(time) ? { value: time, neutral: false } : undefined;
  if (followed.some((one) => Object.hasOwn(one, "format") && one["type"] === "string")) return undefined;
  const empty = ([[], {}, "", 0] as const).find((one) => allowed(one as Json)) as Json | undefined;
  return empty === undefined ? undefined : { value: empty, neutral: empty === "" || empty === 0 };
}

function timeOf(format: Json | undefined, now: string): string | undefined {
  if (format === "date-time") return now;
  if (format === "date") return now.slice(0, 10);
  return format === "time" ? now.slice(11) : undefined;
}

/** What a field that has to be given must be like. */
function needed(filler: Filler, path: string): string {
  const { schemas, schema } = filler.bound;
  let current: Json = schema;
  for (const step of pointerTokens(path)) {
    const { properties, items } = asTable(schemas.follow(current));
    current = asTable(properties)[step] ?? items ?? true;
  }
  const { pattern, enum: values } = asTable(schemas.follow(current));
  if (typeof pattern === "string") return `must be given (matching ${pattern})`;
  if (!Array.isArray(values)) return "must be given";
  return `must be given (one of ${values.map((one: Json) => JSON.stringify(one)).join(", ")})`;
}

function asTable(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function notes(filler: Filler, { operation, at }: BodyPlace, index: string): readonly Finding[] {
  if (filler.neutral.length === 0) return [];
  const fields = filler.neutral.map((field) => (index === "" ? field : `${index}.${field}`)).join(", ");
  const what = `${operation}: ${fields} ${filler.neutral.length === 1 ? "was" : "were"} left empty, as ${filler.bound.itemName} has no default`;
  return [
    finding("incomplete-body", {
      at,
      severity: "note",
      what,
      near: [{ what: filler.bound.name, at: filler.bound.at }],
    }),
  ];
}
