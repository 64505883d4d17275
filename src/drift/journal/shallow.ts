import type { Json } from "../../core/index.ts";

/** Whether a value has at most so many lists and objects inside each other. */
export function isShallow(value: Json, depthMax: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depthMax === 0) return false;
  return Object.values(value).every((item: Json) => isShallow(item, depthMax - 1));
}
