import { canonicalJson, isJsonObject, quote, type Json, type JsonObject } from "../../core/index.ts";
import { checkedKeywords, type KeywordKind } from "../schema/keywords.ts";
import { readPattern } from "../schema/pattern.ts";
import type { Problem } from "./problem.ts";
import { below } from "./walk.ts";

/**
 * What of one schema can't be checked: patterns that no engine here can run, keywords with values that say nothing.
 * @param values whether the values of keywords are looked at; the official schema of 3.0 does that itself
 */
export function schemaProblems(schema: JsonObject, pointer: string, values: boolean): Problem[] {
  const problems: Problem[] = [];
  for (const keyword of Object.keys(schema)) {
    // A large document has hundreds of thousands of keywords.
    if (!values && keyword !== "pattern" && keyword !== "patternProperties") continue;
    const value = schema[keyword] as Json;
    const at = below(pointer, keyword);
    if (keyword === "pattern" && typeof value === "string") problems.push(...patternProblems(value, at));
    if (keyword === "patternProperties" && isJsonObject(value)) {
      for (const pattern of Object.keys(value))
        problems.push(...patternProblems(pattern, below(at, pattern)));
    }
    const kind = values ? checkedKeywords.get(keyword) : undefined;
    if (kind === undefined || says(kind, value)) continue;
    const shown = typeof value === "number" ? String(value) : quote(canonicalJson(value), 60);
    const what = `${keyword} can't be ${shown}`;
    problems.push({ name: "unchecked-schema", pointer: at, what, fix: `Correct ${keyword}.` });
  }
  return problems;
}

function says(kind: KeywordKind, value: Json): boolean {
  if (typeof kind === "function") return kind(value);
  if (kind === "schema") return isJsonObject(value) || typeof value === "boolean";
  return kind === "schemas" ? Array.isArray(value) && value.length > 0 : isJsonObject(value);
}

function patternProblems(pattern: string, pointer: string): Problem[] {
  const read = readPattern(pattern);
  if (read.ok) return [];
  const what = `the pattern ${quote(pattern, 80)} is no regular expression of JavaScript`;
  return [{ name: "unreadable-pattern", pointer, what, why: `${read.message}.` }];
}
