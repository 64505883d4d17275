import type { Content, Operation, Schemas } from "../../../contract/index.ts";
import {
  failed,
  finding,
  hasErrors,
  isJsonObject,
  limits,
  ok,
  type Finding,
  type Json,
  type JsonObject,
  type Result,
} from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import { contracts } from "../anchor/contracts.ts";

/** The operation of a contract that a request means. */
export function operationAt(anchor: Anchor, method: string, path: string): Operation | undefined {
  const found = anchor.contract.find(method, path);
  return found.kind === "operation" ? found.operation : undefined;
}

/** What an operation declares as JSON for a status; undefined where it declares none. */
export function jsonContent(operation: Operation, status: number): Content | undefined {
  const content = contracts().answerFor(operation, status)?.content ?? [];
  return content.find((one) => contracts().isJsonType(one.mediaType) || one.mediaType === "*/*");
}

/** The media type under which JSON is sent. */
export function jsonType(content: Content | undefined): string {
  const declared = content?.mediaType ?? "application/json";
  return declared.includes("*") ? "application/json" : declared;
}

/**
 * A value as a schema shows it: without fields that are only ever sent to the service, and without those that a closed
 * object does not have. One item is told with other fields in a list than alone.
 */
function seenBy(schemas: Schemas, written: Json, value: Json, depth = 0): Json {
  const schema = schemas.follow(written);
  if (!isJsonObject(schema) || depth > limits.scenarioDepth) return value;
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((one: Json) => seenBy(schemas, items, one, depth + 1));
  }
  const { properties } = schema;
  if (!isJsonObject(value) || !isJsonObject(properties)) return value;
  const closed = isClosed(schema);
  const entries = Object.entries(value).flatMap(([field, own]): [string, Json][] => {
    if (!Object.hasOwn(properties, field)) return closed ? [] : [[field, own]];
    const inner = properties[field] as Json;
    return flagged(schemas, inner, "writeOnly") ? [] : [[field, seenBy(schemas, inner, own, depth + 1)]];
  });
  return Object.fromEntries(entries);
}

/** Whether an object has no other fields than those that its schema names. */
function isClosed(schema: JsonObject): boolean {
  const more = ["allOf", "anyOf", "oneOf", "patternProperties"].some((key) => Object.hasOwn(schema, key));
  return schema["additionalProperties"] === false && !more;
}

/** Whether a schema says true for a keyword, beside a reference or behind it. */
function flagged(schemas: Schemas, schema: Json, keyword: "readOnly" | "writeOnly"): boolean {
  return [schema, schemas.follow(schema)].some((one) => isJsonObject(one) && one[keyword] === true);
}

/** The fields of an object's schema; none where it has none of its own. */
export function propertiesOf(schemas: Schemas, schema: Json | undefined): JsonObject {
  const followed = schema === undefined ? undefined : schemas.follow(schema);
  const properties = isJsonObject(followed) ? followed["properties"] : undefined;
  return isJsonObject(properties) ? properties : {};
}

/** What a contract says of the fields of a request's body. */
export interface RequestFields {
  /** Those that it has; none where it leaves the body open. */
  readonly all: ReadonlySet<string>;
  /** Those of them that only the service sets: sent, they count for nothing. */
  readonly readOnly: ReadonlySet<string>;
}

/** The fields that an operation takes. */
export function requestFields(anchor: Anchor, operation: Operation): RequestFields {
  const { schemas } = anchor.contract;
  const content = operation.requestBody?.content.find((one) => contracts().isJsonType(one.mediaType));
  const fields = Object.entries(propertiesOf(schemas, content?.schema));
  const readOnly = fields.filter(([, schema]) => flagged(schemas, schema, "readOnly"));
  return { all: new Set(fields.map(([name]) => name)), readOnly: new Set(readOnly.map(([name]) => name)) };
}

