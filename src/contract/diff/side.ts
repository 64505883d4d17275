import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { pointerTokens, valueAt } from "../../scenario/index.ts";
import type { Contract } from "../document/contract.ts";
import { localPointer } from "../document/references.ts";
import type { Models } from "../models/read-models.ts";
import { type Dialect, from30 } from "../schema/dialect.ts";

/** A schema as it stands in one of the two files. */
export interface Part {
  readonly schema: Json;
  /** JSON Pointer, for its place. */
  readonly pointer: string;
}

/** What a reference names. */
export interface Target extends Part {
  /** The name of a schema that has one: "Actor". */
  readonly name: string | undefined;
}

/** One of the two files: how its schemas are written and where its references lead. */
export interface Side {
  target(ref: string): Target | undefined;
  /** A schema in the words of JSON Schema 2020-12; the same object for the same schema. */
  read(schema: JsonObject): { readonly schema: JsonObject; readonly orNull: boolean };
}

/** A contract as a side. */
export function contractSide({ document, version }: Contract): Side {
  return sideOf(version.startsWith("3.0") ? "openapi-3.0" : "2020-12", (ref) => {
    const pointer = localPointer(ref);
    const schema = pointer === undefined ? undefined : valueAt(document, pointer);
    if (pointer === undefined || schema === undefined) return undefined;
    const [first, second, name, ...below] = pointerTokens(pointer);
    const named = first === "components" && second === "schemas" && below.length === 0;
    return { schema, pointer, name: named ? name : undefined };
  });
}

/** Models as a side: their schemas as dumps have them. */
export function modelsSide(models: Models): Side {
  const [first] = models.names;
  const schemas = first === undefined ? undefined : models.model(first)?.schemas;
  return sideOf("2020-12", (ref) => {
    const schema = schemas?.follow({ $ref: ref });
    if (schema === undefined || (isJsonObject(schema) && schema["$ref"] === ref)) return undefined;
    return { schema, pointer: ref, name: pointerTokens(ref.replace(/^#/, "")).at(-1) };
  });
}

function sideOf(dialect: Dialect, look: (ref: string) => Target | undefined): Side {
  const targets = new Map<string, Target | undefined>();
  const read = new WeakMap<JsonObject, ReturnType<Side["read"]>>();
  return {
    target: (ref) => {
      if (!targets.has(ref)) targets.set(ref, look(ref));
      return targets.get(ref);
    },
    read: (schema) => {
      if (dialect === "2020-12") return { schema, orNull: false };
      const known = read.get(schema) ?? from30(schema);
      read.set(schema, known);
      return known;
    },
  };
}
