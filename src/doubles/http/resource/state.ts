import { limits, utf8, type Json, type JsonObject } from "../../../core/index.ts";
import type { DoubleEvent } from "../../../engine/index.ts";

/** An item that a resource keeps. */
export interface StoredItem {
  /** Its number, from 1, in order of creation. */
  readonly n: number;
  readonly id: string;
  readonly value: JsonObject;
  /** What the outer names of its path stood for when it was made. */
  readonly scope: Readonly<Record<string, string>>;
  /** How often it was changed. */
  readonly revision: number;
  /** Length of its value as JSON. */
  readonly bytes: number;
}

/** What one resource of a service keeps. */
export interface ResourceState {
  /** By id, in order of creation; see keyOf. */
  readonly items: Readonly<Record<string, StoredItem>>;
  /** Number of the newest item. */
  readonly last: number;
  readonly count: number;
  readonly bytes: number;
}

/** By resourceKey. */
export type Resources = Readonly<Record<string, ResourceState>>;

/** What happens to items. */
export type ResourceEvent =
  | {
      readonly type: "item-created";
      readonly of: string;
      readonly id: string;
      readonly item: JsonObject;
      readonly scope: Readonly<Record<string, string>>;
    }
  | { readonly type: "item-changed"; readonly of: string; readonly id: string; readonly item: JsonObject }
  | { readonly type: "item-deleted"; readonly of: string; readonly id: string };

/** Names a resource of a service in the state. */
export function resourceKey(service: string, resource: string): string {
  return `${service}/${resource}`;
}

/** The key of an item: ids like "7" would be put into the order of numbers, ids like "__proto__" be something else. */
function keyOf(id: string): string {
  return `=${id}`;
}

/** A resource with nothing in it. */
export function emptyResource(): ResourceState {
  return { items: {}, last: 0, count: 0, bytes: 0 };
}

/** The item with an id. */
export function itemOf(state: ResourceState, id: string): StoredItem | undefined {
  const key = keyOf(id);
  return Object.hasOwn(state.items, key) ? state.items[key] : undefined;
}

/** All items, the oldest first. */
export function itemsOf(state: ResourceState): readonly StoredItem[] {
  return Object.values(state.items);
}

/** Whether an item stands below a path: each outer name as it was when it was made, else as its field says. */
export function isBelow({ scope, value }: StoredItem, outer: Readonly<Record<string, string>>): boolean {
  return Object.entries(outer).every(([name, text]) => {
    const own = Object.hasOwn(scope, name) ? scope[name] : textOf(value, name);
    return own === text;
  });
}

/** A field as a path or a query writes it; undefined where it is none of text, number and true or false. */
export function textOf(value: JsonObject, field: string): string | undefined {
  const own: Json | undefined = Object.hasOwn(value, field) ? value[field] : undefined;
  return typeof own === "object" || own === undefined ? undefined : String(own);
}

/** Bytes of an item. */
export function bytesOf(item: JsonObject): number {
  return utf8(JSON.stringify(item)).length;
}

/** What is said when a resource would keep more than it may; null when it has room. */
export function roomProblem(
  state: ResourceState,
  more: { readonly items: number; readonly bytes: number },
): string | null {
  if (state.count + more.items > limits.resourceItems) return `at most ${limits.resourceItems} items`;
  return state.bytes + more.bytes > limits.resourceBytes
    ? `items of at most ${limits.resourceBytes} bytes`
    : null;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Applies an event, in place: a copy of all items would cost more with every one. */
export function reduceResources(resources: Resources, event: DoubleEvent): void {
  const happened = event as unknown as ResourceEvent;
  const all = resources as Record<string, Writable<ResourceState>>;
  const state = (all[happened.of] ??= emptyResource());
  const items = state.items as Record<string, StoredItem>;
  const key = keyOf(happened.id);
  const before = Object.hasOwn(items, key) ? items[key] : undefined;
  if (before !== undefined) state.bytes -= before.bytes;
  if (happened.type === "item-deleted") {
    if (before !== undefined) state.count -= 1;
    delete items[key];
    return;
  }
  if (before === undefined && happened.type !== "item-created") return;
  const { item: value, id } = happened;
  const bytes = bytesOf(value);
  state.bytes += bytes;
  if (before !== undefined) {
    items[key] = { ...before, value, bytes, revision: before.revision + 1 };
    return;
  }
  state.last += 1;
  state.count += 1;
  const { scope } = happened as Extract<ResourceEvent, { type: "item-created" }>;
  items[key] = { n: state.last, id, value, scope, revision: 0, bytes };
}
