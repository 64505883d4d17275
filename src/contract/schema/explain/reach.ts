import type { ExplainContext } from "./explain.ts";

const inPlace = ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$ref"] as const;

/** Names of the fields that a schema knows for the object itself, those of what it is composed of included. */
export function fieldNames(schema: object, context: ExplainContext): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const queue: unknown[] = [schema];
  for (const one of queue) {
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    const keywords = one as Readonly<Record<string, unknown>>;
    for (const name of Object.keys((keywords["properties"] as object | undefined) ?? {})) names.add(name);
    for (const keyword of inPlace) queue.push(...inner(keywords[keyword], keyword, context));
  }
  return [...names];
}

function inner(value: unknown, keyword: string, context: ExplainContext): readonly unknown[] {
  if (typeof value === "string") return [context.target(value)];
  if (Array.isArray(value)) return value;
  if (keyword === "dependentSchemas") return Object.values((value as object | undefined) ?? {});
  return [value];
}
