import { jsonEqual, type Json } from "../../core/index.ts";
import { shown } from "../schema/explain/words.ts";
import { compareChoices, compareWrapped } from "./compare-choices.ts";
import { compareFields } from "./compare-fields.ts";
import { flipped, type Sense } from "./change.ts";
import type { Comparing } from "./comparing.ts";
import type { Facets } from "./facets.ts";
import type { Part } from "./side.ts";
import { anyType, typeBits, typeWords } from "./types.ts";

/** Finds everything in which two schemas differ, not looking into those inside. */
export function compareFacets(comparing: Comparing, before: Facets, after: Facets): void {
  compareNull(comparing, before.types, after.types);
  if (compareWrapped(comparing, before, after)) return;
  if (!compareTypes(comparing, before.types, after.types)) return;
  compareValues(comparing, before.values, after.values);
  compareLimits(comparing, before, after);
  compareFields(comparing, before, after);
  compareItems(comparing, before, after);
  compareInner(comparing, before.inner, after.inner);
  compareChoices(comparing, before, after);
}

function compareNull({ tell }: Comparing, before: number, after: number): void {
  // That anything goes is told with the types.
  const changed = before === anyType || after === anyType ? 0 : (before ^ after) & typeBits.null;
  if (changed === 0) return;
  if ((after & changed) !== 0) tell({ rule: "null-added", sense: "wider", what: "may be null now" });
  else tell({ rule: "null-removed", sense: "narrower", what: "is never null now" });
}

/** Tells a change of types; false when they have nothing in common, so that no more can be said. */
function compareTypes({ tell }: Comparing, before: number, after: number): boolean {
  const [old, now] = [before & ~typeBits.null, after & ~typeBits.null];
  const common = old & now;
  if (old === now) return true;
  const words = (all: number, bits: number): string => typeWords(all === anyType ? all : bits);
  const what = `was ${words(before, old)}, is ${words(after, now)} now`;
  if (common === old && old !== 0) tell({ rule: "type-widened", sense: "wider", what });
  else if (common === now && now !== 0) tell({ rule: "type-narrowed", sense: "narrower", what });
  else tell({ rule: "type-changed", sense: "other", what });
  return common !== 0;
}

function compareValues(
  { tell }: Comparing,
  before: ReadonlyMap<string, Json> | undefined,
  after: ReadonlyMap<string, Json> | undefined,
): void {
  if (before === undefined && after === undefined) return;
  if (before === undefined || after === undefined) {
    const list = listed([...((after ?? before) as ReadonlyMap<string, Json>).values()]);
    if (before === undefined)
      tell({ rule: "values-removed", sense: "narrower", what: `can only be ${list} now` });
    else tell({ rule: "values-added", sense: "wider", what: `can be more now than ${list}` });
    return;
  }
  const added = [...after].filter(([key, value]) => !before.has(key) && value !== null);
  const gone = [...before].filter(([key, value]) => !after.has(key) && value !== null);
  const values = (entries: readonly (readonly [string, Json])[]): string =>
    listed(entries.map(([, value]) => value));
  if (added.length > 0) tell({ rule: "values-added", sense: "wider", what: `can be ${values(added)} now` });
  if (gone.length > 0)
    tell({ rule: "values-removed", sense: "narrower", what: `can't be ${values(gone)} any more` });
}

function listed(values: readonly Json[]): string {
  const few = values.slice(0, 5).map((value) => shown(value));
  const more = values.length > few.length ? [`${values.length - few.length} more`] : [];
  return [...few, ...more].join(" or ");
}

/** Formats whose values all fit another: the second holds the first. */
const wideFormats: readonly (readonly [string, string])[] = [
  ["int32", "int64"],
  ["float", "double"],
];

function compareLimits({ tell }: Comparing, { limits: before }: Facets, { limits: after }: Facets): void {
  for (const keyword of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(keyword), after.get(keyword)];
    if (old !== undefined && now !== undefined && jsonEqual(old.value, now.value)) continue;
    const sense = senseOfLimit(keyword, old?.value, now?.value);
    const name = keyword.replace(/ \d+$/, "");
    const value = (one: Json): string => (one === true ? "" : ` ${shown(one)}`);
    const what =
      now === undefined
        ? `no longer has ${name}${value(old?.value ?? null)}`
        : old === undefined
          ? `has ${name}${value(now.value)} now`
          : `had ${name}${value(old.value)}, has${value(now.value)} now`;
    const rule =
      sense === "narrower" ? "limit-narrowed" : sense === "wider" ? "limit-widened" : "limit-changed";
    tell({ rule, sense, what, old: old?.pointer, new: now?.pointer });
  }
}

function senseOfLimit(keyword: string, before: Json | undefined, after: Json | undefined): Sense {
  if (before === undefined) return "narrower";
  if (after === undefined) return "wider";
  if (/^(?:min|exclusiveMin)/.test(keyword)) return Number(after) > Number(before) ? "narrower" : "wider";
  if (/^(?:max|exclusiveMax)/.test(keyword)) return Number(after) < Number(before) ? "narrower" : "wider";
  if (keyword === "multipleOf") {
    if (Number(after) % Number(before) === 0) return "narrower";
    return Number(before) % Number(after) === 0 ? "wider" : "other";
  }
  for (const [small, large] of keyword === "format" ? wideFormats : []) {
    if (before === small && after === large) return "wider";
    if (before === large && after === small) return "narrower";
  }
  return "other";
}

function compareItems({ pair, compare }: Comparing, before: Facets, after: Facets): void {
  if ((before.types & after.types & typeBits.array) === 0) return;
  for (let index = 0; index < Math.max(before.prefix.length, after.prefix.length); index++) {
    compare({
      old: before.prefix[index] ?? before.items,
      new: after.prefix[index] ?? after.items,
      path: `${pair.path}[${index}]`,
    });
  }
  if (before.items.length + after.items.length > 0)
    compare({ old: before.items, new: after.items, path: `${pair.path}[]` });
}

/** Keywords that hold a schema of the same value, or of a part of it, by the way that their changes count. */
function compareInner(
  { pair, tell, compare }: Comparing,
  before: ReadonlyMap<string, Part>,
  after: ReadonlyMap<string, Part>,
): void {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key), after.get(key)];
    const keyword = key.split(" ", 1)[0] as string;
    if (old === undefined || now === undefined) {
      // Without if, then and else say nothing; with it they are told as one.
      if (keyword === "then" || keyword === "else") continue;
      const words = key.startsWith("patternProperties") ? `fields that match ${key.slice(18)}` : keyword;
      if (old === undefined)
        tell({
          rule: "limit-narrowed",
          sense: "narrower",
          what: `has a condition now: ${words}`,
          new: now?.pointer,
        });
      else
        tell({
          rule: "limit-widened",
          sense: "wider",
          what: `no longer has a condition: ${words}`,
          old: old.pointer,
        });
      continue;
    }
    const way = keyword === "not" ? flipped(pair.way) : keyword === "if" ? "both" : pair.way;
    compare({ old: [old], new: [now], way, path: pair.path + stepOf(key, keyword) });
  }
}

/** Where a keyword's schema applies, below the value. */
function stepOf(key: string, keyword: string): string {
  switch (keyword) {
    case "contains":
    case "unevaluatedItems":
      return "[]";
    case "propertyNames":
      return "{name}";
    case "patternProperties":
      return `{${key.slice("patternProperties ".length)}}`;
    default:
      return "";
  }
}
