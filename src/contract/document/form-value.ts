import type { Json } from "../../core/index.ts";
import type { Schemas } from "../schema/index.ts";
import { coerce, itemSchema, propertySchema, typesOf } from "./coerce.ts";

/** One `name=value` of a form, a query or a multipart body. */
export interface FormEntry {
  readonly name: string;
  readonly value: string;
  /** The value that a part holds as JSON and says so. */
  readonly json?: Json | undefined;
}

/** Steps inside a name: `items[0][price]`. */
const stepsMax = 16;

/**
 * The object that entries are: a field given several times is a list, as is one whose schema asks for a list, and
 * `items[0][price]=x` is a value inside of a declared field, as Stripe, PHP and Rails have it.
 */
export function formValue(schemas: Schemas, schema: Json | undefined, entries: readonly FormEntry[]): Json {
  const fields = new Map<string, Inner[]>();
  for (const entry of entries) {
    const { name, steps } = stepsOf(schemas, schema, entry.name);
    const inner = fields.get(name);
    if (inner === undefined) fields.set(name, [{ steps, entry }]);
    else inner.push({ steps, entry });
  }
  return Object.fromEntries(
    [...fields].map(([name, inner]): [string, Json] => [
      name,
      innerValue(schemas, propertySchema(schemas, schema, name), inner),
    ]),
  );
}

/** A value, and the steps to it from the field that it belongs to. */
interface Inner {
  readonly steps: readonly string[];
  readonly entry: FormEntry;
}

/** The field that a name means: a declared one with steps inside, unless the whole name is declared or nothing is. */
function stepsOf(
  schemas: Schemas,
  schema: Json | undefined,
  name: string,
): { readonly name: string; readonly steps: readonly string[] } {
  const found = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name);
  const [, field = "", rest = ""] = found ?? [];
  if (found === null || propertySchema(schemas, schema, name) !== undefined) return { name, steps: [] };
  const types = typesOf(schemas, propertySchema(schemas, schema, field));
  const steps = rest.slice(1, -1).split("][");
  if (steps.length > stepsMax || !(types.has("object") || types.has("array"))) return { name, steps: [] };
  return { name: field, steps };
}

function innerValue(schemas: Schemas, schema: Json | undefined, inner: readonly Inner[]): Json {
  const [first] = inner;
  // A list may come as one part, or as a part for each item.
  if (inner.length === 1 && Array.isArray(first?.entry.json) && first.steps.length === 0)
    return first.entry.json;
  const types = typesOf(schemas, schema);
  const own = (one: Inner, of: Json | undefined): Json =>
    one.entry.json ?? coerce(schemas, of, one.entry.value);
  if (inner.every(({ steps }) => steps.length === 0)) {
    if (!types.has("array") && inner.length === 1) return own(first as Inner, schema);
    const items = itemSchema(schemas, schema);
    return inner.map((one) => own(one, items));
  }
  const under = groupedByStep(inner);
  const listed = types.has("array") && [...under.keys()].every((step) => /^\d*$/.test(step));
  if (!listed) {
    const entries = [...under].map(([step, those]): [string, Json] => [
      step,
      innerValue(schemas, propertySchema(schemas, schema, step), those),
    ]);
    return Object.fromEntries(entries);
  }
  const items = itemSchema(schemas, schema);
  // `ids[]=a&ids[]=b` says the place of none of them; each is an item.
  return [...under].flatMap(([step, those]) =>
    step === "" ? those.map((one) => innerValue(schemas, items, [one])) : [innerValue(schemas, items, those)],
  );
}

/** Values by their next step; those that have none are a list's items without a place. */
function groupedByStep(inner: readonly Inner[]): ReadonlyMap<string, Inner[]> {
  const groups = new Map<string, Inner[]>();
  for (const { steps, entry } of inner) {
    const [step = "", ...rest] = steps;
    const group = groups.get(step);
    if (group === undefined) groups.set(step, [{ steps: rest, entry }]);
    else group.push({ steps: rest, entry });
  }
  return groups;
}
