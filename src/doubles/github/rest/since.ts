import type { Json } from "../../../core/index.ts";
import type { RestAnswer } from "./answer.ts";
import type { RestCall } from "./call.ts";

/** A list of everything that there is, which is read on by the last id that one has: `?since=135`. */
export function listedSince<Row extends { readonly id: number }>(
  { query, page: { perPage } }: RestCall,
  rows: readonly Row[],
  show: (row: Row) => Json,
): RestAnswer {
  const said = query.get("since") ?? "";
  const since = /^\d{1,15}$/.test(said) ? Number(said) : 0;
  const later = rows.filter(({ id }) => id > since).toSorted((left, right) => left.id - right.id);
  const shown = later.slice(0, perPage);
  const next = later.length > shown.length ? (shown.at(-1)?.id ?? null) : null;
  return { status: 200, json: shown.map((row) => show(row)), headers: [], since: { next } };
}
