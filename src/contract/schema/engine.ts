import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnySchema, SchemaValidateFunction } from "ajv";
import { canonicalJson, jsonEqual, limits } from "../../core/index.ts";
import type { Json, RegexPort } from "../../core/index.ts";
import type { ErrorObject } from "./engine-error.ts";
import type { Converted } from "./converted.ts";
import { formats } from "./formats.ts";
import { createPatterns } from "./pattern.ts";

/** The keyword that counts work; put where schemas repeat: references and items. */
export const stepKeyword = "backlotStep";

/** In place of `enum` and `const` with lists and objects: ajv compares those by calling their `toString`. */
export const valuesKeywords = { enum: "backlotEnum", const: "backlotConst" } as const;

/** Thrown out of a check whose schemas multiply each other past limits.schemaSteps. */
export class TooManySteps extends Error {}

/** A compiled schema: the errors of a value. */
export type Run = (value: Json) => readonly ErrorObject[];

/** ajv with our patterns, formats and budgets. */
export interface Engine {
  /** Makes a schema known by an id that others refer to. */
  add(id: string, schema: Converted): void;
  /**
   * Compiles a schema. @throws what ajv or the engine of JavaScript throw for a schema that is too much for them
   */
  compile(schema: Converted): Run;
  /** Patterns that were not decided since the last call. */
  takeUndecided(): ReadonlySet<string>;
}

/** Makes an engine. @param allErrors whether a run tells everything that is wrong or the first of it */
export function createEngine(allErrors: boolean, regex?: RegexPort): Engine {
  const patterns = createPatterns(regex);
  let steps = 0;
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    logger: false,
    // The converter has looked at every keyword; ajv's own look at the schema would only cost time.
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    messages: false,
    // With it, errors carry the very schema object that they come from.
    verbose: true,
    // Fields are the value's own: "constructor" and "toString" are not there unless they are given.
    ownProperties: true,
    formats,
    // Optimizing takes longer than the rest of compiling, and what it gives is not worth it.
    code: { optimize: false, regExp: Object.assign(patterns.runner, { code: "pattern" }) },
  });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({ keyword: "uniqueItems", type: "array", schemaType: "boolean", validate: checkUnique });
  for (const keyword of Object.values(valuesKeywords)) {
    ajv.addKeyword({ keyword, schemaType: "array", validate: checkValues });
  }
  ajv.addKeyword({
    keyword: stepKeyword,
    validate: () => {
      steps += 1;
      if (steps > limits.schemaSteps) throw new TooManySteps();
      return true;
    },
    errors: false,
  });
  return {
    add: (id, schema) => {
      ajv.addSchema(schema, id);
    },
    compile: (schema) => {
      const validate = ajv.compile(schema as AnySchema);
      return (value) => {
        steps = 0;
        return validate(value) ? [] : (validate.errors ?? []);
      };
    },
    takeUndecided: patterns.takeUndecided,
  };
}

const checkValues: SchemaValidateFunction = (allowed: readonly Json[], value: Json, parentSchema) => {
  if (allowed.some((one) => jsonEqual(one, value))) return true;
  checkValues.errors = [{ keyword: "enum", params: {}, parentSchema: parentSchema as object }];
  return false;
};

/** ajv compares each item with each; a long list of objects would take minutes. */
const checkUnique: SchemaValidateFunction = (unique: boolean, items: readonly Json[], parentSchema) => {
  if (!unique) return true;
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalJson(item);
    const before = seen.get(text);
    if (before !== undefined) {
      checkUnique.errors = [
        { keyword: "uniqueItems", params: { i: before, j: index }, parentSchema: parentSchema as object },
      ];
      return false;
    }
    seen.set(text, index);
  }
  return true;
};
