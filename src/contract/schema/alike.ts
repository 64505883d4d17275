import { ok, type Json, type Result } from "../../core/index.ts";
import type { Direction } from "./dialect.ts";
import type { Validator, Violation } from "./violation.ts";

type Make = (schema: Json, direction: Direction | undefined, pointer: string) => Result<Validator>;

/** Values and characters of the largest schema that is looked for among those before. */
const sharedValues = 50;
const sharedChars = 1_000;

/**
 * Makes one validator for schemas that are written alike: most parameters of a large document are one of a few, and
 * compiling takes much longer than checking. Each tells violations with its own place.
 */
export function sharedByAlike(make: Make): Make {
  const known = new Map<string, { readonly pointer: string; readonly validator: Validator }>();
  return (schema, direction, pointer) => {
    const text = hasAtMost(schema, sharedValues) ? JSON.stringify(schema) : undefined;
    // What a reference leads to stands at one place for all, so that a schema with one is shared only when it is
    // nothing else.
    const isReference = Object.keys(schema as object).join() === "$ref";
    if (text === undefined || text.length > sharedChars || (text.includes('"$ref"') && !isReference)) {
      return make(schema, direction, pointer);
    }
    const key = `${direction ?? "any"} ${text}`;
    const before = known.get(key);
    if (before !== undefined) {
      return ok(isReference ? before.validator : moved(before.validator, before.pointer, pointer));
    }
    const made = make(schema, direction, pointer);
    // What can't be checked of it is told with its place.
    if (made.ok && made.findings.length === 0) known.set(key, { pointer, validator: made.value });
    return made;
  };
}

/** Whether so few values are in one. Aliases of YAML make one value stand in it millions of times. */
function hasAtMost(root: Json, most: number): boolean {
  const values: Json[] = [root];
  // What is added while it is walked is walked as well.
  for (const value of values) {
    if (typeof value !== "object" || value === null) continue;
    for (const inner of Object.values(value)) {
      if (values.push(inner) > most) return false;
    }
  }
  return true;
}

function moved(validator: Validator, from: string, to: string): Validator {
  const move = (one: Violation): Violation =>
    one.schemaPath.startsWith(`${from}/`)
      ? { ...one, schemaPath: to + one.schemaPath.slice(from.length) }
      : one;
  return { check: (value) => validator.check(value).map(move) };
}
