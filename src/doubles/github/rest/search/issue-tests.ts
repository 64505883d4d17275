import { rowOf } from "../../state/view.ts";
import { mainLanguage } from "../../domain/languages.ts";
import { mentionedLogins } from "../../domain/references.ts";
import type { IssueRow, PullRow, RepositoryRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import { reactionGroup } from "../../views/reactions.ts";
import type { SearchTerm } from "./grammar.ts";
import { reviewTest, statusTest } from "./pull-tests.ts";
import { accountId, inPlace, nameOf, numbersIn, timesIn, type Searcher } from "./searching.ts";
import { hasPhrase, wordsOf } from "./words.ts";

/** Whether an issue or a pull request is one of those that are searched for. */
export type IssueTest = (issue: IssueRow) => boolean;

/** What one value of a qualifier asks for; undefined: the qualifier is not known, which makes it a word. */
type Qualifier = (call: Searcher, value: string, name: string) => IssueTest;

const place: Qualifier = (call, value, name) => {
  const test = inPlace(call, name, value);
  return ({ repository }) => test(repository);
};

const never: IssueTest = () => false;

/** By name. Everything that GitHub's documentation lists and that the state can tell. */
const qualifiers: Readonly<Record<string, Qualifier>> = {
  repo: place,
  user: place,
  org: place,
  is: (call, value) => isTest(call, value.toLowerCase()),
  type: (_call, value) => kindTest(value.toLowerCase()) ?? never,
  state:
    (_call, value) =>
    ({ state }) =>
      state === value.toLowerCase(),
  reason:
    (_call, value) =>
    ({ stateReason }) =>
      stateReason === value.toLowerCase().replaceAll(" ", "_"),
  author: (call, value) => authored(call, value),
  assignee: (call, value) => assigned(call, value),
  mentions: (call, value) => mentions(call, value),
  commenter: (call, value) => commented(call, value),
  involves: (call, value) => {
    const tests = [authored, assigned, mentions, commented].map((test) => test(call, value));
    return (issue) => tests.some((test) => test(issue));
  },
  label:
    ({ draft }, value) =>
    ({ labels }) =>
      labels.some((id) => folded(rowOf(draft, "label", id).name) === folded(value)),
  milestone:
    ({ draft }, value) =>
    ({ milestone }) =>
      milestone !== null && folded(rowOf(draft, "milestone", milestone).title) === folded(value),
  no: (_call, value) => (issue) => isWithout(issue, value.toLowerCase()),
  has: (_call, value) => (issue) => !isWithout(issue, value.toLowerCase()),
  created: (_call, value) => {
    const test = timesIn(value);
    return ({ createdAt }) => test(createdAt);
  },
  updated: (_call, value) => {
    const test = timesIn(value);
    return ({ updatedAt }) => test(updatedAt);
  },
  closed: (_call, value) => {
    const test = timesIn(value);
    return ({ closedAt }) => test(closedAt);
  },
  merged: (call, value) => {
    const test = timesIn(value);
    return ofPull(call, ({ mergedAt }) => test(mergedAt));
  },
  comments: (_call, value) => {
    const test = numbersIn(value);
    return ({ comments }) => test(comments);
  },
  reactions: (call, value) => {
    const test = numbersIn(value);
    return ({ id }) => test(call.draft.count("reaction", reactionGroup("issue", id)));
  },
  interactions: (call, value) => {
    const test = numbersIn(value);
    return ({ id, comments }) => test(comments + call.draft.count("reaction", reactionGroup("issue", id)));
  },
  head: (call, value) => ofPull(call, ({ headRef }) => headRef.startsWith(value)),
  base: (call, value) => ofPull(call, ({ baseRef }) => baseRef.startsWith(value)),
  draft: (call, value) => ofPull(call, ({ draft }) => String(draft) === value.toLowerCase()),
  sha: (call, value) =>
    ofPull(
      call,
      ({ headSha, mergeCommitSha }) =>
        value.length >= 7 &&
        [headSha, mergeCommitSha ?? ""].some((sha) => sha.startsWith(value.toLowerCase())),
    ),
  review: (call, value) => reviewTest(call, value.toLowerCase()),
  "reviewed-by": (call, value) => {
    const id = accountId(call, value);
    return (issue) =>
      call.draft.list("review", issue.id).some(({ author, state }) => author === id && state !== "PENDING");
  },
  "review-requested": (call, value) => {
    const id = accountId(call, value);
    return ofPull(call, ({ requestedReviewers }) => requestedReviewers.includes(id));
  },
  status: (call, value) => statusTest(call, value.toLowerCase()),
  language: (call, value) =>
    ofRepository(
      call,
      (row) => folded(row.language ?? mainLanguage(call.draft, row) ?? "") === folded(value),
    ),
  archived: (call, value) => ofRepository(call, ({ archived }) => String(archived) === value.toLowerCase()),
  // Where words are looked for, and what comes first, is read elsewhere.
  in: () => () => true,
  sort: () => () => true,
};

/** Names of qualifiers whose values are logins. */
export const loginQualifiers = ["author", "assignee", "mentions", "commenter", "involves"] as const;

/** Makes the tests of the terms of one search. @param fields where words are looked for: see textFields */
export function issueTerms(call: Searcher, fields: ReadonlySet<string>): (term: SearchTerm) => IssueTest {
  const known = new Map<number, readonly (readonly string[])[]>();
  const textsOf = (issue: IssueRow): readonly (readonly string[])[] => {
    const before = known.get(issue.id);
    if (before !== undefined) return before;
    const texts = textFields(call, issue, fields).map((text) => wordsOf(text));
    known.set(issue.id, texts);
    return texts;
  };
  return (term) => {
    const qualifier =
      term.kind === "qualifier" && Object.hasOwn(qualifiers, term.name) ? qualifiers[term.name] : undefined;
    if (term.kind === "qualifier" && qualifier !== undefined) {
      const tests = term.values.map((value) => qualifier(call, value, term.name));
      return (issue) => tests.some((test) => test(issue));
    }
    const phrase = wordsOf(term.kind === "text" ? term.text : `${term.name} ${term.values.join(" ")}`);
    return (issue) => phrase.length === 0 || textsOf(issue).some((words) => hasPhrase(words, phrase));
  };
}

/** Title, body and comments, or only some of them. */
function textFields({ draft }: Searcher, issue: IssueRow, fields: ReadonlySet<string>): readonly string[] {
  const has = (field: string): boolean => fields.size === 0 || fields.has(field);
  return [
    ...(has("title") ? [issue.title] : []),
    ...(has("body") ? [issue.body ?? ""] : []),
    ...(has("comments") ? draft.list("comment", issue.id).map(({ body }) => body) : []),
  ];
}

function kindTest(value: string): IssueTest | undefined {
  if (value === "issue") return ({ isPull }) => !isPull;
  return value === "pr" || value === "pull-request" ? ({ isPull }) => isPull : undefined;
}

function isTest(call: Searcher, value: string): IssueTest {
  switch (value) {
    case "open":
    case "closed":
      return ({ state }) => state === value;
    case "merged":
      return ofPull(call, ({ merged }) => merged);
    case "unmerged":
      return ofPull(call, ({ merged }) => !merged);
    case "draft":
      return ofPull(call, ({ draft }) => draft);
    case "locked":
      return ({ locked }) => locked;
    case "unlocked":
      return ({ locked }) => !locked;
    case "public":
    case "private":
    case "internal":
      return ofRepository(call, ({ visibility }) => visibility === value);
    default:
      return kindTest(value) ?? never;
  }
}

function ofPull({ draft }: Searcher, test: (pull: PullRow) => boolean): IssueTest {
  return ({ isPull, id }) => {
    const pull = isPull ? draft.get("pull", id) : undefined;
    return pull !== undefined && test(pull);
  };
}

function ofRepository({ draft }: Searcher, test: (repository: RepositoryRow) => boolean): IssueTest {
  return (issue) => {
    const repository = draft.get("repository", issue.repository);
    return repository !== undefined && test(repository);
  };
}

function authored(call: Searcher, value: string): IssueTest {
  const id = accountId(call, value);
  return ({ author }) => author === id;
}

function assigned(call: Searcher, value: string): IssueTest {
  if (value === "*") return ({ assignees }) => assignees.length > 0;
  const id = accountId(call, value);
  return ({ assignees }) => assignees.includes(id);
}

function mentions(call: Searcher, value: string): IssueTest {
  const login = folded(nameOf(call, value));
  return ({ id, body }) =>
    mentionedLogins(body).includes(login) ||
    call.draft.list("comment", id).some((comment) => mentionedLogins(comment.body).includes(login));
}

function commented(call: Searcher, value: string): IssueTest {
  const id = accountId(call, value);
  return (issue) => call.draft.list("comment", issue.id).some(({ author }) => author === id);
}

/** Projects and types are not kept: no issue has one. */
function isWithout({ labels, assignees, milestone }: IssueRow, what: string): boolean {
  if (what === "label") return labels.length === 0;
  if (what === "assignee") return assignees.length === 0;
  if (what === "milestone") return milestone === null;
  return ["project", "type", "parent-issue"].includes(what);
}
