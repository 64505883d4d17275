import {
  fillBody,
  isOpen,
  sampleAnswer,
  type BoundModel,
  type Content,
  type Contract,
} from "../../contract/index.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { escapeToken, valueAt, type EditPath } from "../../scenario/index.ts";

/** A value that is put into a body. */
export interface Addition {
  readonly path: EditPath;
  readonly value: Json;
}

/** How a body is completed: the least that has to be given, and what the whole body is then. */
export interface Completion {
  readonly add: readonly Addition[];
  readonly whole: Json;
  /** Fields whose values nobody gave: they fit, and are nobody's. */
  readonly madeUp: readonly string[];
}

/** A completion; or why there is none. */
export type Completed = Completion | { readonly why: string };

/** A time for bodies that are only looked at. */
const someTime = "2000-01-01T00:00:00Z";
/** Choices of values that are tried for one body. */
const choicesMax = 64;

/**
 * What a body that is filled from its model needs besides what is given: values of the request's path, and those
 * choices that leave only one. Values are made up where `invent` says so, else what is missing is told.
 * @param params what the names of the path stand for
 */
export function completeFromModel(
  bound: BoundModel,
  given: Json,
  params: JsonObject,
  { operation, invent }: { readonly operation: string; readonly invent: boolean },
): Completed {
  if (Array.isArray(given) !== bound.list)
    return { why: `${bound.name} is ${bound.list ? "a list" : "no list"}` };
  const items = bound.list ? (given as readonly Json[]) : [given];
  const add: Addition[] = [];
  const madeUp: string[] = [];
  const whole: Json[] = [];
  for (const [index, item] of items.entries()) {
    const made = completeItem(bound, item, params, { operation, invent });
    if ("why" in made) return made;
    const at = bound.list ? [index] : [];
    add.push(...made.add.map((one) => ({ ...one, path: [...at, ...one.path] })));
    madeUp.push(...made.madeUp);
    whole.push(made.whole);
  }
  return { add, madeUp: [...new Set(madeUp)], whole: bound.list ? whole : (whole[0] as Json) };
}

