import { canonicalJson, isJsonObject, type Json } from "../../core/index.ts";
import { atomsOf, type Choice } from "./atoms.ts";
import type { Comparing } from "./comparing.ts";
import { type Facets, typesOfPart } from "./facets.ts";
import type { Part, Side } from "./side.ts";
import { partOfTypes, typeBits, typeWords } from "./types.ts";

/**
 * Compares alternatives. `anyOf` and `oneOf` count as the same: which of them is written says little of what is sent.
 */
export function compareChoices(comparing: Comparing, before: Facets, after: Facets): void {
  const { tell } = comparing;
  for (let index = 0; index < Math.max(before.choices.length, after.choices.length); index++) {
    const [one, other] = [before.choices[index], after.choices[index]];
    if (one !== undefined && other !== undefined) {
      compareBranches(comparing, { choice: one, types: before.types }, { choice: other, types: after.types });
    } else if (other !== undefined) {
      const what = `has to fit one of ${other.branches.length} alternatives now`;
      tell({ rule: "limit-narrowed", sense: "narrower", what, new: other.pointer });
    } else if (one !== undefined) {
      const what = `no longer has to fit one of ${one.branches.length} alternatives`;
      tell({ rule: "limit-widened", sense: "wider", what, old: one.pointer });
    }
  }
}

/**
 * Compares a schema without alternatives to one that is nothing but alternatives: it was, or is, the only one. Says
 * whether the two are that.
 */
export function compareWrapped(comparing: Comparing, before: Facets, after: Facets): boolean {
  const { pair } = comparing;
  const [one, other] = [before, after].map(({ choices }) => (choices.length === 1 ? choices[0] : undefined));
  if (one !== undefined && after.choices.length === 0 && isBare(before))
    return againstWhole(
      comparing,
      { choice: one, types: before.types },
      { parts: pair.new, facets: after },
      "old",
    );
  if (other !== undefined && before.choices.length === 0 && isBare(after))
    return againstWhole(
      comparing,
      { choice: other, types: after.types },
      { parts: pair.old, facets: before },
      "new",
    );
  return false;
}

interface Whole {
  readonly parts: readonly Part[];
  readonly facets: Facets;
}

/** Whether nothing is said beside the alternatives, so that a schema without can be one of them. */
function isBare(facets: Facets): boolean {
  return (
    facets.properties.size + facets.required.size + facets.limits.size + facets.inner.size === 0 &&
    facets.items.length + facets.prefix.length === 0 &&
    facets.additional !== "closed" &&
    facets.additional.length === 0 &&
    facets.values === undefined
  );
}

/** A schema against alternatives: the one of its kind is compared with it, the others are new or gone. */
function againstWhole(
  { pair, sides, tell, compare }: Comparing,
  { choice: { branches }, types: sided }: Sided,
  { parts, facets }: Whole,
  side: "old" | "new",
): boolean {
  const types = facets.types & ~typeBits.null;
  const all = branches.map((branch) => typesOfPart(sides[side], branch));
  const bits = all.map((one) => one & sided & ~typeBits.null);
  const sameKey = matchOfWhole(sides[side === "old" ? "new" : "old"], parts, sides[side], branches);
  const equal = bits.indexOf(types);
  const same = sameKey >= 0 ? sameKey : equal >= 0 ? equal : bits.findIndex((one) => (one & types) !== 0);
  if (same < 0) return false;
  branches.forEach((branch, index) => {
    if (index === same) {
      // What stands beside the alternatives may leave only some of its types.
      const own = ((all[index] ?? 0) & ~sided) === 0 ? [branch] : [branch, partOfTypes(sided)];
      const [old, now] = side === "old" ? [own, parts] : [parts, own];
      compare({ old, new: now, path: pair.path });
    } else if (bits[index] === 0) {
      // Null alone: told with the types.
    } else if (side === "old") gone({ sides, tell }, branch, facets.pointer);
    else added({ sides, tell }, branch, facets.pointer);
  });
  return true;
}

/** The alternative that has the text, name, title or discriminating values of a schema; -1: none. */
function matchOfWhole(side: Side, parts: readonly Part[], other: Side, branches: readonly Part[]): number {
  const { atoms, name } = atomsOf(side, parts);
  const all = new Set<string>(name === undefined ? [] : [`1 ${name}`]);
  for (const { schema, pointer } of atoms) {
    if (schema === false) continue;
    const keys = keysOf(side, { schema, pointer }).slice(0, levels - 1);
    keys.forEach((key, level) => all.add(`${level} ${key}`));
  }
  const known = branches.map((branch) => keysOf(other, branch).slice(0, levels - 1));
  for (let level = 0; level < levels - 1; level++) {
    const at = known.findIndex((keys) => keys[level] !== undefined && all.has(`${level} ${keys[level]}`));
    if (at >= 0) return at;
  }
  return -1;
}

