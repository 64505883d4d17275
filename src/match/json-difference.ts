import { isJsonObject, type Json, jsonEqual } from "../core/index.ts";
import { memberLabel, showValue } from "./show.ts";
import { textDifference } from "./text-difference.ts";
import { isList, type Value } from "./value.ts";

/** Sentences about one value; the rest is only counted. */
export const mostDifferences = 10;

/**
 * What keeps JSON from being equal to other JSON, place by place.
 * @example exactDifferences("body", { a: [1] }, { a: [2] }) // ["body.a[0]: expected 1, got 2"]
 */
export function exactDifferences(label: string, expected: Json, got: Value): string[] {
  const found: string[] = [];
  walk(label, expected, got, found);
  return found;
}

function walk(label: string, expected: Json, got: Value, found: string[]): void {
  if (found.length >= mostDifferences || (got !== undefined && jsonEqual(expected, got))) return;
  if (isList(expected) && isList(got)) walkList(label, expected, got, found);
  else if (isJsonObject(expected) && isJsonObject(got)) {
    for (const key of Object.keys(expected)) {
      const value = Object.hasOwn(got, key) ? got[key] : undefined;
      walk(memberLabel(label, key), expected[key] as Json, value, found);
    }
    for (const key of Object.keys(got)) {
      if (found.length >= mostDifferences) return;
      if (!Object.hasOwn(expected, key)) found.push(unexpected(memberLabel(label, key), got[key]));
    }
  } else if (typeof expected === "string" && typeof got === "string") {
    found.push(textDifference(label, expected, got));
  } else if (got === undefined) found.push(`${label}: expected ${showValue(expected)}, but it is missing`);
  else found.push(`${label}: expected ${showValue(expected)}, got ${showValue(got)}`);
}

function walkList(label: string, expected: readonly Json[], got: readonly Json[], found: string[]): void {
  if (expected.length !== got.length) found.push(lengthDifference(label, expected.length, got.length));
  for (const [index, item] of expected.entries()) {
    if (index < got.length) walk(`${label}[${index}]`, item, got[index], found);
  }
}

/** The sentence for a list of the wrong length. */
export function lengthDifference(label: string, expected: number, got: number): string {
  return `${label}: expected ${expected} ${expected === 1 ? "item" : "items"}, got ${got}`;
}

/** The sentence for something that should not be there. */
export function unexpected(label: string, got: Value): string {
  return `${label}: ${showValue(got)} is not expected`;
}
