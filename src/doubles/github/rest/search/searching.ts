import type { Json, JsonObject } from "../../../../core/index.ts";
import type { Actor } from "../../access/actor.ts";
import { canSee, mayDo } from "../../access/policy.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import type { View } from "../../state/view.ts";
import type { RestAnswer } from "../answer.ts";
import type { RestCall } from "../call.ts";
import { repositoryNamed } from "../find-repository.ts";
import { searchResultsMax } from "../links.ts";
import { validationFailed, type ApiProblem } from "../problem.ts";
import { assertedTerms, countOperators, parseSearch, type SearchQuery, type SearchTerm } from "./grammar.ts";
import { numberRange, timeRange } from "./ranges.ts";

/** GitHub's own limits: characters of words (qualifiers are not counted), and operators. */
const searchLengthMax = 256;
/** See searchLengthMax. */
const operatorsMax = 5;

/** Who searches, and in what. */
export interface Searcher {
  readonly draft: View;
  readonly actor: Actor;
}

/** What is searched for. @throws ApiProblem 422, as GitHub refuses it */
export function searchIn(call: RestCall): SearchQuery {
  const text = call.query.get("q") ?? "";
  if (text.trim() === "") throw validationFailed({ resource: "Search", field: "q", code: "missing" });
  if (countOperators(text) > operatorsMax)
    throw refused("More than five AND / OR / NOT operators were used.");
  const query = parseSearch(text);
  const words = termsOf(query).flatMap((term) => (term.kind === "text" ? [term.text] : []));
  if (words.join(" ").length > searchLengthMax)
    throw refused(`The search is longer than ${searchLengthMax} characters.`);
  return query;
}

/** All terms, negated or not. */
function termsOf(query: SearchQuery): readonly SearchTerm[] {
  if (query.kind === "all" || query.kind === "any") return query.of.flatMap((one) => termsOf(one));
  return query.kind === "not" ? termsOf(query.of) : [query];
}

/** GitHub's refusal of a search. */
export function refused(message: string): ApiProblem {
  return validationFailed({ message, resource: "Search", field: "q", code: "invalid" });
}

/** The values of qualifiers that are asked for, not those that are negated. */
export function asserted(query: SearchQuery, ...names: readonly string[]): readonly string[] {
  return assertedTerms(query).flatMap((term) =>
    term.kind === "qualifier" && names.includes(term.name) ? term.values : [],
  );
}

/**
 * The repositories that a search is about: those that the caller may see.
 * @param read published id of what reads the same of one repository, where seeing it is not enough
 * @throws ApiProblem 422 where it names some, and none of them is there
 */
export function searched(call: Searcher, query: SearchQuery, read = "repos/get"): readonly RepositoryRow[] {
  const { draft, actor } = call;
  const names = asserted(query, "repo");
  const owners = asserted(query, "user", "org");
  const known =
    names.some((name) => visibleNamed(call, name) !== null) ||
    owners.some((login) => draft.named("account", folded(nameOf(call, login))) !== undefined);
  if (names.length + owners.length > 0 && !known)
    throw refused(
      "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.",
    );
  return draft.list("repository").filter((repository) => mayDo(draft, actor, repository, read));
}

function visibleNamed({ draft, actor }: Searcher, fullName: string): RepositoryRow | null {
  const [owner = "", name = ""] = fullName.split("/");
  const found = repositoryNamed(draft, owner, name);
  return found !== null && canSee(draft, actor, found) ? found : null;
}

/** A login as a search may say it: "@me" is who is signed in. */
export function nameOf({ actor }: Searcher, login: string): string {
  return login === "@me" && actor.account !== null ? actor.account.login : login.replace(/^@/, "");
}

/** The id of an account that a search names; 0: there is none. */
export function accountId(call: Searcher, login: string): number {
  return call.draft.named("account", folded(nameOf(call, login)))?.id ?? 0;
}

/** Whether something belongs to a repository that is named by "repo:", "user:" or "org:". */
export function inPlace(call: Searcher, name: string, value: string): (repository: number) => boolean {
  if (name === "repo") {
    const id = visibleNamed(call, value)?.id;
    return (repository) => repository === id;
  }
  const owner = accountId(call, value);
  return (repository) => call.draft.get("repository", repository)?.owner === owner;
}

/** A range of times. @throws ApiProblem 422 */
export function timesIn(value: string): (time: string | null) => boolean {
  const test = timeRange(value);
  if (test !== undefined) return test;
  const what = JSON.stringify(value);
  throw refused(
    `${what} is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as YYYY-MM-DD.`,
  );
}

/** A range of numbers: one that is none lets nothing through. */
export function numbersIn(value: string): (number: number) => boolean {
  return numberRange(value) ?? (() => false);
}

/** What results are ordered by. */
export interface Sorting {
  readonly by: string;
  readonly sign: 1 | -1;
}

/** As "sort:updated-asc" says it. The highest and newest come first unless asked otherwise. */
export function sortingOf(query: SearchQuery): Sorting {
  const said = asserted(query, "sort")[0] ?? "";
  return { by: said.replace(/-(?:asc|desc)$/, ""), sign: said.endsWith("-asc") ? 1 : -1 };
}

/** By "sort" and "order" of the request, which go before what the search itself says. */
export function sortingIn(call: RestCall, query: SearchQuery): Sorting {
  const by = call.query.get("sort");
  return by === null ? sortingOf(query) : { by, sign: call.query.get("order") === "asc" ? 1 : -1 };
}

/** Orders by a number or a text of each row; what is equal, newest first. */
export function sorted<Row extends { readonly id: number }>(
  rows: readonly Row[],
  { sign }: Sorting,
  by: (row: Row) => number | string,
): readonly Row[] {
  const keyed = rows.map((row) => ({ row, key: by(row) }));
  keyed.sort((left, right) =>
    left.key === right.key ? right.row.id - left.row.id : left.key < right.key ? -sign : sign,
  );
  return keyed.map(({ row }) => row);
}

/** An answer to a search: the page that is asked for, and what else it tells. */
export function found<Row>(
  call: RestCall,
  rows: readonly Row[],
  show: (row: Row) => JsonObject,
  more: JsonObject = {},
): RestAnswer {
  const { page, perPage } = call.page;
  const from = (page - 1) * perPage;
  const items: Json[] = rows
    .slice(from, Math.min(from + perPage, searchResultsMax))
    .map((row) => ({ ...show(row), score: 1 }));
  return {
    status: 200,
    json: { total_count: rows.length, incomplete_results: false, ...more, items },
    headers: [],
    page: { page, perPage, total: Math.min(rows.length, searchResultsMax) },
  };
}
