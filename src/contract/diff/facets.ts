import { canonicalJson, isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { pointerStep } from "../schema/pointer.ts";
import { type Atom, atomsOf, type Choice } from "./atoms.ts";
import type { Part, Side } from "./side.ts";
import { anyType, bitsOfType, bitsOfValue, typeBits } from "./types.ts";

/** Everything that the schemas of a value say of it, put together. */
export interface Facets {
  /** Bits of types. */
  readonly types: number;
  /** By their canonical JSON; undefined: not listed. */
  readonly values: ReadonlyMap<string, Json> | undefined;
  readonly properties: ReadonlyMap<string, readonly Part[]>;
  /** Names that must be there, and where that is said. */
  readonly required: ReadonlyMap<string, string>;
  /** Fields that are not named: none, or what they have to fit. */
  readonly additional: "closed" | readonly Part[];
  readonly prefix: readonly (readonly Part[])[];
  readonly items: readonly Part[];
  readonly choices: readonly Choice[];
  /** The limits of values that are compared as they are: "maxLength" and its number. */
  readonly limits: ReadonlyMap<string, { readonly value: Json; readonly pointer: string }>;
  /** Keywords that hold schemas which are compared one by one, with where each stands. */
  readonly inner: ReadonlyMap<string, Part>;
  /** Where it is written. */
  readonly pointer: string;
  /** Where what it is first put together from is written; the same where it is one schema. */
  readonly base: string;
}

interface Gathering {
  types: number;
  values: Map<string, Json> | undefined;
  closed: boolean;
  readonly properties: Map<string, Part[]>;
  readonly required: Map<string, string>;
  readonly additional: Part[];
  readonly prefix: Part[][];
  readonly items: Part[];
  readonly choices: Choice[];
  readonly limits: Map<string, { readonly value: Json; readonly pointer: string }>;
  readonly inner: Map<string, Part>;
}

/** Puts together what atoms say. @param pointer where they stand when they say nothing */
export function facetsOf(side: Side, atoms: readonly Atom[], pointer: string, depth = 0): Facets {
  const found: Gathering = {
    types: anyType,
    values: undefined,
    closed: false,
    properties: new Map(),
    required: new Map(),
    additional: [],
    prefix: [],
    items: [],
    choices: [],
    limits: new Map(),
    inner: new Map(),
  };
  for (const atom of atoms) {
    if (atom.schema === false) found.types &= atom.orNull ? typeBits.null : 0;
    else gather(side, found, atom, atom.schema, depth);
  }
  const { values, closed, additional, ...rest } = found;
  const fitting =
    values === undefined
      ? undefined
      : new Map([...values].filter(([, value]) => (bitsOfValue(value) & ~found.types) === 0));
  const ofValues = fitting === undefined ? anyType : bitsOfAll(fitting.values());
  return {
    ...rest,
    types: found.types & ofValues,
    values: fitting,
    additional: closed ? "closed" : additional,
    pointer: atoms.findLast((atom) => atom.pointer !== "")?.pointer ?? pointer,
    base: atoms.find((atom) => atom.pointer !== "")?.pointer ?? pointer,
  };
}

function bitsOfAll(values: Iterable<Json>): number {
  let bits = 0;
  for (const value of values) bits |= bitsOfValue(value);
  return bits;
}

function gather(
  side: Side,
  found: Gathering,
  { pointer, orNull, choices }: Atom,
  schema: JsonObject,
  depth: number,
): void {
  const orBits = orNull ? typeBits.null : 0;
  if (schema["type"] !== undefined) found.types &= bitsOfType(schema["type"]) | orBits;
  gatherValues(found, schema, orNull);
  for (const choice of choices) {
    const bits = typesOfChoice(side, choice, depth);
    found.types &= bits | orBits;
    // Alternatives that only name types have said it all.
    if (!choice.branches.every((branch) => isOnlyType(branch.schema))) found.choices.push(choice);
  }
  const { properties, required, items, prefixItems } = schema;
  if (isJsonObject(properties)) {
    for (const [name, property] of Object.entries(properties)) {
      push(found.properties, name, {
        schema: property,
        pointer: `${pointer}/properties${pointerStep(name)}`,
      });
    }
  }
  for (const name of Array.isArray(required) ? (required as readonly Json[]) : []) {
    if (typeof name === "string" && !found.required.has(name))
      found.required.set(name, `${pointer}/required`);
  }
  for (const keyword of ["additionalProperties", "unevaluatedProperties"]) {
    const value = schema[keyword];
    if (value === false) found.closed = true;
    else if (isJsonObject(value)) found.additional.push({ schema: value, pointer: `${pointer}/${keyword}` });
  }
  if (items !== undefined) found.items.push({ schema: items, pointer: `${pointer}/items` });
  for (const [index, item] of (Array.isArray(prefixItems)
    ? (prefixItems as readonly Json[])
    : []
  ).entries()) {
    (found.prefix[index] ??= []).push({ schema: item, pointer: `${pointer}/prefixItems/${index}` });
  }
  gatherLimits(found, schema, pointer);
  gatherInner(found, schema, pointer);
}

function gatherValues(found: Gathering, schema: JsonObject, orNull: boolean): void {
  const lists = [schema["enum"], Object.hasOwn(schema, "const") ? [schema["const"] as Json] : undefined];
  for (const list of lists) {
    if (!Array.isArray(list)) continue;
    const own = new Map((list as readonly Json[]).map((value) => [canonicalJson(value), value]));
    if (orNull) own.set("null", null);
    const before = found.values;
    found.values = before === undefined ? own : new Map([...own].filter(([key]) => before.has(key)));
  }
}

/** Limits of which the tightest counts, and which way is tighter. */
const bounds: Readonly<Record<string, 1 | -1>> = {
  minimum: 1,
  exclusiveMinimum: 1,
  minLength: 1,
  minItems: 1,
  minProperties: 1,
  minContains: 1,
  maximum: -1,
  exclusiveMaximum: -1,
  maxLength: -1,
  maxItems: -1,
  maxProperties: -1,
  maxContains: -1,
};

function gatherLimits(found: Gathering, schema: JsonObject, pointer: string): void {
  for (const [keyword, tighter] of Object.entries(bounds)) {
    const value = schema[keyword];
    const before = found.limits.get(keyword)?.value;
    if (typeof value !== "number") continue;
    if (typeof before === "number" && (value - before) * tighter <= 0) continue;
    found.limits.set(keyword, { value, pointer: `${pointer}/${keyword}` });
  }
  for (const keyword of ["pattern", "format", "multipleOf", "dependentRequired"]) {
    const value = schema[keyword];
    if (value === undefined) continue;
    // Several of them count all; they are told apart by their turn.
    let name = keyword;
    for (let turn = 2; found.limits.has(name); turn++) name = `${keyword} ${turn}`;
    if ([...found.limits].some(([key, one]) => key.startsWith(keyword) && one.value === value)) continue;
    found.limits.set(name, { value, pointer: `${pointer}/${keyword}` });
  }
  if (schema["uniqueItems"] === true)
    found.limits.set("uniqueItems", { value: true, pointer: `${pointer}/uniqueItems` });
}

function gatherInner(found: Gathering, schema: JsonObject, pointer: string): void {
  const add = (name: string, value: Json | undefined, at: string): void => {
    if (value === undefined) return;
    let key = name;
    for (let turn = 2; found.inner.has(key); turn++) key = `${name} ${turn}`;
    found.inner.set(key, { schema: value, pointer: at });
  };
  for (const keyword of ["not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems"]) {
    add(keyword, schema[keyword], `${pointer}/${keyword}`);
  }
  for (const keyword of ["patternProperties", "dependentSchemas"]) {
    const table = schema[keyword];
    if (!isJsonObject(table)) continue;
    for (const [key, value] of Object.entries(table)) {
      add(`${keyword} ${key}`, value, `${pointer}/${keyword}${pointerStep(key)}`);
    }
  }
}

const onlyType: ReadonlySet<string> = new Set(["type", "title", "description", "nullable", "example"]);

function isOnlyType(schema: Json): boolean {
  return (
    isJsonObject(schema) &&
    schema["type"] !== undefined &&
    Object.keys(schema).every((key) => onlyType.has(key))
  );
}

/** Types by schema: alternatives may share theirs many times over. */
const knownTypes = new WeakMap<object, number>();

/** The types that any of the alternatives allows. */
function typesOfChoice(side: Side, { branches }: Choice, depth: number): number {
  return branches.reduce((bits, branch) => bits | typesOfPart(side, branch, depth + 1), 0);
}

/** Alternatives inside each other that are looked into for their types. */
const choicesMost = 50;

/** The types that a schema allows. */
export function typesOfPart(side: Side, part: Part, depth = 0): number {
  if (!isJsonObject(part.schema)) return part.schema === false ? 0 : anyType;
  const known = depth > choicesMost ? anyType : knownTypes.get(part.schema);
  if (known !== undefined) return known;
  // One that comes back to itself says nothing that was not said before.
  knownTypes.set(part.schema, anyType);
  const { types } = facetsOf(side, atomsOf(side, [part]).atoms, part.pointer, depth);
  knownTypes.set(part.schema, types);
  return types;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
