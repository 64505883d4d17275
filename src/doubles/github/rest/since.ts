import type { Json } from "../../../core/index.ts";
import type { RestAnswer } from "./answer.ts";
import type { RestCall } from "./call.ts";

/** A list of everything that there is, which is read on by the last id that one has: `?since=135`. */
export function listedSince<Row extends { readonly id: number }>(
  { query, page: { perPage }, request }: RestCall,
  rows: readonly Row[],
  show: (row: Row) => Json,
): RestAnswer {
  const said = query.get("since") ?? "";
  const since = /^\d{1,15}$/.test(said) ? Number(said) : 0;
  const later = rows.filter(({ id }) => id > since).toSorted((left, right) => left.id - right.id);
  const shown = later.slice(0, perPage);
  const last = shown.at(-1);
  const url = request.origin.api + request.path;
  const others = request.query.split("&").filter((one) => one !== "" && !one.startsWith("since="));
  const next = [...others, `since=${last?.id}`].join("&");
  const link = `<${url}?${next}>; rel="next", <${url}{?since}>; rel="first"`;
  return {
    status: 200,
    json: shown.map((row) => show(row)),
    headers: later.length > shown.length ? [["Link", link]] : [],
  };
}
