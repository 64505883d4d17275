import type { AccountRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import { simpleUser } from "../../views/accounts.ts";
import { operation, type Operation } from "../call.ts";
import { searchTest, type SearchTerm } from "./grammar.ts";
import {
  accountId,
  asserted,
  found,
  numbersIn,
  searchIn,
  sorted,
  sortingIn,
  timesIn,
  type Searcher,
} from "./searching.ts";
import { hasPhrase, wordsOf } from "./words.ts";

/** Searches for users and organizations. */
export const userSearches: readonly Operation[] = [
  operation("search/users", (call) => {
    const query = searchIn(call);
    const fields = new Set(asserted(query, "in").map((field) => field.toLowerCase()));
    const test = searchTest(query, (term) => userTerm(call, term, fields));
    const rows = call.draft.list("account").filter((row) => row.type !== "Bot" && test(row));
    const sorting = sortingIn(call, query);
    const key = (row: AccountRow): number | string =>
      sorting.by === "repositories" ? repositoriesOf(call, row) : sorting.by === "joined" ? row.createdAt : 0;
    return found(call, sorted(rows, sorting, key), (row) => simpleUser(row, call.urls));
  }),
];

type UserTest = (row: AccountRow) => boolean;

function userTerm(call: Searcher, term: SearchTerm, fields: ReadonlySet<string>): UserTest {
  if (term.kind === "text") return textTest(term.text, fields);
  const { name, values } = term;
  const qualifier = Object.hasOwn(qualifiers, name) ? qualifiers[name] : undefined;
  if (qualifier === undefined) return textTest(`${name} ${values.join(" ")}`, fields);
  const tests = values.map((value) => qualifier(call, value));
  return (row) => tests.some((test) => test(row));
}

const qualifiers: Readonly<Record<string, (call: Searcher, value: string) => UserTest>> = {
  type:
    (_call, value) =>
    ({ type }) =>
      type === (folded(value) === "org" ? "Organization" : "User"),
  user: (call, value) => {
    const id = accountId(call, value);
    return (row) => row.id === id;
  },
  org: (call, value) => {
    const id = accountId(call, value);
    return (row) => row.id === id;
  },
  location:
    (_call, value) =>
    ({ location }) =>
      hasPhrase(wordsOf(location ?? ""), wordsOf(value)),
  fullname:
    (_call, value) =>
    ({ name }) =>
      hasPhrase(wordsOf(name ?? ""), wordsOf(value)),
  repos: (call, value) => {
    const test = numbersIn(value);
    return (row) => test(repositoriesOf(call, row));
  },
  followers: (_call, value) => {
    const test = numbersIn(value);
    return () => test(0);
  },
  created: (_call, value) => {
    const test = timesIn(value);
    return ({ createdAt }) => test(createdAt);
  },
  in: () => () => true,
  sort: () => () => true,
};

/** Logins are found by how they begin, names and addresses by whole words. */
function textTest(text: string, fields: ReadonlySet<string>): UserTest {
  const phrase = wordsOf(text);
  const has = (field: string): boolean => fields.size === 0 || fields.has(field);
  return ({ login, name, email }) =>
    phrase.length === 0 ||
    (has("login") && folded(login).startsWith(folded(text))) ||
    (has("name") && hasPhrase(wordsOf(name ?? ""), phrase)) ||
    (has("email") && hasPhrase(wordsOf(email ?? ""), phrase));
}

function repositoriesOf({ draft }: Searcher, { id }: AccountRow): number {
  return draft.list("repository", id).filter(({ visibility }) => visibility === "public").length;
}
