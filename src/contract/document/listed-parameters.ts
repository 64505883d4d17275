import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { resolve } from "./references.ts";

/** The parameters of a list with what they refer to, and where each stands in the list. */
export function listedParameters(
  document: JsonObject,
  owner: JsonObject,
  pointer: string,
): { readonly value: JsonObject | undefined; readonly at: string; readonly pointer: string }[] {
  const list = owner["parameters"];
  if (!Array.isArray(list)) return [];
  return list.map((item: Json, index) => {
    const at = `${pointer}/parameters/${index}`;
    const resolved = resolve(document, item, at);
    return {
      value: isJsonObject(resolved.value) ? resolved.value : undefined,
      at,
      pointer: resolved.pointer,
    };
  });
}

/** What tells parameters apart: where they stand and their name, which for headers ignores case. */
export function parameterKey(parameter: JsonObject): string | undefined {
  const { name, in: place } = parameter;
  if (typeof name !== "string" || typeof place !== "string") return undefined;
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}
