import { isJsonObject, type Json, type JsonObject } from "../../../core/index.ts";
import type { RequestFields } from "./contract-body.ts";
import type { ResourceConfig } from "./resource-schema.ts";

/** The media type of RFC 7396, whose null removes a field. */
export const mergePatchType = "application/merge-patch+json";

/** An item with the fields of a PATCH: each as it is sent, null too; a merge patch as RFC 7396 says. */
export function merged(item: JsonObject, sent: JsonObject, mergePatch: boolean): JsonObject {
  return mergePatch ? (mergedPatch(item, sent) as JsonObject) : { ...item, ...sent };
}

function mergedPatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const fields = new Map(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) fields.delete(name);
    else fields.set(name, mergedPatch(fields.get(name), value));
  }
  return Object.fromEntries(fields);
}

/**
 * An item that a PUT replaces: what is sent, and of what was there the fields that no client can send, because the
 * contract's request does not have them or only the service sets them.
 */
export function replaced(
  item: JsonObject,
  sent: JsonObject,
  { created, updated }: Pick<ResourceConfig, "created" | "updated">,
  fields: RequestFields | undefined,
): JsonObject {
  const kept = Object.entries(item).filter(([name]) => {
    if (name === created || name === updated) return true;
    if (fields === undefined || fields.all.size === 0) return false;
    return !fields.all.has(name) || fields.readOnly.has(name);
  });
  return { ...Object.fromEntries(kept), ...sent };
}
