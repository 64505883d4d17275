import { findCommit } from "../../domain/find-commit.ts";
import { objectsOf } from "../../domain/objects.ts";
import { accountByEmail } from "../../domain/people.ts";
import { timeOf } from "../../domain/times.ts";
import { walk, type Commit, type GitPerson } from "../../git/index.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { commitView } from "../../views/commits.ts";
import { minimalRepository } from "../../views/repositories.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { searchTest, type SearchTerm } from "./grammar.ts";
import {
  accountId,
  found,
  inPlace,
  searched,
  searchIn,
  sortingIn,
  timesIn,
  type Searcher,
} from "./searching.ts";
import { hasPhrase, wordsOf } from "./words.ts";

/** Searches for commits of default branches. */
export const commitSearches: readonly Operation[] = [
  operation("search/commits", (call) => {
    const { draft, urls, actor } = call;
    const query = searchIn(call);
    const test = searchTest(query, (term) => commitTerm(call, term));
    const rows = searched(call, query, "repos/list-commits")
      .flatMap((repository) => commitsOf(call, repository))
      .filter((row) => test(row));
    const { by, sign } = sortingIn(call, query);
    const seconds = ({ commit }: FoundRow): number =>
      (by === "committer-date" ? commit.committer : commit.author).seconds;
    const sorted =
      by === "author-date" || by === "committer-date"
        ? rows.toSorted((left, right) => sign * (seconds(left) - seconds(right)))
        : rows;
    return found(call, sorted, ({ repository, sha, commit }) => ({
      ...commitView(
        { view: draft, urls, repository: repository.id, name: fullName(draft, repository) },
        { sha, commit },
      ),
      repository: minimalRepository({ view: draft, urls, actor }, repository),
    }));
  }),
];

interface FoundRow {
  readonly repository: RepositoryRow;
  readonly sha: string;
  readonly commit: Commit;
}

function commitsOf({ draft }: RestCall, repository: RepositoryRow): readonly FoundRow[] {
  const head = findCommit(draft, repository, repository.defaultBranch);
  if (head === undefined) return [];
  return Array.from(walk(objectsOf(draft, repository), { from: [head] }), (row) => ({ repository, ...row }));
}

type CommitTest = (row: FoundRow) => boolean;

function commitTerm(call: Searcher, term: SearchTerm): CommitTest {
  if (term.kind === "text") return messageTest(term.text);
  const qualifier = Object.hasOwn(qualifiers, term.name) ? qualifiers[term.name] : undefined;
  if (qualifier === undefined) return messageTest(`${term.name} ${term.values.join(" ")}`);
  const tests = term.values.map((value) => qualifier(call, value, term.name));
  return (row) => tests.some((test) => test(row));
}

function messageTest(text: string): CommitTest {
  const phrase = wordsOf(text);
  return ({ commit }) => hasPhrase(wordsOf(commit.message), phrase);
}

type Qualifier = (call: Searcher, value: string, name: string) => CommitTest;

const place: Qualifier = (call, value, name) => {
  const test = inPlace(call, name, value);
  return ({ repository }) => test(repository.id);
};

/** "author", "author-name", "author-email" and "author-date", and the same of the committer. */
function ofPerson(role: "author" | "committer"): Readonly<Record<string, Qualifier>> {
  const by =
    (test: (person: GitPerson) => boolean): CommitTest =>
    ({ commit }) =>
      test(commit[role]);
  return {
    [role]: (call, value) => {
      const id = accountId(call, value);
      return by(({ email }) => accountByEmail(call.draft, email)?.id === id);
    },
    [`${role}-name`]: (_call, value) => by(({ name }) => hasPhrase(wordsOf(name), wordsOf(value))),
    [`${role}-email`]: (_call, value) => by(({ email }) => email.toLowerCase() === value.toLowerCase()),
    [`${role}-date`]: (_call, value) => {
      const test = timesIn(value);
      return by(({ seconds }) => test(timeOf(seconds)));
    },
  };
}

const qualifiers: Readonly<Record<string, Qualifier>> = {
  repo: place,
  user: place,
  org: place,
  ...ofPerson("author"),
  ...ofPerson("committer"),
  merge:
    (_call, value) =>
    ({ commit }) =>
      String(commit.parents.length > 1) === value.toLowerCase(),
  hash:
    (_call, value) =>
    ({ sha }) =>
      sha.startsWith(value.toLowerCase()),
  parent:
    (_call, value) =>
    ({ commit }) =>
      commit.parents.some((sha) => sha.startsWith(value.toLowerCase())),
  tree:
    (_call, value) =>
    ({ commit }) =>
      commit.tree.startsWith(value.toLowerCase()),
  is:
    (_call, value) =>
    ({ repository }) =>
      repository.visibility === value.toLowerCase(),
  sort: () => () => true,
};
