import type { Json } from "../../../core/index.ts";
import type { Actor } from "../access/actor.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import type { Draft } from "../state/draft.ts";
import type { Urls } from "../views/urls.ts";
import type { Page, RestAnswer } from "./answer.ts";
import type { BodyFields, RestRequest } from "./request.ts";

/** What an operation is given. Who calls, what is called and whether that is allowed has been settled by then. */
export interface RestCall {
  /** The published id, "issues/create". */
  readonly operation: string;
  readonly request: RestRequest;
  /** What stands in the path, decoded: `params.owner`, `params.issue_number`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body's fields, of the types that the published description names; empty when there is none. */
  readonly body: BodyFields;
  /** What is read and written. */
  readonly draft: Draft;
  readonly actor: Actor;
  readonly urls: Urls;
  /** What is left of the caller's limits, for the operation that tells them; null for all others. */
  readonly rates: Json;
  /** The repository that the path names. @throws ApiProblem 404 where it names none */
  readonly repository: RepositoryRow;
  /** "owner/name" of it, for events. */
  readonly repositoryName: string;
  /** Who is signed in. @throws ApiProblem 401 */
  readonly account: AccountRow;
  /** What stands in the path for one of the names that the operation's own path has. */
  text(param: string): string;
  /** A number in the path. @throws ApiProblem 404 where it is none */
  number(param: string): number;
  /** Which part of a list is asked for. */
  readonly page: { readonly page: number; readonly perPage: number };
  /** What `Accept` asks for of "application/vnd.github.KIND": "raw", "html", "diff", "patch", "sha", "object"; null: JSON. */
  readonly media: string | null;
}

/** An operation of the API that the double keeps state for. */
export interface Operation {
  /** The published id. */
  readonly id: string;
  /** Null: what is asked for is not simulated. Nothing has been written then. */
  readonly run: (call: RestCall) => RestAnswer | null;
}

/** Names an operation. */
export function operation(id: string, run: (call: RestCall) => RestAnswer | null): Operation {
  return { id, run };
}

/** A list, cut to the page that is asked for. Only what is on it is shown. */
export function listed<Row>(call: RestCall, rows: readonly Row[], show: (row: Row) => Json): RestAnswer {
  const { page, perPage } = call.page;
  const from = (page - 1) * perPage;
  const found: Page = { page, perPage, total: rows.length };
  return {
    status: 200,
    json: rows.slice(from, from + perPage).map((row) => show(row)),
    headers: [],
    page: found,
  };
}

/** A list of everything there is, by id, read on with `?since=ID`. @param rows in the order of their ids */
export function listedSince<Row extends { readonly id: number }>(
  call: RestCall,
  rows: readonly Row[],
  show: (row: Row) => Json,
): RestAnswer {
  const since = Number(call.query.get("since") ?? 0);
  const { perPage } = call.page;
  const left = rows.filter(({ id }) => !(id <= since));
  const shown = left.slice(0, perPage);
  const next = shown.length < left.length ? (shown.at(-1) as Row).id : null;
  return { status: 200, json: shown.map((row) => show(row)), headers: [], since: { next } };
}
