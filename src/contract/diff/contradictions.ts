import { isJsonObject, limits, type Json } from "../../core/index.ts";
import type { Content, Contract } from "../document/contract.ts";
import type { BoundModel } from "../models/bound-model.ts";
import type { Models } from "../models/read-models.ts";
import { pointerStep } from "../schema/pointer.ts";
import { atomsOf } from "./atoms.ts";
import { facetsOf, type Facets } from "./facets.ts";
import { contractSide, modelsSide, type Part, type Side } from "./side.ts";
import { typeBits, typeWords } from "./types.ts";

/** Something that a model and a contract say of the same body, and that no body can be both. */
export interface Contradiction {
  /** "is_admin is a string in Actor, and true or false in the contract" */
  readonly what: string;
  /** JSON Pointers of the two schemas. */
  readonly model: string;
  readonly contract: string;
}

/**
 * Where no body fits both a model and the schema that the contract declares for it: types and sets of values that have
 * nothing in common, fields that one of them requires and the other does not allow. Null alone is not enough in common.
 * Limits and patterns are not compared, nor are alternatives taken one by one.
 */
export function contradictions(
  contract: Contract,
  { schema, pointer }: Pick<Content, "schema" | "pointer">,
  models: Models,
  bound: BoundModel,
): readonly Contradiction[] {
  if (schema === undefined || bound.unknown) return [];
  const own: Json = bound.list ? { type: "array", items: bound.schema } : bound.schema;
  const state: Comparing = {
    sides: { model: modelsSide(models), contract: contractSide(contract) },
    name: bound.name,
    seen: new Set(),
    found: [],
  };
  const model = { schema: own, pointer: `#/$defs${pointerStep(bound.itemName)}` };
  compare(state, { path: "", model: [model], contract: [{ schema, pointer: `${pointer}/schema` }] });
  return state.found;
}

interface Comparing {
  readonly sides: { readonly model: Side; readonly contract: Side };
  readonly name: string;
  /** Pairs that were compared. */
  readonly seen: Set<string>;
  readonly found: Contradiction[];
}

/** What two sides say of one value. */
interface Compared {
  /** "" is the body itself. */
  readonly path: string;
  readonly model: readonly Part[];
  readonly contract: readonly Part[];
}

function compare(state: Comparing, { path, model, contract }: Compared): void {
  const [left, right] = [read(state.sides.model, model), read(state.sides.contract, contract)];
  const key = `${path === "" ? "body" : "field"} ${left.pointer} ${right.pointer}`;
  if (state.seen.has(key) || state.seen.size >= limits.contractSchemaPairs) return;
  state.seen.add(key);
  const { name } = state;
  const tell = (what: string): void => {
    state.found.push({ what, model: left.pointer, contract: right.pointer });
  };
  const apart = difference(left, right);
  if (apart !== undefined) {
    tell(`${path === "" ? "the body" : path} is ${apart[0]} in ${name}, and ${apart[1]} in the contract`);
    return;
  }
  const field = (one: string): string => (path === "" ? one : `${path}.${one}`);
  for (const one of left.required.keys()) {
    if (isForbidden(right, one))
      tell(`${field(one)} is a field of ${name}, and the contract allows no such field`);
  }
  for (const one of right.required.keys()) {
    const isSent = right.properties
      .get(one)
      ?.some(({ schema }) => isJsonObject(schema) && schema["writeOnly"] === true);
    if (isForbidden(left, one) && isSent !== true)
      tell(`${field(one)} is required by the contract, and ${name} does not have it`);
  }
  for (const [one, parts] of left.properties) {
    const other = right.properties.get(one);
    if (other !== undefined) compare(state, { path: field(one), model: parts, contract: other });
  }
  if (left.items.length === 0 || right.items.length === 0) return;
  const item = path === "" ? "an item" : `an item of ${path}`;
  compare(state, { path: item, model: left.items, contract: right.items });
}

function read(side: Side, parts: readonly Part[]): Facets {
  return facetsOf(side, atomsOf(side, parts).atoms, parts[0]?.pointer ?? "");
}

/** How two schemas differ in what they take, if they have nothing but null in common. */
function difference(left: Facets, right: Facets): readonly [string, string] | undefined {
  const shared = left.types & right.types;
  const sides = [left, right].map((one) => one.types & ~typeBits.null);
  const real = sides.every((bits) => bits !== 0) ? sides : [left.types, right.types];
  if (real.some((bits) => bits === 0)) return undefined;
  if (shared === 0 || (shared === typeBits.null && real === sides))
    return [typeWords(real[0] as number), typeWords(real[1] as number)];
  const ours = realValues(left);
  const theirs = realValues(right);
  if (ours.length === 0 || theirs.length === 0) return undefined;
  if (ours.some((text) => theirs.includes(text))) return undefined;
  return [valueWords(ours), valueWords(theirs)];
}

/** The values that a schema lists, as JSON, without null. */
function realValues({ values }: Facets): readonly string[] {
  return [...(values ?? [])].filter(([, value]) => value !== null).map(([text]) => text);
}

/** Values that are named before the rest is counted. */
const valuesMost = 4;

function valueWords(values: readonly string[]): string {
  const shown = values.slice(0, valuesMost);
  const rest = values.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more values`] : [])].join(" or ");
}

/** Keywords by which a closed object may have fields that it does not name. */
const naming = /^(?:patternProperties |if|then|else|dependentSchemas )/;

/** Whether an object can't have a field. What alternatives, conditions and patterns name may be one of theirs. */
function isForbidden({ properties, additional, choices, inner }: Facets, name: string): boolean {
  if (additional !== "closed" || properties.has(name) || choices.length > 0) return false;
  return ![...inner.keys()].some((keyword) => naming.test(keyword));
}