/** The fields of an item, as the answer of reading it has them; none where the contract leaves that open. */
export function itemFields(anchor: Anchor, itemPath: string): readonly string[] {
  const operation = operationAt(anchor, "GET", itemPath);
  if (operation === undefined) return [];
  const status = contracts().successStatus(operation);
  const bound = anchor.models?.bound(operation, status);
  if (bound !== undefined) return bound.fields;
  return Object.keys(propertiesOf(anchor.contract.schemas, jsonContent(operation, status)?.schema));
}

/**
 * Every field that an item may have in some answer of its operations; undefined where one of them leaves that open, or
 * none says anything.
 */
export function knownFields(anchor: Anchor, itemPath: string): ReadonlySet<string> | undefined {
  const collection = itemPath.slice(0, itemPath.lastIndexOf("/"));
  const at = [
    ["GET", itemPath],
    ["PATCH", itemPath],
    ["PUT", itemPath],
    ["POST", collection],
  ] as const;
  const known = new Set<string>();
  for (const [method, path] of at) {
    const operation = operationAt(anchor, method, path);
    if (operation === undefined) continue;
    const status = contracts().successStatus(operation);
    const content = jsonContent(operation, status);
    const bound = anchor.models?.bound(operation, status);
    if (content === undefined && bound === undefined) continue;
    const { schemas } = bound ?? anchor.contract;
    const schema = schemas.follow(bound?.schema ?? content?.schema ?? true);
    if (bound?.unknown === true || !isJsonObject(schema) || !isClosed(schema)) return undefined;
    for (const field of Object.keys(propertiesOf(schemas, schema))) known.add(field);
  }
  return known.size === 0 ? undefined : known;
}

/** The body that is sent: as the operation's model has it, completed from it, and as the contract declares it. */
export function bodyFor(
  anchor: Anchor,
  operation: Operation,
  status: number,
  body: Json,
  now: string,
): Result<Json> {
  const { contract, models } = anchor;
  const name = `${operation.method} ${operation.template}`;
  const content = jsonContent(operation, status);
  const bound = models?.bound(operation, status);
  const told: Finding[] = [];
  let made = body;
  if (bound?.unknown === true) told.push(...contracts().checkBody(bound, body, { operation: name }));
  else if (bound !== undefined) {
    const see = (one: Json): Json => seenBy(bound.schemas, bound.schema, one);
    const seen = bound.list && Array.isArray(body) ? body.map(see) : see(body);
    const filled = contracts().fillBody(bound, seen, now, { operation: name });
    if (!filled.ok) return filled;
    made = filled.value;
    told.push(...filled.findings);
  } else if (content?.schema !== undefined) made = seenBy(contract.schemas, content.schema, body);
  const answer = { status, mediaType: jsonType(content), body: made };
  told.push(
    ...contracts()
      .checkAnswer(contract, operation, answer)
      .map(({ rule, what, declared }) =>
        finding(rule, {
          what: `${name}, ${what}`,
          why: `Declared at ${contracts().declaredAt(anchor, declared)}; a double that answers otherwise is no proof.`,
        }),
      ),
  );
  return hasErrors(told) ? failed(told) : ok(made, told);
}

/**
 * An item with all fields that its model has: those of the answer of reading it, else of changing it. Without a model
 * it stays as it is.
 */
export function completed(
  anchor: Anchor,
  itemPath: string,
  item: JsonObject,
  now: string,
): Result<JsonObject> {
  const operation = ["GET", "PATCH", "PUT"]
    .map((method) => operationAt(anchor, method, itemPath))
    .find((one) => one !== undefined);
  if (operation === undefined) return ok(item);
  const bound = anchor.models?.bound(operation, contracts().successStatus(operation));
  if (bound === undefined || bound.unknown || bound.list) return ok(item);
  const filled = contracts().fillBody(bound, seenBy(bound.schemas, bound.schema, item), now, {
    operation: `${operation.method} ${operation.template}`,
  });
  if (!filled.ok) return filled;
  return ok({ ...item, ...(filled.value as JsonObject) }, filled.findings);
}
