import { isJsonObject, type Json } from "../../core/index.ts";
import type { Part } from "./side.ts";

/** Types of values as bits, since they are compared by the million; a number that is whole has both of its bits. */
export const typeBits = {
  object: 1,
  array: 2,
  string: 4,
  integer: 8,
  number: 24,
  boolean: 32,
  null: 64,
} as const;

/** Any type. */
export const anyType = 127;

/** The bits of what `type` says. @example bitsOfType(["integer", "null"]) // 72 */
export function bitsOfType(type: Json | undefined): number {
  const names = Array.isArray(type) ? (type as readonly Json[]) : [type];
  const known = names.filter(
    (name): name is keyof typeof typeBits => typeof name === "string" && Object.hasOwn(typeBits, name),
  );
  return known.length === 0 ? anyType : known.reduce((bits, name) => bits | typeBits[name], 0);
}

/** The bits of a value's type. */
export function bitsOfValue(value: Json): number {
  if (value === null) return typeBits.null;
  if (Array.isArray(value)) return typeBits.array;
  if (isJsonObject(value)) return typeBits.object;
  if (typeof value === "number") return Number.isInteger(value) ? typeBits.integer : typeBits.number;
  return typeof value === "string" ? typeBits.string : typeBits.boolean;
}

const words: readonly (readonly [bits: number, word: string])[] = [
  [typeBits.object, "an object"],
  [typeBits.array, "a list"],
  [typeBits.string, "a string"],
  [typeBits.number, "a number"],
  [typeBits.integer, "an integer"],
  [typeBits.boolean, "true or false"],
  [typeBits.null, "null"],
];

/** Types in words. @example typeWords(anyType) // "anything" */
export function typeWords(bits: number): string {
  if ((bits & anyType) === anyType) return "anything";
  const named = words.filter(
    ([one, word]) =>
      (bits & one) === one && !(word === "an integer" && (bits & typeBits.number) === typeBits.number),
  );
  return named.length === 0 ? "nothing at all" : named.map(([, word]) => word).join(" or ");
}

const parts = new Map<number, Part>();

/** The schema that allows these types; the same one for the same types. */
export function partOfTypes(bits: number): Part {
  const names = Object.entries(typeBits).filter(([, one]) => (bits & one) === one);
  const part = parts.get(bits) ?? { schema: { type: names.map(([name]) => name) }, pointer: "" };
  parts.set(bits, part);
  return part;
}
