import { isJsonObject, toBase64, type Json, type JsonObject } from "../../../core/index.ts";
import type { Node } from "../../../scenario/index.ts";

/** Thrown inside only: what stands there is no data. */
class NoData extends Error {}

/** Stubs as a file writes them, wherever they come from; null for one that holds code or a matcher of TypeScript. */
export function writtenStubs(list: Node | undefined): readonly (JsonObject | null)[] {
  if (list?.kind !== "list") return [];
  return list.items.map((item) => {
    try {
      const json = dataOf(item, 0);
      return isJsonObject(json) ? json : null;
    } catch (error) {
      if (error instanceof NoData) return null;
      throw error;
    }
  });
}

function dataOf(node: Node, depth: number): Json {
  switch (node.kind) {
    case "table":
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [fieldOf(key, depth), dataOf(value, depth + 1)]),
      );
    case "list":
      // A reply may be a list of replies, whose fields are no deeper for it.
      return node.items.map((item) => dataOf(item, depth));
    case "string":
    case "integer":
    case "float":
    case "boolean":
      return node.value;
    case "date":
      return node.text;
    case "bytes":
      return toBase64(node.bytes);
    case "null":
      return null;
    case "matcher":
    case "code":
    default:
      throw new NoData();
  }
}

/** The one field of replies and their chunks that TypeScript spells otherwise; deeper stand names of the program's own. */
function fieldOf(key: string, depth: number): string {
  return key === "delayMs" && depth > 0 && depth < 3 ? "delay_ms" : key;
}
