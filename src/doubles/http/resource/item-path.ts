import type { JsonObject } from "../../../core/index.ts";
import type { ResourceConfig } from "./resource-schema.ts";
import { textOf } from "./state.ts";

/** The path of one item, for the contract: the outer names as its fields say them, else a word. */
export function itemPath({ paths, id }: ResourceConfig, item: JsonObject): string | undefined {
  const [first] = paths;
  if (first === undefined) return undefined;
  const collection = first.collection.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(textOf(item, name) ?? "x"),
  );
  return `${collection}/${encodeURIComponent(textOf(item, id) ?? "x")}`;
}