/** Alternatives, and the types of all there is to them. */
interface Sided {
  readonly choice: Choice;
  readonly types: number;
}

function compareBranches(comparing: Comparing, before: Sided, after: Sided): void {
  const { pair, sides, compare } = comparing;
  const known = (side: Side, { choice }: Sided): Known[] =>
    choice.branches.map((branch) => ({ branch, keys: keysOf(side, branch) }));
  let [old, now] = [known(sides.old, before), known(sides.new, after)];
  // What is surest first, for all of them, so that none is taken for another's.
  for (let level = 0; level < levels; level++) {
    const rest: Known[] = [];
    for (const one of old) {
      const match = now.find(({ keys }) => keys[level] !== undefined && keys[level] === one.keys[level]);
      if (match === undefined) {
        rest.push(one);
        continue;
      }
      now = now.filter((other) => other !== match);
      compare({ old: [one.branch], new: [match.branch], path: pair.path });
    }
    old = rest;
  }
  // One of a type that the other side has not at all is told with the types.
  for (const { branch } of old) {
    if ((typesOfPart(sides.old, branch) & after.types) !== 0) gone(comparing, branch, after.choice.pointer);
  }
  for (const { branch } of now) {
    if ((typesOfPart(sides.new, branch) & before.types) !== 0)
      added(comparing, branch, before.choice.pointer);
  }
}

function gone({ sides, tell }: Pick<Comparing, "sides" | "tell">, branch: Part, now: string): void {
  const what = `${nameOf(sides.old, branch)} is no alternative any more`;
  tell({ rule: "alternative-removed", sense: "narrower", what, old: branch.pointer, new: now });
}

function added({ sides, tell }: Pick<Comparing, "sides" | "tell">, branch: Part, old: string): void {
  const what = `${nameOf(sides.new, branch)} is an alternative now`;
  tell({ rule: "alternative-added", sense: "wider", what, old, new: branch.pointer });
}

/** An alternative with what it is known by, the surest first: its text, name, title, discriminating values, types. */
interface Known {
  readonly branch: Part;
  readonly keys: readonly (string | undefined)[];
}

const levels = 5;

function keysOf(side: Side, branch: Part): Known["keys"] {
  const { schema } = branch;
  const { atoms, name } = atomsOf(side, [branch]);
  const ref = isJsonObject(schema) ? schema["$ref"] : undefined;
  const target = typeof ref === "string" ? side.target(ref)?.schema : undefined;
  const title = isJsonObject(schema) && typeof schema["title"] === "string" ? schema["title"] : undefined;
  const marks = atoms.flatMap(({ schema: one }) => marksOf(one === false ? {} : one)).sort();
  return [
    textOf(target ?? schema),
    name,
    title,
    marks.length > 0 ? marks.join("\n") : undefined,
    name === undefined && marks.length === 0 ? String(typesOfPart(side, branch)) : undefined,
  ];
}

/** Texts of schemas: one may be an alternative in many places. */
const texts = new WeakMap<object, string>();

function textOf(schema: Json): string {
  if (!isJsonObject(schema)) return canonicalJson(schema);
  const text = texts.get(schema) ?? canonicalJson(schema);
  texts.set(schema, text);
  return text;
}

/** Fields that can have one value only: what discriminates. */
function marksOf(schema: Json): string[] {
  const properties = isJsonObject(schema) ? schema["properties"] : undefined;
  if (!isJsonObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, property]): string[] => {
    if (!isJsonObject(property)) return [];
    const values = Object.hasOwn(property, "const") ? [property["const"]] : property["enum"];
    return Array.isArray(values) && values.length === 1
      ? [`${name} ${canonicalJson(values[0] as Json)}`]
      : [];
  });
}

function nameOf(side: Side, branch: Part): string {
  const { name } = atomsOf(side, [branch]);
  const title = isJsonObject(branch.schema) ? branch.schema["title"] : undefined;
  return name ?? (typeof title === "string" ? title : typeWords(typesOfPart(side, branch)));
}
