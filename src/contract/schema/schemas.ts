import { failed, finding, limits, ok, quote } from "../../core/index.ts";
import type { Finding, Json, Place, RegexPort, Result } from "../../core/index.ts";
import { valueAt } from "../../scenario/index.ts";
import type { Converted, Origin } from "./converted.ts";
import { convertSchema, type SchemaProblem } from "./convert.ts";
import type { Dialect, Direction } from "./dialect.ts";
import { createEngine, type Engine } from "./engine.ts";
import { pointerStep, refSteps } from "./pointer.ts";
import { sharedByAlike } from "./alike.ts";
import { createValidator } from "./validator.ts";
import type { Validator } from "./violation.ts";

/** One schema set: the components of a document or the models of a file. */
export interface Schemas {
  /**
   * The validator of a schema, compiled when it is first asked for. References `#/$defs/Name`,
   * `#/components/schemas/Name` and `#/definitions/Name`, and what stands below them, are looked up in the
   * definitions. A good result may carry warnings about what can't be checked.
   */
  validator(schema: Json, options?: ValidatorOptions): Result<Validator>;
  /** Follows references to the schema they name; the same value when it is none or names nothing. */
  follow(schema: Json): Json;
}

/** How a schema is used. */
export interface ValidatorOptions {
  /**
   * Which way the body goes: `readOnly` fields are not required in a request, `writeOnly` ones not in an answer.
   * Absent: all are.
   */
  readonly direction?: Direction | undefined;
  /** What schema paths begin with: "#/paths/~1actors/get/..."; "#" when it is absent. */
  readonly pointer?: string | undefined;
}

/** How schemas are read. */
export interface SchemasOptions {
  readonly dialect: Dialect;
  /** Runs patterns with a timer; without it, one that may be too much work for a text is not run on it. */
  readonly regex?: RegexPort | undefined;
  /** Unknown keywords are errors. */
  readonly strict?: boolean | undefined;
  /** What a reference names that is in none of the definitions: `#/paths/...`. */
  readonly resolve?: ((ref: string) => Json | undefined) | undefined;
  /** Places of schemas in their file, by their pointers as `schemaPath` writes them. */
  readonly places?: ((pointers: readonly string[]) => readonly (Place | undefined)[]) | undefined;
}

/**
 * Makes a schema set. Nothing is compiled yet.
 * @example createSchemas({ Id: { type: "string" } }, { dialect: "2020-12" }).validator({ $ref: "#/$defs/Id" })
 */
export function createSchemas(definitions: Readonly<Record<string, Json>>, options: SchemasOptions): Schemas {
  const set: SchemaSet = {
    definitions,
    options,
    targets: new Map(),
    ids: new Map(),
    origins: new WeakMap(),
    engines: new Map(),
  };
  const known = new WeakMap<object, Map<Direction | undefined, Result<Validator>>>();
  const make = sharedByAlike((schema, direction, pointer) => makeValidator(set, schema, direction, pointer));
  return {
    validator: (schema, { direction, pointer = "#" } = {}) => {
      if (typeof schema !== "object" || schema === null)
        return makeValidator(set, schema, direction, pointer);
      const made = known.get(schema) ?? new Map<Direction | undefined, Result<Validator>>();
      known.set(schema, made);
      const result = made.get(direction) ?? make(schema, direction, pointer);
      made.set(direction, result);
      return result;
    },
    follow: (schema) => follow(set, schema),
  };
}

/** What is shared by the validators of one set. */
interface SchemaSet {
  readonly definitions: Readonly<Record<string, Json>>;
  readonly options: SchemasOptions;
  /** What references name, by the id that ajv knows it by. */
  readonly targets: Map<string, Target>;
  /** Those ids, by direction and pointer. No text of a document is ever one. */
  readonly ids: Map<string, string>;
  readonly origins: WeakMap<object, Origin>;
  readonly engines: Map<boolean, Engine>;
}

/** A schema that others refer to. */
interface Target extends Made {
  readonly id: string;
}

/** A converted schema with what is wrong with it and the ids of what it refers to. */
interface Made {
  readonly converted: Converted;
  readonly problems: readonly SchemaProblem[];
  readonly refers: ReadonlySet<string>;
}

