import {
  BacklotError,
  isJsonObject,
  type HeaderList,
  type Json,
  type JsonObject,
} from "../../../core/index.ts";
import { contracts } from "../anchor/contracts.ts";
import { bodyFor, jsonContent, jsonType, propertiesOf } from "./contract-body.ts";
import { errorReply, jsonReply, type Answered, type Declared } from "./error-reply.ts";
import { filtered, listQuery, pageOf, type Page } from "./list.ts";
import { missing } from "./parent.ts";
import { checkQuery, type Asked } from "./request.ts";
import type { PageConfig } from "./resource-schema.ts";
import { emptyResource, isBelow, itemOf, itemsOf, type ResourceState, type StoredItem } from "./state.ts";

/** What a resource keeps now. */
export function stateOf({ context, of }: Asked): ResourceState {
  const { resources } = context.state;
  return Object.hasOwn(resources, of) ? (resources[of] as ResourceState) : emptyResource();
}

/** The item with an id, below the path that was called. */
export function storedItem(asked: Asked, id: string): StoredItem | undefined {
  const item = itemOf(stateOf(asked), id);
  return item !== undefined && isBelow(item, asked.outer) ? item : undefined;
}

/** Answers that there is no such item. */
export function notThere(asked: Asked, id: string): Answered {
  return errorReply(asked.declared, [404], missing(asked.resource.name, id));
}

/** The status of a success: what the contract declares first, else what is usual. */
export function successOf({ declared }: Asked, usual: number): number {
  return declared === undefined ? usual : contracts().successStatus(declared.operation);
}

/** Answers one item. */
export function readOne(asked: Asked, id: string): Answered {
  checkQuery(asked, []);
  const item = storedItem(asked, id);
  return item === undefined ? notThere(asked, id) : told(asked, successOf(asked, 200), item.value);
}

/** A body as the contract and its models have it. @throws BacklotError where it can't be made so */
export function told(asked: Asked, status: number, body: Json, headers: HeaderList = []): Answered {
  const { declared, context, resource } = asked;
  if (declared === undefined) return { reply: jsonReply(status, body, headers), findings: [] };
  const made = bodyFor(declared.anchor, declared.operation, status, body, context.clock.now());
  if (!made.ok) throw new BacklotError(made.findings.map((one) => fixable(one, resource.name)));
  const type = jsonType(jsonContent(declared.operation, status));
  const typed: HeaderList = type === "application/json" ? headers : [...headers, ["content-type", type]];
  return {
    reply: jsonReply(status, made.value, typed),
    findings: made.findings.filter(({ severity }) => severity !== "note"),
  };
}

/** A finding about what a resource would answer, with what can be done about it in the scenario. */
export function fixable<One extends { readonly fix: string }>(one: One, resource: string): One {
  const fix = `Say what the client does not send in the defaults of ${resource}, times in created and updated, the form of ids in ids; or write a stub with a reply.`;
  return { ...one, fix };
}

/** Answers a list, or a page of it. */
export function listItems(asked: Asked): Answered {
  const { resource, query, outer, declared } = asked;
  const { filters, page: config } = resource;
  checkQuery(asked, listQuery(filters, config));
  const below = itemsOf(stateOf(asked)).filter((item) => isBelow(item, outer));
  const paged = pageOf(filtered(below, filters, query), config, query);
  if (!paged.ok) return errorReply(declared, [400, 422], paged.what);
  const { page } = paged;
  const values = page.items.map(({ value }) => value);
  const status = successOf(asked, 200);
  const list = resource.list ?? (declared === undefined ? null : listField(declared, status));
  return told(
    asked,
    status,
    list === null ? values : enveloped(list, values, page, config),
    linkTo(asked, page, config),
  );
}

function enveloped(list: string, values: Json, { total, next }: Page, config: PageConfig | null): JsonObject {
  const entries: [string, Json][] = [[list, values]];
  if (config !== null && config.total !== null) entries.push([config.total, total]);
  if (config !== null && config.next !== null) entries.push([config.next, next]);
  return Object.fromEntries(entries);
}

/** The only list among the fields of what the contract answers; null where the answer is the list. */
function listField({ anchor, operation }: Declared, status: number): string | null {
  const bound = anchor.models?.bound(operation, status);
  if (bound?.list === true) return null;
  const known = bound !== undefined && !bound.unknown;
  const schemas = known ? bound.schemas : anchor.contract.schemas;
  const fields = propertiesOf(schemas, known ? bound.schema : jsonContent(operation, status)?.schema);
  const lists = Object.entries(fields).filter(([, schema]) => {
    const followed = schemas.follow(schema);
    return isJsonObject(followed) && [followed["type"]].flat().includes("array");
  });
  return lists.length === 1 ? (lists[0] as readonly [string, Json])[0] : null;
}

function linkTo({ head }: Asked, { next }: Page, config: PageConfig | null): HeaderList {
  if (config === null || !config.link || next === null) return [];
  const query = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(head.query))
    if (name !== config.by.name) query.append(name, value);
  query.append(config.by.name, String(next));
  return [["link", `<${head.origin}${head.path}?${query.toString()}>; rel="next"`]];
}

/** Whether the contract has an answer without a body for a status. */
export function isBodyless({ declared }: Asked, status: number): boolean {
  if (status === 204) return true;
  return (
    declared !== undefined && (contracts().answerFor(declared.operation, status)?.content ?? []).length === 0
  );
}
