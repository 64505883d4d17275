import type { JsonObject } from "../../core/index.ts";
import type { Problem } from "./problem.ts";

/** Patterns that no engine here can run. */
export function schemaProblem(schema: JsonObject, pointer: string): Problem[] {
  const { pattern } = schema;
  if (typeof pattern !== "string") return [];
  const message = patternProblem(pattern);
  if (message === undefined) return [];
  return [{ name: "unreadable-pattern", pointer: `${pointer}/pattern`, what: message }];
}

function patternProblem(pattern: string): string | undefined {
  try {
    RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    try {
      RegExp(pattern, "");
      return undefined;
    } catch {
      return (error as Error).message;
    }
  }
}
