import type { Json, JsonObject } from "../../../../core/index.ts";
import { allowing, allows } from "./allows.ts";
import { follow, isNullable, listOf, type Schemas, tableOf, together, whole } from "./schema.ts";
import { numberOf, type Request, requested, type Spot, textOf } from "./values.ts";

/** What a value is made in. */
interface Sampling {
  readonly schemas: Schemas;
  readonly request: Request;
  /** Objects get only what they must have. */
  readonly least: boolean;
}

interface Here extends Spot {
  /** Objects around it. */
  readonly depth: number;
  /** Names of the schemas around it: a schema that holds itself ends there. */
  readonly inside: readonly string[];
}

/** From here on objects get only what they must have. */
const fullDepth = 2;
/** From here on what may be null is null, and lists are empty. */
const shortDepth = 3;

/**
 * Makes an answer of a schema of the description, the same every time: with all its fields near the top, with as little as
 * it may hold deeper down. Examples of the description are never used, since many do not fit.
 */
export function sample(schemas: Schemas, schema: Json, request: Request): Json {
  const top = { key: "", parent: "", subject: true, depth: 0, inside: [] };
  return make({ schemas, request, least: false }, schema, top) ?? null;
}

/** A value of a schema; undefined where it would hold itself without end. */
function make(sampling: Sampling, written: Json, here: Here): Json | undefined {
  const { schema: found, names } = follow(sampling.schemas, written);
  if (found === undefined) return {};
  if (names.some((name) => here.inside.includes(name))) return isNullable(found) ? null : undefined;
  const inner = names.length === 0 ? here : { ...here, inside: [...here.inside, ...names] };
  const schema = whole(sampling.schemas, found);
  if (isNullable(schema) && (here.depth >= shortDepth || schema["format"] === "date-time")) return null;
  const choices = listOf(schema["oneOf"] ?? schema["anyOf"]);
  const made =
    choices.length > 0 ? makeOneOf(sampling, schema, choices, inner) : makeOwn(sampling, schema, inner);
  return made === undefined && isNullable(schema) ? null : made;
}

/** The first alternative whose value is no other's too, with all it may have or else with what it must have. */
function makeOneOf(
  sampling: Sampling,
  schema: JsonObject,
  choices: readonly Json[],
  here: Here,
): Json | undefined {
  const { oneOf, anyOf: _, ...own } = schema;
  for (const least of [sampling.least, true]) {
    for (const choice of choices) {
      const { schema: found, names } = follow(sampling.schemas, choice);
      if (found === undefined || names.some((name) => here.inside.includes(name))) continue;
      const chosen = together(own, whole(sampling.schemas, found));
      const made = make({ ...sampling, least }, chosen, { ...here, inside: [...here.inside, ...names] });
      if (made === undefined || !allows(sampling.schemas, own, made)) continue;
      const count = allowing(sampling.schemas, choices, made);
      if (oneOf === undefined ? count > 0 : count === 1) return made;
    }
  }
  return undefined;
}

function makeOwn(sampling: Sampling, schema: JsonObject, here: Here): Json | undefined {
  const values = listOf(schema["enum"]);
  const type = typeOf(schema);
  const given = requested(sampling.request, here, schema);
  if (values.length > 0)
    return values.find((one) => one === given) ?? values.find((one) => one !== null) ?? null;
  switch (type) {
    case "object":
      return makeObject(sampling, schema, here);
    case "array":
      return makeList(sampling, schema, here);
    case "string":
      return given ?? textOf(sampling.request, here, schema);
    case "integer":
    case "number":
      return given ?? numberOf(here, schema);
    case "boolean":
      return false;
    default:
      return {};
  }
}

/** Most schemas without a type are of objects. */
function typeOf(schema: JsonObject): string {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (schema["items"] !== undefined) return "array";
  return schema["format"] !== undefined || schema["pattern"] !== undefined ? "string" : "object";
}

function makeObject(sampling: Sampling, schema: JsonObject, here: Here): Json | undefined {
  const properties = tableOf(schema["properties"]);
  const required = new Set(listOf(schema["required"]) as readonly string[]);
  const full = here.depth < fullDepth && !sampling.least;
  // What a list of the top level holds, in an object that says how many there are, is what the request is about.
  const wraps = here.depth === 0 && Object.hasOwn(properties, "total_count");
  const made: [string, Json][] = [];
  for (const name of new Set([...Object.keys(properties), ...required])) {
    if (!full && !required.has(name)) continue;
    const own = properties[name] ?? {};
    const inner = {
      key: name,
      parent: here.key,
      subject: wraps || (here.subject && !isNested(sampling, own)),
      depth: here.depth + (wraps ? 0 : 1),
      inside: here.inside,
    };
    const value = make(sampling, own, inner);
    if (value !== undefined) made.push([name, value]);
    else if (required.has(name)) return undefined;
  }
  return Object.fromEntries(made);
}

/** Whether a property is an object or a list of its own, about which the request says nothing. */
function isNested({ schemas }: Sampling, written: Json): boolean {
  const { schema } = follow(schemas, written);
  return schema !== undefined && ["object", "array"].includes(typeOf(whole(schemas, schema)));
}

function makeList(sampling: Sampling, schema: JsonObject, here: Here): Json | undefined {
  const least = Number(schema["minItems"] ?? 0);
  const wanted = Math.max(least, here.depth >= shortDepth || sampling.least ? 0 : 1);
  const item = make(sampling, schema["items"] ?? {}, here);
  if (item === undefined) return least > 0 ? undefined : [];
  return Array.from({ length: wanted }, () => item);
}
