import type { View } from "../state/view.ts";
import { pathByNumber } from "./alias.ts";
import type { RestAnswer } from "./answer.ts";
import { queryOf, type RestRequest } from "./request.ts";

/** How many results of a search can be looked at. */
export const searchResultsMax = 1000;

/** The header `Link` of a list: where its other parts are; undefined: there are none. */
export function linkOf(view: View, request: RestRequest, answer: RestAnswer): string | undefined {
  const links = answer.since === undefined ? pageLinks(request, answer) : sinceLinks(request, answer.since);
  if (links.length === 0) return undefined;
  const path = request.origin.api + pathByNumber(view, request.path);
  return links.map(([relation, query]) => `<${path}${query}>; rel="${relation}"`).join(", ");
}

type Links = readonly (readonly [relation: string, query: string])[];

/** In GitHub's order: what comes before, what comes next, the last, the first. */
function pageLinks(request: RestRequest, { page: found }: RestAnswer): Links {
  if (found === undefined) return [];
  const { page, perPage, total } = found;
  const counted = request.path.startsWith("/search/") ? searchable(total) : total;
  const last = Math.max(1, Math.ceil(counted / perPage));
  const to = (wanted: number): string => `?${withItem(request.query, "page", String(wanted))}`;
  const next = page < last;
  const before = Math.min(page - 1, last);
  return [
    ...(page > 1 ? ([["prev", to(before)]] as const) : []),
    ...(next ? ([["next", to(page + 1)]] as const) : []),
    ...(last !== page && (next || page > last) ? ([["last", to(last)]] as const) : []),
    ...(page > 1 ? ([["first", to(1)]] as const) : []),
  ];
}

function searchable(total: number): number {
  return Math.min(total, searchResultsMax);
}

/** Lists of everything there is are read on from the last id that was seen. */
function sinceLinks({ query }: RestRequest, { next }: NonNullable<RestAnswer["since"]>): Links {
  const first = ["first", query.includes("since=") ? `?${withoutItem(query, "since")}{&since}` : "{?since}"];
  if (next === null) return [];
  return [["next", `?${withItem(query, "since", String(next))}`], first as [string, string]];
}

/** A query with one of its items said anew, where it stood; everything else as it was sent. */
function withItem(query: string, name: string, value: string): string {
  const items = query === "" ? [] : query.split("&");
  const at = items.findIndex((item) => queryOf(item).get(name) !== null);
  if (at < 0) return [...items, `${name}=${value}`].join("&");
  return items.map((item, index) => (index === at ? `${name}=${value}` : item)).join("&");
}

function withoutItem(query: string, name: string): string {
  return query
    .split("&")
    .filter((item) => queryOf(item).get(name) === null)
    .join("&");
}
