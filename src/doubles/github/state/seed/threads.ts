import type { GithubConfig, IssueConfig, PullRequestConfig, RepositoryConfig } from "../../config.ts";
import { addComment } from "../../domain/comments.ts";
import { noteGiven } from "../../domain/issue-fields.ts";
import { addIssue, closeIssue, lockIssue, openIssue } from "../../domain/issues.ts";
import type { Draft } from "../draft.ts";
import type { IssueRow, RepositoryRow } from "../rows.ts";
import { folded, nameWithin } from "../tables.ts";
import { rowNamed, rowOf } from "../view.ts";
import { authorOf } from "./author.ts";
import { repositoryOf } from "./forks.ts";
import { seedPull, settlePulls } from "./pulls.ts";

/** An issue or a pull request. */
type Thread =
  | { readonly kind: "issue"; readonly config: IssueConfig }
  | { readonly kind: "pull"; readonly config: PullRequestConfig };

/** Issues and pull requests: those whose numbers are said keep them, the others take the numbers between. */
export function seedThreads(draft: Draft, config: GithubConfig): void {
  for (const { owner, name } of config.repositories) {
    seedRepository(draft, repositoryOf(draft, `${owner}/${name}`), threadsOf(config, { owner, name }));
  }
  settlePulls(draft);
}

function threadsOf(
  { issues, pullRequests }: GithubConfig,
  { owner, name }: Pick<RepositoryConfig, "owner" | "name">,
): readonly Thread[] {
  const here = (one: IssueConfig | PullRequestConfig): boolean =>
    folded(one.repository) === folded(`${owner}/${name}`);
  return [
    ...issues.filter(here).map((config) => ({ kind: "issue" as const, config })),
    ...pullRequests.filter(here).map((config) => ({ kind: "pull" as const, config })),
  ];
}

function seedRepository(draft: Draft, repository: RepositoryRow, threads: readonly Thread[]): void {
  const seeded = numbered(threads).map(([number, thread]) => {
    const row = rowOf(draft, "repository", repository.id);
    draft.change("repository", row, { lastNumber: number - 1 });
    return { thread, issue: seedThread(draft, repository, thread) };
  });
  const pulls = seeded.flatMap(({ thread, issue }) =>
    thread.kind === "pull" ? [{ config: thread.config, issue }] : [],
  );
  // What is merged moves the branches that the others are to be merged into.
  for (const merged of [true, false])
    for (const { config, issue } of pulls)
      if (config.merged === merged) seedPull(draft, repository, now(draft, issue), config);
  for (const { thread, issue } of seeded) settle(draft, repository, thread, issue);
}

/** Threads by their numbers, lowest first. */
function numbered(threads: readonly Thread[]): readonly (readonly [number, Thread])[] {
  const taken = new Set(threads.flatMap(({ config: { number } }) => number ?? []));
  let next = 0;
  const all = threads.map((thread): readonly [number, Thread] => {
    if (thread.config.number !== null) return [thread.config.number, thread];
    do next += 1;
    while (taken.has(next));
    return [next, thread];
  });
  return all.toSorted(([one], [other]) => one - other);
}

function seedThread(draft: Draft, repository: RepositoryRow, thread: Thread): IssueRow {
  const { config } = thread;
  const author = authorOf(draft, config.author, repository);
  const input = {
    title: config.title,
    body: config.body,
    labels: config.labels.map((name) => rowNamed(draft, "label", nameWithin(repository.id, name)).id),
    assignees: config.assignees.map((login) => rowNamed(draft, "account", folded(login)).id),
    milestone:
      draft.list("milestone", repository.id).find(({ title }) => title === config.milestone)?.id ?? null,
  };
  const issue =
    thread.kind === "issue"
      ? openIssue(draft, author, repository, input)
      : addIssue(draft, author, repository, { ...input, isPull: true });
  for (const { author: by, body } of config.comments)
    addComment(draft, authorOf(draft, by, repository), now(draft, issue), body);
  if (thread.kind === "pull") noteGiven(draft, author, now(draft, issue));
  return issue;
}

/** Closes and locks what is closed and locked. */
function settle(draft: Draft, repository: RepositoryRow, thread: Thread, issue: IssueRow): void {
  const { config } = thread;
  const author = authorOf(draft, config.author, repository);
  if (config.state === "closed") closeIssue(draft, author, now(draft, issue), { reason: reasonOf(thread) });
  else if (thread.kind === "issue" && thread.config.stateReason === "reopened")
    draft.change("issue", now(draft, issue), { stateReason: "reopened" });
  if (config.locked) lockIssue(draft, author, now(draft, issue), null);
}

function reasonOf(thread: Thread): "completed" | "not_planned" | null {
  const reason = thread.kind === "issue" ? thread.config.stateReason : null;
  return reason === "reopened" ? null : reason;
}

function now(draft: Draft, { id }: IssueRow): IssueRow {
  return rowOf(draft, "issue", id);
}
