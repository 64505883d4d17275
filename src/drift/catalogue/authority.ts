import {
  answerFor,
  type BoundModel,
  type Content,
  type Found,
  isJsonType,
  isOpen,
  type Operation,
  type Parameter,
} from "../../contract/index.ts";
import type { Json } from "../../core/index.ts";
import type { Anchor } from "../evidence.ts";
import { successStatus } from "../stub/index.ts";
import type { BodyAuthority, PathAuthority } from "./entry.ts";
import { descriptionOf } from "./field-notes.ts";
import { fieldsOf, itemsOf } from "./fields.ts";
import { refName, typeText } from "./type-text.ts";

/** What an operation's method and path rest on. @param found what the contract has for it */
export function pathAuthority(anchor: Anchor | undefined, found: Found | undefined): PathAuthority {
  if (anchor === undefined || found === undefined) return { kind: "no-contract" };
  if (found.kind === "operation") return declared(found.operation);
  if (found.kind === "path-absent") return { kind: found.kind, nearest: found.nearest.map(operationText) };
  const { contract } = anchor;
  const { kind, template, methods } = found;
  const sibling = contract.operations.find((one) => one.template === template);
  const [at] = sibling === undefined ? [] : contract.placesOf([sibling.pointer.replace(/\/[^/]*$/, "")]);
  return { kind, methods, at };
}

/** An operation of one service by name. @example operationText(operation) // "GET /api/actors/me" */
export function operationText({ method, template }: Pick<Operation, "method" | "template">): string {
  return `${method} ${template}`;
}

function declared(operation: Operation): PathAuthority {
  const { id, at, responses, parameters, requestBody } = operation;
  return {
    kind: "declared",
    id,
    at,
    statuses: [...responses.keys()],
    parameters: parameters.filter((one) => one.in !== "path").map(parameterText),
    requestBody:
      requestBody === undefined
        ? undefined
        : `${requestBody.content.map(contentText).join(" or ")}${requestBody.required ? " (required)" : ""}`,
  };
}

function parameterText({ name, in: place, required }: Parameter): string {
  return `${name} in ${place}${required ? " (required)" : ""}`;
}

function contentText({ mediaType, schema }: Content): string {
  return [mediaType, refName(schema) ?? []].flat().join(" ");
}

/** What the body of an operation's plain success rests on: its own schema where that is closed, else the bound model. */
export function bodyAuthority(anchor: Anchor, operation: Operation): BodyAuthority {
  const { contract, models } = anchor;
  const status = successStatus(operation);
  const answer = answerFor(operation, status);
  const bound = models?.bound(operation, status);
  const content = answer?.content.find(({ mediaType }) => isJsonType(mediaType)) ?? answer?.content[0];
  const said = {
    status: answer?.status ?? String(status),
    besides: undefined,
    source: undefined,
    note: undefined,
  };
  if (content !== undefined && isJsonType(content.mediaType) && !isOpen(contract, content)) {
    return { ...said, ...bySchema(anchor, content), besides: bound?.name };
  }
  if (bound !== undefined) return { ...said, ...byModel(bound) };
  if (answer === undefined) return { ...said, kind: "none", type: "any", at: undefined, fields: [] };
  const [at] = contract.placesOf([answer.pointer]);
  if (content === undefined) return { ...said, kind: "empty", type: "", at, fields: [] };
  const { mediaType, schema } = content;
  const type = isJsonType(mediaType) ? typeText(schema, contract.schemas) : mediaType;
  return { ...said, kind: "none", type, at, fields: [] };
}

function bySchema(
  { contract }: Anchor,
  content: Content,
): Pick<BodyAuthority, "kind" | "type" | "at" | "note" | "fields"> {
  const schema = content.schema as Json;
  const { schemas } = contract;
  const item = itemsOf(schema, schemas) ?? schema;
  const name = refName(item) ?? typeText(item, schemas);
  return {
    kind: "contract",
    type: item === schema ? name : `list of ${name}`,
    at: contract.placesOf([content.pointer])[0],
    note: descriptionOf(schemas.follow(item)),
    fields: fieldsOf(item, schemas),
  };
}

function byModel(bound: BoundModel): Omit<BodyAuthority, "status" | "besides"> {
  const { schema, schemas, unknown, source, at, list, itemName } = bound;
  return {
    kind: unknown ? "unknown-model" : "model",
    type: list ? `list of ${itemName}` : itemName,
    at,
    source,
    note: unknown ? undefined : descriptionOf(schemas.follow(schema)),
    fields: unknown ? [] : fieldsOf(schema, schemas),
  };
}
