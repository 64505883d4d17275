import type { Json, JsonObject } from "../../core/index.ts";
import type { NodeKind } from "../tree.ts";
import { forFiles } from "./describe.ts";
import type {
  Alternative,
  AnyField,
  AnyShape,
  ListShape,
  NumberShape,
  RecordShape,
  TableShape,
} from "./shape.ts";

/** Schemas that others refer to, by name. */
export interface Definitions {
  readonly schemas: Map<string, JsonObject>;
  /** Names of shapes that have none of their own. */
  readonly names: Map<AnyShape, string>;
}

/**
 * The JSON Schema (draft 7, what editors know) of what a file may hold. Alternatives are told apart by if
 * and then, so that an editor marks the field that is wrong and not the whole table.
 * @param hint a name for what is referred to, where it has none: the field's
 */
export function jsonSchema(shape: AnyShape, definitions: Definitions, hint: string): JsonObject {
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
    case "list":
      return listSchema(shape, definitions, hint);
    case "record":
      return recordSchema(shape, definitions, hint);
    case "table":
      return tableSchema(shape, definitions);
    case "choose":
      return chooseSchema(shape.alternatives.filter(forFiles), definitions, hint);
    case "mapped":
      return jsonSchema(shape.from, definitions, hint);
    case "named":
      return referred(shape.shape(), shape.name, definitions, shape.doc);
    case "custom":
    case "bytes":
    case "matcher-value":
    case "code":
    default:
      return {};
  }
}

function numberSchema(shape: NumberShape): JsonObject {
  return {
    type: "integer",
    ...(shape.min > Number.MIN_SAFE_INTEGER ? { minimum: shape.min } : {}),
    ...(shape.max < Number.MAX_SAFE_INTEGER ? { maximum: shape.max } : {}),
  };
}

function listSchema(shape: ListShape, definitions: Definitions, hint: string): JsonObject {
  if (!shape.single) return { type: "array", items: jsonSchema(shape.item, definitions, hint) };
  const item = shared(shape.item, definitions, hint);
  return conditional({ type: "array" }, { type: "array", items: item }, item);
}

function recordSchema(shape: RecordShape, definitions: Definitions, hint: string): JsonObject {
  const { pattern } = shape.key;
  return {
    type: "object",
    ...(pattern === undefined ? {} : { propertyNames: { pattern: pattern.source } }),
    additionalProperties: jsonSchema(shape.value, definitions, hint),
  };
}

/** The schema of a shape, as a reference where it is a table: it is going to stand in two places. */
function shared(shape: AnyShape, definitions: Definitions, hint: string): JsonObject {
  const inner = unmapped(shape);
  return inner.kind === "table" ? referred(inner, hint, definitions) : jsonSchema(inner, definitions, hint);
}

function unmapped(shape: AnyShape): AnyShape {
  return shape.kind === "mapped" ? unmapped(shape.from) : shape;
}

function referred(shape: AnyShape, hint: string, definitions: Definitions, doc?: string): JsonObject {
  const { schemas, names } = definitions;
  const known = names.get(shape);
  if (known !== undefined) return { $ref: `#/definitions/${known}` };
  let name = hint;
  for (let number = 2; schemas.has(name); number++) name = `${hint}_${number}`;
  names.set(shape, name);
  // A place is kept first, because the shape may refer to itself.
  schemas.set(name, {});
  const schema = jsonSchema(shape, definitions, hint);
  schemas.set(name, doc === undefined ? schema : { description: doc, ...schema });
  return { $ref: `#/definitions/${name}` };
}

function tableSchema(shape: TableShape, definitions: Definitions): JsonObject {
  const fields = Object.entries(shape.fields).filter(([, field]) => field.codeOnly !== true);
  const required = fields.filter(([, field]) => field.presence === "required").map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      fields.map(([name, field]) => [name, fieldSchema(name, field, definitions)]),
    ),
    patternProperties: { "^x-": {} },
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    ...ruleSchemas(shape),
  };
}

function fieldSchema(name: string, field: AnyField, definitions: Definitions): JsonObject {
  const schema = jsonSchema(field.shape, definitions, name);
  const otherwise = field.otherwise === undefined ? "" : ` Default: ${field.otherwise}.`;
  return {
    description: field.doc + otherwise,
    ...(field.example === undefined ? {} : { examples: [field.example] }),
    // Draft 7 ignores what stands beside $ref.
    ...("$ref" in schema ? { allOf: [schema] } : schema),
  };
}

/**
 * The rules of a table. Written with `dependencies`, which mark the second of two fields that exclude each
 * other; not with allOf, where taplo (TOML in editors) would no longer complete the table's fields.
 */
function ruleSchemas(shape: TableShape): JsonObject {
  const dependencies: Record<string, Json> = {};
  let anyOf: JsonObject[] | undefined;
  const written = (names: readonly string[]): string[] =>
    names.filter((name) => shape.fields[name]?.codeOnly !== true);
  for (const rule of shape.rules) {
    if (rule.rule === "requires") dependencies[rule.field] = [rule.needs];
    else excludeOthers(written(rule.of), dependencies);
    if (rule.rule === "exactly-one") anyOf = written(rule.of).map((name) => ({ required: [name] }));
  }
  return {
    ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }),
    ...(anyOf === undefined ? {} : { anyOf }),
  };
}

function excludeOthers(names: readonly string[], dependencies: Record<string, Json>): void {
  for (const [index, name] of names.entries()) {
    const before = dependencies[name] as { readonly properties?: JsonObject } | undefined;
    const others = names.slice(index + 1).map((other) => [other, false] as const);
    if (others.length === 0) continue;
    dependencies[name] = { properties: { ...before?.properties, ...Object.fromEntries(others) } };
  }
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

function chooseSchema(
  alternatives: readonly Alternative[],
  definitions: Definitions,
  hint: string,
): JsonObject {
  const typesOf = ({ kinds }: Alternative): string[] => [
    ...new Set(kinds.flatMap((kind) => typeNames[kind] ?? [])),
  ];
  const none: JsonObject = { type: alternatives.flatMap(typesOf) };
  return alternatives.reduceRight<JsonObject>(
    (otherwise, one) =>
      conditional({ type: typesOf(one) }, shared(one.shape, definitions, `${hint}_table`), otherwise),
    none,
  );
}

/**
 * if, then and else. The same schemas stand in an anyOf that anything passes: taplo completes fields through
 * anyOf and does not look into then and else. Put together from pairs, because an object literal with `then`
 * looks like a promise.
 */
function conditional(test: JsonObject, good: JsonObject, otherwise: JsonObject): JsonObject {
  const offered = [good, otherwise].flatMap((schema) =>
    Array.isArray(schema["anyOf"]) && !("type" in schema) ? schema["anyOf"].slice(0, -1) : [schema],
  ) as JsonObject[];
  const complete = offered.filter((schema) => "$ref" in schema || schema["type"] === "array");
  const pairs: [string, Json][] = [
    ["if", test],
    ["then", good],
    ["else", withoutOffers(otherwise)],
  ];
  if (complete.length > 0) pairs.push(["anyOf", [...complete, {}]]);
  return Object.fromEntries(pairs);
}

/** What is offered already need not be offered again further in. */
function withoutOffers(schema: JsonObject): JsonObject {
  if (!("if" in schema)) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "anyOf"));
}
