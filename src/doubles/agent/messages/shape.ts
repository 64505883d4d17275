import type { Json, JsonObject } from "../../../core/index.ts";
import type { SessionIds } from "../conversation/ids.ts";
import type { KeySet } from "./manifest/keys.ts";
import type { Manifest, NestedKind, PrintedKind } from "./manifest/manifest.ts";

/** Everything that any version could say; undefined: there is nothing to say. */
export type Values = Readonly<Record<string, Json | undefined>>;

/** Gives messages the keys that a version gives them. */
export interface Shape {
  /** A message with an id of its own, unless the values have one; none, if the version never prints that kind. */
  line(kind: PrintedKind, values: Values): readonly JsonObject[];
  /** An object inside a message. */
  part(kind: NestedKind, values: Values): JsonObject;
}

/** @param ids where messages take their ids from: only those that are printed take one */
export function createShape({ printed, nested }: Manifest, ids: SessionIds): Shape {
  return {
    line: (kind, values) => {
      const set = printed[kind];
      return set === undefined ? [] : [pick(set, { ...values, uuid: values["uuid"] ?? ids.line(kind) })];
    },
    part: (kind, values) => pick(nested[kind], values),
  };
}

/** Those values that a key set names, in the order of the values. */
function pick({ always, sometimes }: KeySet, values: Values): JsonObject {
  const picked: Record<string, Json> = {};
  for (const [key, value] of Object.entries(values))
    if (value !== undefined && (always.includes(key) || sometimes.includes(key))) picked[key] = value;
  return picked;
}
