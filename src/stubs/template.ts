import {
  BacklotError,
  finding,
  isJsonObject,
  isTooDeep,
  limits,
  quote,
  textOf,
  type Call,
  type HttpHead,
  type HttpReply,
  type Json,
} from "../core/index.ts";
import { fillContent, templateLookup, type Clock, type Ids, type Match } from "../engine/index.ts";
import { renderTemplate, type TemplateLookup } from "../scenario/index.ts";
import { parseQuery } from "./facts.ts";

/** What the templates of a reply may take from. */
export interface FillFacts {
  readonly call: Call;
  readonly match: Extract<Match, { kind: "matched" }>;
  readonly body: Uint8Array;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A reply with its templates filled, when it says that it has some: headers, body and chunks. */
export function fillReply(reply: HttpReply, facts: FillFacts): HttpReply {
  if (!reply.template) return reply;
  const head = facts.call.head as HttpHead;
  const lookup = templateLookup(facts.match.use, facts.clock, facts.ids, (root, rest) => {
    const [name = ""] = rest;
    if (root === "path") return facts.match.captures[name];
    if (root === "query") return parseQuery(head.query)[name]?.[0];
    if (root === "header") return head.headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
    return root === "json" ? jsonText(facts.body, rest) : undefined;
  });
  return {
    ...reply,
    headers: reply.headers.map(([name, value]) => [name, fillHeader(name, value, lookup, facts)] as const),
    body: reply.body === null ? null : fillContent(reply.body, lookup),
    chunks: reply.chunks?.map((chunk) => ({ ...chunk, content: fillContent(chunk.content, lookup) })) ?? null,
  };
}

/** A header can't hold what a request may have brought: a line break would begin another header. */
function fillHeader(name: string, value: string, lookup: TemplateLookup, { match }: FillFacts): string {
  const filled = renderTemplate(value, lookup);
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(filled)) return filled;
  throw new BacklotError([
    finding("bad-template", {
      at: match.expectation.at,
      what: `the header ${name} would hold ${quote(filled, 60)}`,
      why: "A header has no line breaks and no control characters.",
      fix: "Fill the value into the body, or send another one in the request.",
    }),
  ]);
}

/** A value of the request's JSON body as text: strings as they are, everything else as JSON. */
function jsonText(body: Uint8Array, path: readonly string[]): string | undefined {
  let value: Json | undefined;
  try {
    const text = textOf(body) ?? "";
    if (isTooDeep(text, limits.parsedDepth)) return undefined;
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)] as Json | undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}
