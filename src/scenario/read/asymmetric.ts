import type { Json, JsonPattern, JsonTypeName, Matcher } from "../../core/index.ts";
import { builtInName, isPlain, isRegExp } from "./kinds.ts";

/** What a test runner's asymmetric matcher holds, as far as it is read. */
interface Asymmetric {
  readonly sample?: unknown;
  toString(): string;
}

/** Whether a value is an asymmetric matcher of vitest, jest or what follows them. */
export function isAsymmetric(value: object): value is Asymmetric {
  return (value as { readonly $$typeof?: unknown }).$$typeof === Symbol.for("jest.asymmetricMatcher");
}

/** What an asymmetric matcher was turned into, or the name of what can't be. */
export type AsymmetricRead = { readonly matcher: Matcher } | { readonly unknown: string };

/**
 * An asymmetric matcher as data. Inside objectContaining and arrayContaining, values without matchers are
 * equality, as they are for the runner.
 */
export function readAsymmetric(value: Asymmetric): AsymmetricRead {
  const name = value.toString();
  const inverse = /^(String|Object|Array)Not(Matching|Containing)$/.exec(name);
  const plain = inverse === null ? name : `${inverse[1]}${inverse[2]}`;
  const matcher = plainMatcher(plain, value.sample);
  if (matcher === undefined) return { unknown: name };
  return { matcher: inverse === null ? matcher : { is: "not", matcher } };
}

function plainMatcher(name: string, sample: unknown): Matcher | undefined {
  switch (name) {
    case "StringContaining":
      return typeof sample === "string" ? { is: "contains", text: sample } : undefined;
    case "StringMatching":
      return isRegExp(sample)
        ? { is: "regex", regex: { source: sample.source, flags: sample.flags } }
        : undefined;
    case "ObjectContaining":
      return objectMatcher(sample);
    case "ArrayContaining":
      return arrayMatcher(sample);
    case "Any":
      return typeMatcher(sample);
    case "Anything":
      return { is: "not", matcher: { is: "equals", value: null } };
    default:
      return undefined;
  }
}

function objectMatcher(sample: unknown): Matcher | undefined {
  const object = objectPattern(sample);
  return object === undefined ? undefined : { is: "json", subset: object };
}

/** Only of plain objects: the fields of a Date or a Map say nothing about what it equals. */
function objectPattern(sample: unknown): JsonPattern | undefined {
  if (!isPlainObject(sample)) return undefined;
  const fields: [string, JsonPattern][] = [];
  for (const [key, value] of Object.entries(sample)) {
    const field = patternOf(value);
    if (field === undefined) return undefined;
    fields.push([key, field]);
  }
  return { object: Object.fromEntries(fields) };
}

/** All of several: not one of them missing. */
function arrayMatcher(sample: unknown): Matcher | undefined {
  if (!Array.isArray(sample)) return undefined;
  const missing: Matcher[] = [];
  for (const item of sample as readonly unknown[]) {
    const matcher = valueMatcher(item);
    if (matcher === undefined) return undefined;
    missing.push({ is: "not", matcher: { is: "includes", matcher } });
  }
  const [only] = missing;
  if (missing.length === 1 && only?.is === "not") return only.matcher;
  return { is: "not", matcher: { is: "one_of", matchers: missing } };
}

const types: ReadonlyMap<string | undefined, JsonTypeName> = new Map<string | undefined, JsonTypeName>([
  ["String", "string"],
  ["Number", "number"],
  ["Boolean", "boolean"],
  ["Object", "object"],
  ["Array", "array"],
]);

function typeMatcher(sample: unknown): Matcher | undefined {
  const type = types.get(builtInName(sample));
  return type === undefined ? undefined : { is: "type", type };
}

function valueMatcher(value: unknown): Matcher | undefined {
  if (typeof value === "object" && value !== null && isAsymmetric(value)) {
    const read = readAsymmetric(value);
    return "matcher" in read ? read.matcher : undefined;
  }
  const json = jsonOf(value);
  return json === undefined ? undefined : { is: "equals", value: json };
}

function patternOf(value: unknown): JsonPattern | undefined {
  const leaf = valueMatcher(value);
  if (leaf !== undefined) return leaf.is === "json" ? leaf.subset : { leaf };
  if (Array.isArray(value)) {
    const array = value.map(patternOf);
    return array.every((item) => item !== undefined) ? { array } : undefined;
  }
  return objectPattern(value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || isAsymmetric(value)) return false;
  return isPlain(value);
}

/** A value as JSON, or undefined when something in it is not. */
function jsonOf(value: unknown): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const items = value.map(jsonOf);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isPlainObject(value)) return undefined;
  const entries = Object.entries(value).map(([key, item]) => [key, jsonOf(item)] as const);
  return entries.every(([, item]) => item !== undefined) ? (Object.fromEntries(entries) as Json) : undefined;
}
