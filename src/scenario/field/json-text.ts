import type { Json } from "../../core/index.ts";
import { checked } from "../read/checked.ts";
import { readJsonText } from "../read/json.ts";
import { addProblem, newProblems } from "../problems.ts";
import { subject, type Decoder } from "../shape/context.ts";
import { custom } from "../shape/build.ts";
import { toJson } from "../shape/json-value.ts";
import type { Shape } from "../shape/shape.ts";
import { stringPlaces } from "../string-place.ts";
import type { Node, StringNode } from "../tree.ts";

/**
 * The nodes of JSON text that stands in a string, each with its own place in the file; undefined after
 * reporting what is wrong with it. TOML has no null, so that is how it is written there.
 */
export function parseJsonString(node: StringNode, decoder: Decoder): Node | undefined {
  const own = newProblems();
  const read = checked(() => readJsonText(node.value, stringPlaces(node), own), own, subject(decoder));
  for (const one of own.found) {
    const why =
      one.name === "syntax-error" ? `${subject(decoder)} is a string, so it is JSON text.` : one.why;
    addProblem(decoder.problems, () => ({ ...one, why }));
  }
  return read === null || own.count > 0 ? undefined : read;
}

/** A JSON value; a string there is JSON text. */
export function jsonContent(): Shape<{ readonly value: Json }> {
  return custom("a JSON value, or JSON text", (node, decoder) => {
    const inner = node.kind === "string" ? parseJsonString(node, decoder) : node;
    const value = inner === undefined ? undefined : toJson(inner, decoder);
    return value === undefined ? undefined : { value };
  });
}
