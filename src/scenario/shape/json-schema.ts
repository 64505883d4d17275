import type { Json, JsonObject } from "../../core/index.ts";
import { forFiles } from "./describe.ts";
import type { NodeKind } from "../tree.ts";
import type { Alternative, AnyField, AnyShape, RecordShape, Rule, TableShape } from "./shape.ts";

/** Schemas of named shapes, filled while schemas refer to them. */
export type Definitions = Map<string, JsonObject>;

/**
 * The JSON Schema (draft 7, what editors know) of what a file may hold. Alternatives are told apart by if
 * and then, so that an editor marks the field that is wrong and not the whole table.
 */
export function jsonSchema(shape: AnyShape, definitions: Definitions): JsonObject {
  switch (shape.kind) {
    case "string":
      return {
        type: "string",
        ...(shape.pattern === undefined ? {} : { pattern: shape.pattern.source }),
        ...(shape.nonEmpty === true ? { minLength: 1 } : {}),
      };
    case "number":
      return numberSchema(shape);
    case "boolean":
      return { type: "boolean" };
    case "literal":
      return { enum: shape.values };
    case "date":
      return { type: "string" };
    case "list": {
      const list = { type: "array", items: jsonSchema(shape.item, definitions) };
      return shape.single ? conditional({ type: "array" }, list, jsonSchema(shape.item, definitions)) : list;
    }
    case "record":
      return recordSchema(shape, definitions);
    case "table":
      return tableSchema(shape, definitions);
    case "choose":
      return chooseSchema(shape.alternatives.filter(forFiles), definitions);
    case "mapped":
      return jsonSchema(shape.from, definitions);
    case "named":
      return namedSchema(shape, definitions);
    case "custom":
    case "bytes":
    case "matcher-value":
    case "code":
    default:
      return {};
  }
}

function numberSchema(shape: { integer: boolean; min: number; max: number }): JsonObject {
  return {
    type: shape.integer ? "integer" : "number",
    ...(shape.min > Number.MIN_SAFE_INTEGER ? { minimum: shape.min } : {}),
    ...(shape.max < Number.MAX_SAFE_INTEGER ? { maximum: shape.max } : {}),
  };
}

function recordSchema(shape: RecordShape, definitions: Definitions): JsonObject {
  const { pattern } = shape.key;
  return {
    type: "object",
    ...(pattern === undefined ? {} : { propertyNames: { pattern: pattern.source } }),
    additionalProperties: jsonSchema(shape.value, definitions),
  };
}

function namedSchema(shape: AnyShape & { kind: "named" }, definitions: Definitions): JsonObject {
  if (!definitions.has(shape.name)) {
    // A place is kept first, because the shape may refer to itself.
    definitions.set(shape.name, {});
    definitions.set(shape.name, { description: shape.doc, ...jsonSchema(shape.shape(), definitions) });
  }
  return { $ref: `#/definitions/${shape.name}` };
}

function tableSchema(shape: TableShape, definitions: Definitions): JsonObject {
  const fields = Object.entries(shape.fields).filter(([, field]) => field.codeOnly !== true);
  const required = fields.filter(([, field]) => field.presence === "required").map(([name]) => name);
  const rules = shape.rules.flatMap((rule) => ruleSchemas(rule, shape));
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field, definitions)])),
    patternProperties: { "^x-": {} },
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    ...(rules.length === 0 ? {} : { allOf: rules }),
  };
}

function fieldSchema(field: AnyField, definitions: Definitions): JsonObject {
  const schema = jsonSchema(field.shape, definitions);
  const otherwise = field.otherwise === undefined ? "" : ` Default: ${field.otherwise}.`;
  return {
    description: field.doc + otherwise,
    ...(field.example === undefined ? {} : { examples: [field.example] }),
    // Draft 7 ignores what stands beside $ref.
    ...("$ref" in schema ? { allOf: [schema] } : schema),
  };
}

function ruleSchemas(rule: Rule, shape: TableShape): JsonObject[] {
  if (rule.rule === "requires") return [conditional({ required: [rule.field] }, { required: [rule.needs] })];
  const names = rule.of.filter((name) => shape.fields[name]?.codeOnly !== true);
  const schemas: JsonObject[] = [];
  if (rule.rule === "exactly-one") schemas.push({ anyOf: names.map((name) => ({ required: [name] })) });
  for (const [index, name] of names.entries()) {
    const others = names.slice(index + 1);
    if (others.length === 0) continue;
    const excluded: Json = Object.fromEntries(others.map((other) => [other, false]));
    schemas.push(conditional({ required: [name] }, { properties: excluded }));
  }
  return schemas;
}

const typeNames: Readonly<Partial<Record<NodeKind, string>>> = {
  table: "object",
  list: "array",
  string: "string",
  integer: "integer",
  float: "number",
  boolean: "boolean",
  null: "null",
  date: "string",
};

function chooseSchema(alternatives: readonly Alternative[], definitions: Definitions): JsonObject {
  const types = alternatives.map(({ kinds }) => [...new Set(kinds.flatMap((kind) => typeNames[kind] ?? []))]);
  const none: JsonObject = { type: types.flat() };
  return alternatives.reduceRight<JsonObject>(
    (otherwise, { shape }, index) =>
      conditional({ type: types[index] ?? [] }, jsonSchema(shape, definitions), otherwise),
    none,
  );
}

/** if, then and else; put together from pairs, because an object literal with `then` looks like a promise. */
function conditional(test: JsonObject, good: JsonObject, otherwise?: JsonObject): JsonObject {
  const pairs: [string, JsonObject][] = [
    ["if", test],
    ["then", good],
  ];
  if (otherwise !== undefined) pairs.push(["else", otherwise]);
  return Object.fromEntries(pairs);
}
