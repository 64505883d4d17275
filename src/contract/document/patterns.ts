import { quote, type JsonObject } from "../../core/index.ts";
import { readPattern } from "../schema/pattern.ts";
import type { Problem } from "./problem.ts";

/** A pattern that no engine here can run. */
export function patternProblems(schema: JsonObject, pointer: string): Problem[] {
  const { pattern } = schema;
  const read = typeof pattern === "string" ? readPattern(pattern) : undefined;
  if (read === undefined || read.ok) return [];
  const what = `the pattern ${quote(pattern as string, 80)} is no regular expression of JavaScript`;
  return [{ name: "unreadable-pattern", pointer: `${pointer}/pattern`, what, why: `${read.message}.` }];
}
