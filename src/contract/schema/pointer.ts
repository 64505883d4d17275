import type { Json } from "../../core/index.ts";

/** One step of a JSON Pointer as it is written. @example pointerStep("a/b") // "/a~1b" */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The steps of a JSON Pointer, or of the fragment of a local reference; undefined when it is neither. */
export function pointerSteps(text: string): string[] | undefined {
  const pointer = text.startsWith("#") ? decoded(text.slice(1)) : text;
  if (pointer === undefined || (pointer !== "" && !pointer.startsWith("/"))) return undefined;
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** What stands at some steps below a value; undefined when nothing does. */
export function valueAt(value: Json | undefined, steps: readonly string[]): Json | undefined {
  let current = value;
  for (const step of steps) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    if (Array.isArray(current) && !/^(?:0|[1-9]\d*)$/.test(step)) return undefined;
    current = (current as Readonly<Record<string, Json>>)[step];
  }
  return current;
}
