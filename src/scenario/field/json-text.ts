import { finding } from "../../core/index.ts";
import type { Json } from "../../core/index.ts";
import { readJsonText } from "../read/json.ts";
import type { Decoder } from "../shape/context.ts";
import { custom } from "../shape/build.ts";
import { toJson } from "../shape/json-value.ts";
import type { Shape } from "../shape/shape.ts";
import { placeOf } from "../source.ts";
import { stringPlaces } from "../string-place.ts";
import { checkTree, TreeTooDeep, type Node, type StringNode } from "../tree.ts";

/**
 * The nodes of JSON text that stands in a string, each with its own place in the file; undefined after
 * reporting what is wrong with it. TOML has no null, so that is how it is written there.
 */
export function parseJsonString(node: StringNode, decoder: Decoder): Node | undefined {
  try {
    const read = readJsonText(node.value, stringPlaces(node));
    const findings = read.ok ? checkTree(read.value) : read.findings;
    decoder.findings.push(...findings);
    return read.ok && findings.length === 0 ? read.value : undefined;
  } catch (error) {
    if (!(error instanceof TreeTooDeep)) throw error;
    const what = "JSON text that is nested too deep";
    decoder.findings.push(finding("over-limit", { at: placeOf(error.where), what }));
    return undefined;
  }
}

/** A JSON value; a string there is JSON text. */
export function jsonContent(): Shape<{ readonly value: Json }> {
  return custom("a JSON value, or JSON text", (node, decoder) => {
    const inner = node.kind === "string" ? parseJsonString(node, decoder) : node;
    const value = inner === undefined ? undefined : toJson(inner, decoder);
    return value === undefined ? undefined : { value };
  });
}
