import type { Converted, Origin } from "../converted.ts";

/** What is known of the schemas that errors come from. */
export interface ExplainContext {
  readonly origins: WeakMap<object, Origin>;
  /** A schema by the id that references name it by. */
  readonly target: (id: string) => Converted | undefined;
  /** Patterns that took too long on some text. */
  readonly undecided?: ReadonlySet<string> | undefined;
  /** Reaches that were walked before, for the errors of one value. */
  readonly reached?: Map<unknown, ReadonlySet<unknown>> | undefined;
}

type Keywords = Readonly<Record<string, unknown>>;

/** Keywords whose schemas say something about the very value that theirs does. */
const inPlace = ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$ref"] as const;

/** The others: they say something about items and fields. */
const deeper = [
  "not",
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "items",
  "prefixItems",
  "unevaluatedItems",
  "contains",
] as const;

/** Schemas that are looked at before a reach is taken as it is. */
const reachMax = 20_000;

/** A schema with all that are inside it, behind references too. */
export function reach(schema: unknown, context: ExplainContext): ReadonlySet<unknown> {
  const known = context.reached?.get(schema);
  if (known !== undefined) return known;
  const found = walk(schema, context, [...inPlace, ...deeper]);
  context.reached?.set(schema, found);
  return found;
}

/** Names of the fields that a schema knows for the object itself, those of what it is composed of included. */
export function fieldNames(schema: unknown, context: ExplainContext): readonly string[] {
  const names = new Set<string>();
  for (const one of walk(schema, context, inPlace)) {
    for (const name of Object.keys((one as Keywords)["properties"] ?? {})) names.add(name);
  }
  return [...names];
}

/** Names of the fields that a condition looks at. */
export function askedNames(schema: unknown, context: ExplainContext): ReadonlySet<string> {
  const names = new Set(fieldNames(schema, context));
  for (const one of walk(schema, context, inPlace)) {
    for (const name of ((one as Keywords)["required"] as readonly string[] | undefined) ?? [])
      names.add(name);
  }
  return names;
}

function walk(schema: unknown, context: ExplainContext, keywords: readonly string[]): ReadonlySet<unknown> {
  const seen = new Set<unknown>();
  const add = (one: unknown): void => {
    if (typeof one === "object" && one !== null) seen.add(one);
  };
  add(schema);
  // What is added while it is walked is walked as well.
  for (const one of seen) {
    if (seen.size > reachMax) break;
    for (const keyword of keywords) {
      for (const next of schemasOf((one as Keywords)[keyword], keyword, context)) add(next);
    }
  }
  return seen;
}

const maps: ReadonlySet<string> = new Set(["dependentSchemas", "properties", "patternProperties"]);

function schemasOf(value: unknown, keyword: string, context: ExplainContext): readonly unknown[] {
  if (value === undefined) return [];
  if (typeof value === "string") return [context.target(value)];
  if (Array.isArray(value)) return value;
  return maps.has(keyword) ? Object.values(value as object) : [value];
}
