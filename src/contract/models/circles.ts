import { isJsonObject, type Json } from "../../core/index.ts";
import type { Problem } from "../document/problem.ts";
import { circles, localPointer, type Reference } from "../document/references.ts";
import { pointerStep } from "../schema/pointer.ts";
import { literalKeywords } from "./dump.ts";

/** Models whose references lead back to themselves before anything is said: no body can be held against them. */
export function circularModels(definitions: Readonly<Record<string, Json>>): Problem[] {
  const targets = new Map<string, Reference>();
  for (const [name, schema] of Object.entries(definitions)) {
    collect(schema, `/models${pointerStep(name)}`, targets);
  }
  return circles({ $defs: definitions }, targets);
}

function collect(value: Json, pointer: string, targets: Map<string, Reference>): void {
  if (Array.isArray(value)) {
    value.forEach((item: Json, index) => collect(item, `${pointer}/${index}`, targets));
    return;
  }
  if (!isJsonObject(value)) return;
  const ref = value["$ref"];
  const target = typeof ref === "string" ? localPointer(ref) : undefined;
  if (target !== undefined && !targets.has(target)) {
    targets.set(target, { kind: "schema", pointer, ref: ref as string });
  }
  for (const key of Object.keys(value)) {
    if (!literalKeywords.has(key)) collect(value[key] as Json, pointer + pointerStep(key), targets);
  }
}
