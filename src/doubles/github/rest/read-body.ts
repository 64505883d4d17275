import { isTooDeep, type Json } from "../../../core/index.ts";
import type { JsonType, Operation, RequestBody, Shape } from "../published/operation.ts";
import { ApiProblem } from "./problem.ts";
import type { BodyFields } from "./request.ts";

/** Lists and objects within each other, of which no operation takes more than a few. */
const depthMax = 100;

/**
 * A body as JSON, whatever type it says that it has: GitHub does not look at that either, so a form is no JSON to it.
 * Where an operation takes a bare list as well, which older programs send, it is read as the field that holds it.
 * @returns nothing where the operation takes no JSON, or nothing was sent
 * @throws ApiProblem 400, as GitHub says it
 */
export function readBody(bytes: Uint8Array, operation: Pick<Operation, "body">): BodyFields {
  const { body } = operation;
  if (bytes.length === 0 || body === undefined || !takesJson(body)) return {};
  const value = parse(bytes);
  if (Array.isArray(value)) {
    const field = fieldOfList(body.shape);
    if (field !== undefined) return { [field]: value };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ApiProblem(400, "Body should be a JSON object");
  return value as BodyFields;
}

function takesJson({ mediaTypes }: RequestBody): boolean {
  return mediaTypes.some((type) => type.includes("json"));
}

/** @throws ApiProblem 400 */
function parse(bytes: Uint8Array): Json {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value = isTooDeep(text, depthMax) ? undefined : (JSON.parse(text) as Json);
    if (value !== undefined && depthWithin(value, depthMax)) return value;
  } catch {
    // Neither UTF-8 nor JSON: GitHub says the same of both.
  }
  throw new ApiProblem(400, "Problems parsing JSON");
}

/** Without recursion: the value is whatever somebody sent. */
function depthWithin(value: Json, most: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; depth <= most; depth++) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (level.length === 0) return true;
  }
  return false;
}

function fieldOfList({ types, properties = {} }: Shape): string | undefined {
  if (!types.includes("array")) return undefined;
  return Object.keys(properties).find((name) => properties[name]?.types.includes("array"));
}

/**
 * Holds a body against the types that the description names. What lies deeper is for the operation to say.
 * @throws ApiProblem 422, in GitHub's words
 */
export function checkBody(body: BodyFields, operation: Pick<Operation, "body">): void {
  const { shape } = operation.body ?? {};
  if (shape === undefined) return;
  const problems = problemsOf(body, shape, "");
  if (problems.length > 0) throw new ApiProblem(422, `Invalid request.\n\n${problems.join("\n")}`);
}

function problemsOf(value: Json, shape: Shape, path: string): readonly string[] {
  const { types, enum: allowed, items, properties = {}, required = [] } = shape;
  if (types.length > 0 && !types.some((type) => isOf(value, type)))
    return [`For '${path.slice(1)}', ${ruby(value)} is not ${oneOf(types)}.`];
  if (allowed !== undefined && typeof value === "string" && !allowed.includes(value))
    return [`For '${path.slice(1)}', ${ruby(value)} is not a member of ${ruby(allowed)}.`];
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.flatMap((item) => problemsOf(item, items, `${path}/items`));
  }
  if (typeof value !== "object" || value === null) return [];
  const fields = value as BodyFields;
  const missing = required.filter((name) => !Object.hasOwn(fields, name));
  const unknown =
    shape.closed === true ? Object.keys(fields).filter((name) => !Object.hasOwn(properties, name)) : [];
  return [
    ...told(missing, "wasn't supplied.", "weren't supplied."),
    ...told(unknown, "is not a permitted key.", "are not permitted keys."),
    ...Object.entries(properties).flatMap(([name, one]) =>
      Object.hasOwn(fields, name) ? problemsOf(fields[name] as Json, one, `${path}/properties/${name}`) : [],
    ),
  ];
}

function told(names: readonly string[], one: string, several: string): readonly string[] {
  if (names.length === 0) return [];
  const quoted = names.toSorted().map((name) => JSON.stringify(name));
  return [`${quoted.join(", ")} ${names.length === 1 ? one : several}`];
}

function isOf(value: Json, type: JsonType): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

/** "a string", "an object or null" */
function oneOf(types: readonly JsonType[]): string {
  const last = types.at(-1) as JsonType;
  const before = types.slice(0, -1).join(", ");
  const list = before === "" ? last : `${before}${types.length > 2 ? "," : ""} or ${last}`;
  return `${/^[aeiou]/.test(list) ? "an" : "a"} ${list}`;
}

/** Characters of a value that an answer shows. */
const shownChars = 200;

/** A value as the language that GitHub is written in shows it. */
function ruby(value: Json): string {
  const text = inspect(value);
  return text.length > shownChars ? `${text.slice(0, shownChars)}…` : text;
}

function inspect(value: Json): string {
  if (value === null) return "nil";
  if (Array.isArray(value))
    return `[${value
      .slice(0, shownChars)
      .map((one) => inspect(one))
      .join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.entries(value).slice(0, shownChars);
  return `{${pairs.map(([name, one]) => `${JSON.stringify(name)}=>${inspect(one)}`).join(", ")}}`;
}