function completeItem(
  bound: BoundModel,
  given: Json,
  params: JsonObject,
  { operation, invent }: { readonly operation: string; readonly invent: boolean },
): Completed {
  const plain = filledWith(bound, given, {}, operation);
  if (plain.ok) return { add: [], madeUp: [], whole: plain.value };
  const why = plain.why;
  if (!isJsonObject(given)) return { why };
  const properties = propertiesOf(bound);
  const missing = Object.keys(properties).filter((field) => !Object.hasOwn(given, field));
  const known = Object.fromEntries(
    missing.flatMap((field) => {
      const value = fromPath(bound, properties[field] as Json, params[field]);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  for (const base of Object.keys(known).length === 0 ? [{}] : [{}, known]) {
    const [only, ...others] = fittingChoices(bound, given, base, operation);
    if (only !== undefined && others.length === 0) return completion(only.extra, only.whole, []);
  }
  if (!invent) return { why };
  const invented = inventedFields(bound, { ...given, ...known }, operation);
  const [first] = fittingChoices(bound, given, { ...invented, ...known }, operation);
  if (first === undefined) return { why };
  const madeUp = Object.keys(first.extra).filter((field) => !Object.hasOwn(known, field));
  return completion(first.extra, first.whole, madeUp);
}

function completion(extra: JsonObject, whole: Json, madeUp: readonly string[]): Completion {
  const add = Object.entries(extra).map(([field, value]) => ({ path: [field], value }));
  return { add, whole, madeUp };
}

function filledWith(
  bound: BoundModel,
  given: Json,
  extra: JsonObject,
  operation: string,
): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly why: string } {
  const item = isJsonObject(given) ? { ...given, ...extra } : given;
  const made = fillBody(bound, bound.list ? [item] : item, someTime, { operation });
  if (!made.ok) return { ok: false, why: made.findings[0]?.what ?? `${bound.name} does not allow it` };
  return { ok: true, value: bound.list ? ((made.value as readonly Json[])[0] as Json) : made.value };
}

function propertiesOf(bound: BoundModel): JsonObject {
  const schema = bound.schemas.follow(bound.schema);
  const properties = isJsonObject(schema) ? schema["properties"] : undefined;
  return isJsonObject(properties) ? properties : {};
}

/** A value of the path, where the field of the same name may hold it. */
function fromPath(bound: BoundModel, schema: Json, value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return undefined;
  const candidates: readonly Json[] = /^\d{1,15}$/.test(value) ? [value, Number(value)] : [value];
  const made = bound.schemas.validator(schema);
  return made.ok ? candidates.find((one) => made.value.check(one).length === 0) : undefined;
}

/**
 * Values of the missing fields that have a set to choose from, for all choices that the rest of the body leaves.
 * @param known fields that are put in before
 */
function fittingChoices(
  bound: BoundModel,
  given: JsonObject,
  known: JsonObject,
  operation: string,
): readonly { readonly extra: JsonObject; readonly whole: Json }[] {
  let choices: readonly JsonObject[] = [known];
  for (const [field, values] of openSets(bound, { ...given, ...known })) {
    choices = choices.flatMap((one) => values.map((value) => ({ ...one, [field]: value })));
    if (choices.length > choicesMax) return [];
  }
  return choices.flatMap((extra) => {
    const made = filledWith(bound, given, extra, operation);
    return made.ok ? [{ extra, whole: made.value }] : [];
  });
}

/** Fields that are missing, have a set of values to choose from, and that a model does not fill by itself. */
function openSets(bound: BoundModel, given: JsonObject): readonly (readonly [string, readonly Json[]])[] {
  return Object.entries(propertiesOf(bound)).flatMap(([field, written]) => {
    const schema = bound.schemas.follow(written);
    const values = isJsonObject(schema) ? schema["enum"] : undefined;
    if (Object.hasOwn(given, field) || !isJsonObject(schema) || !Array.isArray(values)) return [];
    const filled = Object.hasOwn(schema, "default") || values.includes(null) || values.length < 2;
    return filled ? [] : [[field, values] as const];
  });
}

/** Values for the missing fields that a model does not fill by itself, but for those that have a set to choose from. */
function inventedFields(bound: BoundModel, given: JsonObject, operation: string): JsonObject {
  const sets = new Set(openSets(bound, given).map(([field]) => field));
  const made = fillBody(bound, bound.list ? [given] : given, someTime, { operation });
  const needed = made.findings.flatMap(({ evidence }) => {
    const told = isJsonObject(evidence) ? evidence["fields"] : undefined;
    return Array.isArray(told)
      ? (told as readonly string[]).map((one) => one.replace(/^\[\d+\]\.?/, ""))
      : [];
  });
  const properties = propertiesOf(bound);
  const values = needed.flatMap((field) => {
    if (Object.hasOwn(given, field) || sets.has(field) || !Object.hasOwn(properties, field)) return [];
    const sampled = sampleAnswer(bound.schemas, properties[field] as Json, { operation });
    return sampled.ok ? [[field, sampled.value] as const] : [];
  });
  return Object.fromEntries(values);
}

/**
 * An answer as a contract declares it: one of its examples, else one made from its schema; why not where it leaves open
 * what stands in it.
 */
export function sampleFromContract(
  contract: Contract,
  content: Content,
  operation: string,
): { readonly value: Json } | { readonly why: string; readonly open: boolean } {
  if (content.schema === undefined || isOpen(contract, content)) {
    return { why: "the contract says nothing of what the body holds, and no model is bound", open: true };
  }
  const media = valueAt(contract.document, content.pointer);
  const named = isJsonObject(media) && isJsonObject(media["examples"]) ? Object.keys(media["examples"]) : [];
  const pointers = [
    `${content.pointer}/example`,
    ...named.map((name) => `${content.pointer}/examples/${escapeToken(name)}/value`),
  ];
  const examples = pointers.flatMap((pointer) => valueAt(contract.document, pointer) ?? []);
  const made = sampleAnswer(contract.schemas, content.schema, { operation, examples });
  return made.ok
    ? { value: made.value }
    : { why: made.findings[0]?.what ?? "no answer could be made from the schema", open: false };
}

/** What a body lacks of another one, key by key; lists stay as they are. */
export function additionsFrom(given: Json, sample: Json, path: EditPath = []): readonly Addition[] {
  if (Array.isArray(given)) {
    const [first] = Array.isArray(sample) ? (sample as readonly Json[]) : [];
    if (first === undefined) return [];
    return given.flatMap((item: Json, index) => additionsFrom(item, first, [...path, index]));
  }
  if (!isJsonObject(given) || !isJsonObject(sample)) return [];
  return Object.entries(sample).flatMap(([key, value]) => {
    const own = given[key];
    return Object.hasOwn(given, key) && own !== undefined
      ? additionsFrom(own, value, [...path, key])
      : [{ path: [...path, key], value }];
  });
}

/** A body with values put into it. */
export function withAdditions(given: Json, additions: readonly Addition[]): Json {
  return additions.reduce((body, { path, value }) => put(body, path, value), given);
}

function put(body: Json, [step, ...rest]: EditPath, value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(body)) {
    return body.map((item: Json, index) => (index === step ? put(item, rest, value) : item));
  }
  const table = isJsonObject(body) ? body : {};
  return { ...table, [step]: put(table[step] ?? {}, rest, value) };
}
