import { isJsonObject, limits, type Json, type JsonObject } from "../../core/index.ts";
import { pointerStep } from "../schema/pointer.ts";
import type { Part, Side } from "./side.ts";

/**
 * A schema without what it is put together from: references and `allOf` are followed, so that a value has to fit all
 * atoms. What is left of a schema is its own keywords.
 */
export interface Atom {
  /** In the words of JSON Schema 2020-12; false: nothing fits. */
  readonly schema: JsonObject | false;
  readonly pointer: string;
  /** Null fits besides. */
  readonly orNull: boolean;
  /** Its `anyOf` and `oneOf` that are real alternatives. */
  readonly choices: readonly Choice[];
}

/** One `anyOf` or `oneOf`. */
export interface Choice {
  readonly branches: readonly Part[];
  readonly pointer: string;
}

/** What a value has to fit, taken apart. */
export interface Atoms {
  readonly atoms: readonly Atom[];
  /** The name of the schema that was referred to, where it is one reference. */
  readonly name: string | undefined;
}

/** Schemas inside each other, references included, that are followed. */
const depthMax = limits.schemaDepth * 2;

/** Takes schemas apart that a value has to fit all of. References that lead nowhere are left as they are. */
export function atomsOf(side: Side, parts: readonly Part[]): Atoms {
  const state: Expanding = { side, atoms: [], seen: new Map() };
  for (const part of parts) expand(state, part, false, 0);
  const [only] = parts.length === 1 ? parts : [];
  const ref = only !== undefined && isJsonObject(only.schema) ? only.schema["$ref"] : undefined;
  return { atoms: state.atoms, name: typeof ref === "string" ? side.target(ref)?.name : undefined };
}

interface Expanding {
  readonly side: Side;
  readonly atoms: Atom[];
  /** Schemas that were taken in: 1 as they are, 2 with null besides. */
  readonly seen: Map<JsonObject, number>;
}

function expand(state: Expanding, { schema: written, pointer }: Part, orNull: boolean, depth: number): void {
  if (written === false) state.atoms.push({ schema: false, pointer, orNull, choices: [] });
  if (!isJsonObject(written) || depth > depthMax) return;
  const before = state.seen.get(written) ?? 0;
  const flag = orNull ? 2 : 1;
  // What also has to fit without null says more than the same with it.
  if ((before & flag) !== 0 || before === 1) return;
  state.seen.set(written, before | flag);
  const read = state.side.read(written);
  const { schema } = read;
  const withNull = orNull || read.orNull;
  const ref = schema["$ref"];
  const target = typeof ref === "string" ? state.side.target(ref) : undefined;
  if (target !== undefined) expand(state, target, withNull, depth + 1);
  for (const part of listOf(schema["allOf"], `${pointer}/allOf`)) expand(state, part, withNull, depth + 1);
  const choices: Choice[] = [];
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = listOf(schema[keyword], pointer + pointerStep(keyword));
    if (branches.length === 0) continue;
    const real = branches.filter((branch) => !isNull(branch.schema));
    const [only] = real;
    // "This or null" is how Pydantic writes what may be null.
    if (only !== undefined && real.length === 1)
      expand(state, only, withNull || branches.length > 1, depth + 1);
    else choices.push({ branches, pointer: pointer + pointerStep(keyword) });
  }
  state.atoms.push({ schema, pointer, orNull: withNull, choices });
}

function listOf(written: Json | undefined, pointer: string): Part[] {
  if (!Array.isArray(written)) return [];
  return written.map((schema: Json, index) => ({ schema, pointer: `${pointer}/${index}` }));
}

function isNull(schema: Json): boolean {
  if (!isJsonObject(schema)) return false;
  const { type, enum: values } = schema;
  if (Object.hasOwn(schema, "const")) return schema["const"] === null;
  if (Array.isArray(values)) return values.length === 1 && values[0] === null;
  return type === "null" || (Array.isArray(type) && type.length === 1 && type[0] === "null");
}