function makeValidator(
  set: SchemaSet,
  schema: Json,
  direction: Direction | undefined,
  pointer: string,
): Result<Validator> {
  const counter = { left: limits.schemaNodes };
  const root = convertWith(set, schema, direction, { pointer, name: undefined }, counter);
  const problems = [...root.problems];
  const reached = new Set<string>(root.refers);
  for (const id of reached) {
    const target = set.targets.get(id) as Target;
    problems.push(...target.problems);
    for (const next of target.refers) reached.add(next);
  }
  const findings = problemFindings(set, problems);
  if (problems.some(({ severity }) => severity === "error")) return failed(findings);
  const compile = (allErrors: boolean) => {
    const engine = engineOf(set, allErrors);
    return { engine, run: engine.compile(root.converted) };
  };
  try {
    const context = { origins: set.origins, target: (id: string) => set.targets.get(id)?.converted };
    return ok(createValidator(compile, context), findings);
  } catch (error) {
    // A RangeError of the JavaScript engine: so much in one schema that its check can't be compiled.
    const what = `the schema can't be compiled: ${(error as Error).message}`;
    return failed([...findings, ...problemFindings(set, [{ severity: "error", pointer, what }])]);
  }
}

/** The engine that tells everything that is wrong, or only the first of it. */
function engineOf(set: SchemaSet, allErrors: boolean): Engine {
  const known = set.engines.get(allErrors);
  if (known !== undefined) return known;
  const made = createEngine(allErrors, set.options.regex);
  set.engines.set(allErrors, made);
  for (const { id, converted } of set.targets.values()) made.add(id, converted);
  return made;
}

/** Converts a schema and all it refers to that was not converted before. */
function convertWith(
  set: SchemaSet,
  schema: Json,
  direction: Direction | undefined,
  place: Omit<Origin, "written">,
  counter: { left: number },
): Made {
  const queue: { readonly id: string; readonly found: Found }[] = [];
  const convertOne = (written: Json, at: Omit<Origin, "written">): Made => {
    const problems: SchemaProblem[] = [];
    const refers = new Set<string>();
    const converted = convertSchema(
      {
        dialect: set.options.dialect,
        regex: set.options.regex,
        strict: set.options.strict ?? false,
        direction,
        problems,
        origins: set.origins,
        count: () => counter.left-- > 0,
        follow: (schema) => follow(set, schema),
        refer: (ref, pointer) => {
          const found = lookUp(set, ref);
          if (found === undefined) {
            problems.push(unresolved(ref, pointer));
            return undefined;
          }
          const key = `${direction ?? "any"} ${found.pointer}`;
          let id = set.ids.get(key);
          if (id === undefined) {
            id = `backlot:schema-${set.ids.size}`;
            set.ids.set(key, id);
            queue.push({ id, found });
          }
          refers.add(id);
          return id;
        },
      },
      written,
      at,
    );
    return { converted, problems, refers };
  };
  const root = convertOne(schema, place);
  for (const { id, found } of queue) {
    const target = { id, ...convertOne(found.value, found) };
    set.targets.set(id, target);
    for (const engine of set.engines.values()) engine.add(id, target.converted);
  }
  return root;
}

/** What a reference names. */
interface Found {
  readonly value: Json;
  /** The reference in its one spelling, so that each target is known once. */
  readonly pointer: string;
  readonly name: string | undefined;
}

function lookUp({ definitions, options }: SchemaSet, ref: string): Found | undefined {
  const steps = refSteps(ref) ?? [];
  const [first, second] = steps;
  const before = first === "components" && second === "schemas" ? 2 : 1;
  const isDefinition = before === 2 || first === "$defs" || first === "definitions";
  const inside = steps.slice(before);
  if (isDefinition && inside.length > 0) {
    const value = valueAt(definitions, inside.map(pointerStep).join(""));
    if (value !== undefined) return { value, pointer: ref, name: inside.at(-1) };
  }
  const value = options.resolve?.(ref);
  return value === undefined ? undefined : { value, pointer: ref, name: undefined };
}

function follow(set: SchemaSet, schema: Json): Json {
  const seen = new Set<Json>();
  let current = schema;
  while (typeof current === "object" && current !== null && !seen.has(current)) {
    seen.add(current);
    const ref = (current as Readonly<Record<string, Json>>)["$ref"];
    const next = typeof ref === "string" ? lookUp(set, ref)?.value : undefined;
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

function unresolved(ref: string, pointer: string): SchemaProblem {
  return {
    severity: "error",
    pointer,
    what: `$ref ${quote(ref, 120)} has no target`,
    fix: "Refer to a schema that is in this file.",
  };
}

function problemFindings({ options }: SchemaSet, problems: readonly SchemaProblem[]): readonly Finding[] {
  const told = problems.slice(0, limits.findings);
  const places = told.length === 0 ? [] : options.places?.(told.map(({ pointer }) => pointer));
  return told.map(({ severity, pointer, what, fix, near }, index) =>
    finding(severity === "error" ? "unusable-schema" : "unchecked-schema", {
      at: places?.[index],
      what: `${pointer}: ${what}`,
      fix,
      near,
      evidence: { schema: pointer },
    }),
  );
}
