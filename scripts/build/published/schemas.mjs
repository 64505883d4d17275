import { followIn, operationsOf } from "./description.mjs";

const json = "application/json";

/** What says nothing about which values fit. */
const silent = new Set([
  "description",
  "example",
  "examples",
  "title",
  "externalDocs",
  "deprecated",
  "default",
]);
/** Keywords whose value is a table of schemas by name, and those that are one schema or a list of them. */
const tables = new Set(["properties", "patternProperties"]);
const inner = new Set(["items", "additionalProperties", "not", "allOf", "anyOf", "oneOf"]);

/**
 * The schemas of JSON answers, without what says nothing about values: by operation and status, and those that they refer
 * to by name.
 * @param wanted which statuses
 */
export function packSchemas({ document }, wanted) {
  const follow = followIn(document);
  const answers = {};
  const definitions = {};
  const strip = (schema) =>
    stripped(schema, (name) => {
      if (Object.hasOwn(definitions, name)) return;
      definitions[name] = true;
      definitions[name] = strip(document.components.schemas[name]);
    });
  for (const { operation } of operationsOf(document)) {
    const own = {};
    for (const [status, written] of Object.entries(operation.responses)) {
      const { content } = follow(written);
      if (content === undefined || !wanted(Number(status))) continue;
      const type = content[json] === undefined ? Object.keys(content)[0] : json;
      if (/[/+]json$/.test(type)) own[status] = strip(content[type].schema);
    }
    if (Object.keys(own).length > 0) answers[operation.operationId] = own;
  }
  return { answers, definitions };
}

function stripped(schema, refer) {
  if (Array.isArray(schema)) return schema.map((one) => stripped(one, refer));
  if (typeof schema !== "object" || schema === null) return schema;
  if (typeof schema.$ref === "string") {
    refer(schema.$ref.slice("#/components/schemas/".length));
    return { $ref: schema.$ref };
  }
  const kept = Object.entries(schema).filter(
    ([keyword]) => !silent.has(keyword) && !keyword.startsWith("x-"),
  );
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (tables.has(keyword)) {
        return [
          keyword,
          Object.fromEntries(Object.entries(value).map(([name, one]) => [name, stripped(one, refer)])),
        ];
      }
      return [keyword, inner.has(keyword) ? stripped(value, refer) : value];
    }),
  );
}
