import type { PageConfig } from "./resource-schema.ts";
import { textOf, type StoredItem } from "./state.ts";

/** What of a list is told in one answer. */
export interface Page {
  readonly items: readonly StoredItem[];
  /** How many there are in all. */
  readonly total: number;
  /** Where the next page begins, as the client says it; null at the end. */
  readonly next: number | string | null;
}

/** A page, or what is wrong with how it was asked for. */
export type Paged =
  | { readonly ok: true; readonly page: Page }
  | { readonly ok: false; readonly what: string };

type Query = Readonly<Record<string, readonly string[]>>;

/** Leaves the items that have, in each filter that is asked for, one of the values. */
export function filtered(
  items: readonly StoredItem[],
  filters: readonly string[],
  query: Query,
): readonly StoredItem[] {
  const asked = filters.filter((name) => query[name] !== undefined);
  if (asked.length === 0) return items;
  return items.filter(({ value }) =>
    asked.every((name) => query[name]?.includes(textOf(value, name) ?? "\u0000") === true),
  );
}

/** Query items that mean something for a list. */
export function listQuery(filters: readonly string[], page: PageConfig | null): readonly string[] {
  if (page === null) return filters;
  return [...filters, page.by.name, ...(page.limit === null ? [] : [page.limit])];
}

/** One page of a list; past its end an empty one. */
export function pageOf(items: readonly StoredItem[], config: PageConfig | null, query: Query): Paged {
  const total = items.length;
  if (config === null) return { ok: true, page: { items, total, next: null } };
  const { by, limit } = config;
  const wanted = limit === null ? config.size : wholeNumber(query, limit, config.size, 1);
  if (typeof wanted === "string") return { ok: false, what: wanted };
  const size = Math.min(wanted, config.sizeMax ?? wanted);
  const start = wholeNumber(query, by.name, by.kind === "number" ? 1 : 0, by.kind === "number" ? 1 : 0);
  if (typeof start === "string") return { ok: false, what: start };
  if (by.kind === "cursor") {
    // A cursor is the number of the last item that was told, so that what is made or removed meanwhile shifts nothing.
    const left = items.filter(({ n }) => n > start);
    const told = left.slice(0, size);
    const next = left.length > size ? String(told.at(-1)?.n) : null;
    return { ok: true, page: { items: told, total, next } };
  }
  const from = by.kind === "number" ? (start - 1) * size : start;
  const more = from + size < total;
  const next = by.kind === "number" ? start + 1 : from + size;
  return { ok: true, page: { items: items.slice(from, from + size), total, next: more ? next : null } };
}

/** A query item as a whole number, or what is wrong with it. */
function wholeNumber(query: Query, name: string, absent: number, least: number): number | string {
  const text = query[name]?.[0];
  if (text === undefined) return absent;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= least ? value : `${name} must be a whole number of at least ${least}`;
}
