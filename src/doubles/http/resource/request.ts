import {
  BacklotError,
  finding,
  isJsonObject,
  isTooDeep,
  limits,
  textOf as utf8Text,
  type Call,
  type HttpHead,
  type Json,
  type JsonObject,
} from "../../../core/index.ts";
import type { Match, ServeContext } from "../../../engine/index.ts";
import type { HttpConfig } from "../config.ts";
import type { HttpState } from "../state.ts";
import { parseQuery } from "../../../stubs/index.ts";
import type { Declared } from "./error-reply.ts";
import { pathOf } from "./link-resources.ts";
import type { ResourceConfig } from "./resource-schema.ts";
import { resourceKey } from "./state.ts";

type Matched = Extract<Match, { kind: "matched" }>;

/** A call that a resource is to answer. */
export interface ResourceCall {
  readonly call: Call;
  readonly context: ServeContext<HttpState, unknown>;
  readonly match: Matched;
  readonly body: Uint8Array;
}

/** What such a call asks for. */
export interface Asked {
  readonly context: ServeContext<HttpState, unknown>;
  readonly head: HttpHead;
  readonly body: Uint8Array;
  readonly match: Matched;
  readonly resource: ResourceConfig;
  /** Names the resource in the state. */
  readonly of: string;
  /** The stub's path. */
  readonly template: string;
  /** Of the item; null: all of them. */
  readonly id: string | null;
  /** What the outer names of the path stand for. */
  readonly outer: Readonly<Record<string, string>>;
  /** Path of the collection, as it was called. */
  readonly collectionPath: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Undefined: the service has no contract. */
  readonly declared: Declared | undefined;
}

/** What a call asks of a resource. @throws BacklotError where its service has none of that name */
export function readAsked(
  { call, context, match, body }: ResourceCall,
  resourceName: string,
  declared: Declared | undefined,
): Asked {
  const head = call.head as HttpHead;
  const service = (context.config as HttpConfig).services.find(({ name }) => name === head.service);
  const resources = service?.resources ?? {};
  const resource = Object.hasOwn(resources, resourceName) ? resources[resourceName] : undefined;
  if (resource === undefined) {
    const what = `the service ${head.service} has no resource "${resourceName}"`;
    const fix = `Describe it in the scenario: [services.${head.service}.resources.${resourceName}]`;
    throw new BacklotError([finding("unknown-name", { what, fix, near: Object.keys(resources) })]);
  }
  const matcher = match.expectation.conditions.find(({ field }) => field === "path")?.matcher;
  const template = matcher?.is === "path" ? matcher.template : head.path;
  const { name } = pathOf(template);
  const outer = Object.entries(match.captures).filter(([own]) => own !== name);
  return {
    context,
    head,
    body,
    match,
    resource,
    of: resourceKey(head.service, resource.name),
    template,
    id: name === null ? null : (match.captures[name] ?? ""),
    outer: Object.fromEntries(outer),
    collectionPath: name === null ? head.path : head.path.slice(0, head.path.lastIndexOf("/")),
    query: parseQuery(head.query),
    declared,
  };
}

/** Refuses a query item whose meaning nobody has said. @param known those that mean something here */
export function checkQuery({ query, head, resource, match }: Asked, known: readonly string[]): void {
  const { conditions } = match.expectation;
  const taken = new Set(conditions.flatMap(({ field, key }) => (field === "query" ? [key] : [])));
  const other = Object.keys(query).find((name) => !known.includes(name) && !taken.has(name));
  if (other === undefined) return;
  const what = `${head.method} ${head.path}: what the query item "${other}" asks of ${resource.name} is not simulated`;
  const why = "An answer that passes over it would be another one than the real service's.";
  const fix = `Name it in filters when it stands for a field, in page when it is for paging; in the stub's request ("...?${other}") when it may be passed over; or write a stub with a reply before.`;
  throw new BacklotError([finding("unsupported-feature", { what, why, fix })]);
}

/** The object that a request brings. @throws BacklotError where it is none */
export function readItem({ head, body, resource }: Asked, also: readonly string[] = []): JsonObject {
  const type = mediaTypeOf(head);
  if (type !== "" && type !== "application/json" && !also.includes(type)) {
    const what = `${head.method} ${head.path}: ${resource.name} takes JSON, not ${type}`;
    const fix = "Send application/json; or write a stub with a reply.";
    throw new BacklotError([finding("unsupported-feature", { what, fix })]);
  }
  const value = body.length > limits.resourceBytes ? undefined : parsed(body);
  if (body.length > limits.resourceBytes || fieldsOf(value) > limits.resourceFields) {
    const what = `${head.method} ${head.path}: an item of ${resource.name} has at most ${limits.resourceFields} fields and ${limits.resourceBytes} bytes`;
    throw new BacklotError([finding("over-limit", { what })]);
  }
  if (isJsonObject(value) && depthOf(value) <= limits.checkedDepth) return value;
  const is = value === undefined ? "no JSON" : isJsonObject(value) ? "too deep" : "no object";
  throw new BacklotError([
    finding("invalid-request", {
      what: `${head.method} ${head.path}: the body is ${is}`,
      why: `What ${resource.name} keeps are JSON objects of at most ${limits.checkedDepth} levels.`,
      fix: "Send an object.",
    }),
  ]);
}

/** Copying an object of a million fields takes seconds. */
function fieldsOf(value: Json | undefined): number {
  return isJsonObject(value) ? Object.keys(value).length : 0;
}

/** The media type of a request's body, without parameters; "" where it says none. */
export function mediaTypeOf({ headers }: HttpHead): string {
  const value = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return (value.split(";", 1)[0] as string).trim().toLowerCase();
}

/** A body as JSON that can be told again: numbers that JSON has no text for make it none. */
function parsed(body: Uint8Array): Json | undefined {
  const text = utf8Text(body);
  if (text === undefined || isTooDeep(text, limits.checkedDepth)) return undefined;
  try {
    // Looking at every value costs several times as much as reading it; few bodies hold such numbers.
    if (!/-0|[eE]\+?\d{3}|\d{309}/.test(text)) return JSON.parse(text) as Json;
    return JSON.parse(text, (_, value: Json) => {
      if (value === Infinity || value === -Infinity) throw new RangeError("no number");
      return Object.is(value, -0) ? 0 : value;
    }) as Json;
  } catch {
    return undefined;
  }
}

function depthOf(value: Json, depth = 1): number {
  if (typeof value !== "object" || value === null || depth > limits.checkedDepth) return depth;
  let deepest = depth;
  for (const one of Object.values(value)) deepest = Math.max(deepest, depthOf(one, depth + 1));
  return deepest;
}
