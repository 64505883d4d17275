import { encodeLossless, isJsonObject, textOf, type Content, type Json } from "../core/index.ts";
import { renderTemplate, type TemplateLookup } from "../scenario/index.ts";
import type { Clock, Ids } from "./world-time.ts";

/** Content with its templates filled: text, the strings of JSON, and files that are text. */
export function fillContent(content: Content, lookup: TemplateLookup): Content {
  if (content.type === "bytes") return content;
  if (content.type === "text") return { type: "text", text: renderTemplate(content.text, lookup) };
  if (content.type === "json") return { type: "json", value: fillJson(content.value, lookup) };
  const text = textOf(content.bytes);
  return text === undefined ? content : { ...content, bytes: encodeLossless(renderTemplate(text, lookup)) };
}

function fillJson(value: Json, lookup: TemplateLookup): Json {
  if (typeof value === "string") return renderTemplate(value, lookup);
  if (Array.isArray(value)) return value.map((item: Json) => fillJson(item, lookup));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, lookup)]));
}

/**
 * The names that every template may use: `{{call}}` (how many calls this expectation has answered, this one
 * included), `{{now}}`, `{{uuid}}` (the same one wherever a reply names it); the rest is asked of `own`.
 */
export function templateLookup(use: number, clock: Clock, ids: Ids, own: TemplateLookup): TemplateLookup {
  let uuid: string | undefined;
  return (root, rest) => {
    if (root === "call") return String(use + 1);
    if (root === "now") return clock.now();
    if (root === "uuid") return (uuid ??= ids.uuid());
    return own(root, rest);
  };
}
