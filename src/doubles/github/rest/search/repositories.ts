import { accountOf } from "../../views/accounts.ts";
import { mainLanguage } from "../../domain/languages.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import type { View } from "../../state/view.ts";
import { listedRepository } from "../../views/repositories.ts";
import { operation, type Operation } from "../call.ts";
import { searchTest, type SearchQuery, type SearchTerm } from "./grammar.ts";
import {
  asserted,
  found,
  inPlace,
  numbersIn,
  searched,
  searchIn,
  sorted,
  sortingIn,
  sortingOf,
  timesIn,
  type Searcher,
  type Sorting,
} from "./searching.ts";
import { hasPhrase, wordsOf } from "./words.ts";

/** Searches for repositories. */
export const repositorySearches: readonly Operation[] = [
  operation("search/repos", (call) => {
    const query = searchIn(call);
    const shown = { view: call.draft, urls: call.urls, actor: call.actor };
    return found(call, searchRepositories(call, query, sortingIn(call, query)), (row) =>
      listedRepository(shown, row),
    );
  }),
];

/** Repositories that a search finds, in its order. Forks are left out unless they are asked for. @throws ApiProblem 422 */
function searchRepositories(
  call: Searcher,
  query: SearchQuery,
  sorting: Sorting = sortingOf(query),
): readonly RepositoryRow[] {
  const { draft } = call;
  const fields = new Set(asserted(query, "in").map((field) => field.toLowerCase()));
  const test = searchTest(query, (term) => repositoryTerm(call, term, fields));
  const forks = asserted(query, "fork")[0];
  const rows = searched(call, query)
    .filter(({ parent }) => parent === null || forks === "true" || forks === "only")
    .filter((row) => test(row));
  const keys = new Map<string, (row: RepositoryRow) => number | string>([
    ["stars", ({ id }) => draft.count("star", id)],
    ["forks", ({ id }) => forksOf(draft, id)],
    ["updated", ({ updatedAt }) => updatedAt],
    ["help-wanted-issues", ({ id }) => labelledIssues(draft, id, "help wanted")],
  ]);
  return sorted(rows, sorting, keys.get(sorting.by) ?? ((row) => row.createdAt));
}

type RepositoryTest = (row: RepositoryRow) => boolean;

function repositoryTerm(call: Searcher, term: SearchTerm, fields: ReadonlySet<string>): RepositoryTest {
  const { draft } = call;
  if (term.kind === "text") return textTest(draft, term.text, fields);
  const qualifier = Object.hasOwn(qualifiers, term.name) ? qualifiers[term.name] : undefined;
  if (qualifier === undefined) return textTest(draft, `${term.name} ${term.values.join(" ")}`, fields);
  const tests = term.values.map((value) => qualifier(call, value, term.name));
  return (row) => tests.some((test) => test(row));
}

type Qualifier = (call: Searcher, value: string, name: string) => RepositoryTest;

const place: Qualifier = (call, value, name) => {
  const test = inPlace(call, name, value);
  return ({ id }) => test(id);
};

const counted =
  (count: (view: View, row: RepositoryRow) => number): Qualifier =>
  ({ draft }, value) => {
    const test = numbersIn(value);
    return (row) => test(count(draft, row));
  };

const timed =
  (time: (row: RepositoryRow) => string): Qualifier =>
  (_call, value) => {
    const test = timesIn(value);
    return (row) => test(time(row));
  };

const qualifiers: Readonly<Record<string, Qualifier>> = {
  repo: place,
  user: place,
  org: place,
  language:
    ({ draft }, value) =>
    (row) =>
      folded(row.language ?? mainLanguage(draft, row) ?? "") === folded(value),
  topic:
    (_call, value) =>
    ({ topics }) =>
      topics.includes(folded(value)),
  is:
    (_call, value) =>
    ({ visibility }) =>
      visibility === value.toLowerCase(),
  archived:
    (_call, value) =>
    ({ archived }) =>
      String(archived) === value.toLowerCase(),
  template:
    (_call, value) =>
    ({ isTemplate }) =>
      String(isTemplate) === value.toLowerCase(),
  mirror: (_call, value) => () => value.toLowerCase() === "false",
  fork:
    (_call, value) =>
    ({ parent }) =>
      value.toLowerCase() !== "only" || parent !== null,
  topics: counted((_view, { topics }) => topics.length),
  stars: counted((view, { id }) => view.count("star", id)),
  forks: counted((view, { id }) => forksOf(view, id)),
  "good-first-issues": counted((view, { id }) => labelledIssues(view, id, "good first issue")),
  "help-wanted-issues": counted((view, { id }) => labelledIssues(view, id, "help wanted")),
  created: timed(({ createdAt }) => createdAt),
  updated: timed(({ updatedAt }) => updatedAt),
  pushed: timed(({ pushedAt }) => pushedAt),
  in: () => () => true,
  sort: () => () => true,
};

/** Names are found by any part of them, descriptions and topics by whole words. */
function textTest(view: View, text: string, fields: ReadonlySet<string>): RepositoryTest {
  const phrase = wordsOf(text);
  const has = (field: string): boolean => fields.size === 0 || fields.has(field);
  return (row) => {
    const owner = accountOf(view, row.owner).login;
    const name = folded(`${owner}/${row.name}`);
    return (
      phrase.length === 0 ||
      (has("name") && (text.includes("/") ? name : folded(row.name)).includes(folded(text))) ||
      (has("name") && hasPhrase(wordsOf(row.name), phrase)) ||
      (has("description") && hasPhrase(wordsOf(row.description ?? ""), phrase)) ||
      (has("topics") && row.topics.some((topic) => hasPhrase(wordsOf(topic), phrase)))
    );
  };
}

function forksOf(view: View, id: number): number {
  return view.list("repository").filter(({ parent }) => parent === id).length;
}

function labelledIssues(view: View, repository: number, name: string): number {
  const label = view.list("label", repository).find((one) => folded(one.name) === name);
  if (label === undefined) return 0;
  return view
    .list("issue", repository)
    .filter(({ state, isPull, labels }) => state === "open" && !isPull && labels.includes(label.id)).length;
}
