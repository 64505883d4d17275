import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import { escapeToken } from "../../scenario/index.ts";

/** What an object of an OpenAPI document is, by where it stands. */
export type Kind =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "callback"
  | "parameter"
  | "header"
  | "requestBody"
  | "response"
  | "mediaType"
  | "encoding"
  | "example"
  | "link"
  | "securityScheme"
  | "schema";

/** What stands below a field: one object or a list of them, or a table of them by names of the author. */
type Slot = { readonly one: Kind } | { readonly named: Kind };

const one = (kind: Kind): Slot => ({ one: kind });
const named = (kind: Kind): Slot => ({ named: kind });

const operations = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

/** Fields of a path item that are operations, by their method. */
export const methodFields: readonly string[] = operations;

const parameterFields = { schema: one("schema"), content: named("mediaType"), examples: named("example") };

/** Keywords whose schemas say something of the same value, or that hold lists of such. */
export const inPlaceKeywords: readonly string[] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

const deeperKeywords = [
  "items",
  "prefixItems",
  "additionalProperties",
  "propertyNames",
  "contains",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
];

/** The fields of each kind that hold further objects; what is not here is data and not looked at. */
const grammar: Readonly<Record<Kind, Readonly<Record<string, Slot>>>> = {
  document: { paths: named("pathItem"), webhooks: named("pathItem"), components: one("components") },
  components: {
    schemas: named("schema"),
    responses: named("response"),
    parameters: named("parameter"),
    examples: named("example"),
    requestBodies: named("requestBody"),
    headers: named("header"),
    securitySchemes: named("securityScheme"),
    links: named("link"),
    callbacks: named("callback"),
    pathItems: named("pathItem"),
    mediaTypes: named("mediaType"),
  },
  pathItem: {
    ...Object.fromEntries(operations.map((field) => [field, one("operation")])),
    additionalOperations: named("operation"),
    parameters: one("parameter"),
  },
  operation: {
    parameters: one("parameter"),
    requestBody: one("requestBody"),
    responses: named("response"),
    callbacks: named("callback"),
  },
  callback: {},
  parameter: parameterFields,
  header: parameterFields,
  requestBody: { content: named("mediaType") },
  response: { headers: named("header"), content: named("mediaType"), links: named("link") },
  mediaType: {
    schema: one("schema"),
    itemSchema: one("schema"),
    examples: named("example"),
    encoding: named("encoding"),
  },
  encoding: { headers: named("header") },
  example: {},
  link: {},
  securityScheme: {},
  schema: Object.fromEntries([
    ...["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"].map((keyword) => [
      keyword,
      named("schema"),
    ]),
    ...[...inPlaceKeywords, ...deeperKeywords].map((keyword) => [keyword, one("schema")]),
  ]),
};

/** The same to look up in: a large document has hundreds of thousands of fields. */
const slots = new Map(
  Object.entries(grammar).map(([kind, fields]) => [kind as Kind, new Map(Object.entries(fields))]),
);

const sections = new Map(
  Object.entries(grammar.components).flatMap(([section, slot]) =>
    "named" in slot ? [[slot.named, section] as const] : [],
  ),
);

/** The section of `components` in which a kind is kept. */
export function sectionOf(kind: Kind): string | undefined {
  return sections.get(kind);
}

/** Called for each object of the document; never for what an example or an extension holds. */
export type Visit = (kind: Kind, value: JsonObject, pointer: string) => void;

/**
 * Visits the objects of an OpenAPI document, each as what it is. References are visited, not followed. What
 * has the wrong type is passed over: the check of its structure tells it.
 */
export function walkDocument(document: JsonObject, visit: Visit): void {
  walkObject("document", document, "", visit);
}

function walkObject(kind: Kind, value: JsonObject, pointer: string, visit: Visit): void {
  visit(kind, value, pointer);
  // Beside a reference only schemas and path items say something of their own.
  if (kind !== "schema" && kind !== "pathItem" && typeof value["$ref"] === "string") return;
  const fields = slots.get(kind) as ReadonlyMap<string, Slot>;
  for (const key of Object.keys(value)) {
    if (kind === "callback") {
      if (!key.startsWith("x-")) walkSlot("pathItem", value[key] as Json, below(pointer, key), visit);
      continue;
    }
    const slot = fields.get(key);
    if (slot === undefined) continue;
    if ("one" in slot) walkSlot(slot.one, value[key] as Json, below(pointer, key), visit);
    else walkNamed(slot.named, value[key] as Json, below(pointer, key), visit);
  }
}

function walkSlot(kind: Kind, value: Json, pointer: string, visit: Visit): void {
  if (isJsonObject(value)) walkObject(kind, value, pointer, visit);
  else if (Array.isArray(value)) {
    value.forEach((item: Json, index) => walkSlot(kind, item, `${pointer}/${index}`, visit));
  }
}

function walkNamed(kind: Kind, value: Json, pointer: string, visit: Visit): void {
  if (!isJsonObject(value)) return;
  for (const key of Object.keys(value)) {
    // Extensions stand among paths, responses and callbacks; a schema may well be called x-something.
    const extension = key.startsWith("x-") && (kind === "pathItem" || kind === "response");
    const item = value[key] as Json;
    if (!extension && isJsonObject(item)) walkObject(kind, item, below(pointer, key), visit);
  }
}

/** The pointer of a field of what stands at a pointer. */
export function below(pointer: string, key: string): string {
  return `${pointer}/${escapeToken(key)}`;
}
