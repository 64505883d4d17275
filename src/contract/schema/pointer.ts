import { escapeToken, pointerTokens } from "../../scenario/index.ts";

/** One step of a JSON Pointer as it is written. @example pointerStep("a/b") // "/a~1b" */
export function pointerStep(key: string | number): string {
  return `/${escapeToken(String(key))}`;
}

/** The steps of a local reference; undefined when it is none. @example refSteps("#/$defs/A%20b") // ["$defs", "A b"] */
export function refSteps(ref: string): string[] | undefined {
  if (!ref.startsWith("#/")) return undefined;
  try {
    return pointerTokens(decodeURIComponent(ref.slice(1)));
  } catch {
    // A percent sign that begins no escape.
    return undefined;
  }
}
