import type { GithubConfig, IssueConfig, PullRequestConfig } from "../../config.ts";
import { addComment } from "../../domain/comments.ts";
import { noteGiven } from "../../domain/issue-fields.ts";
import { addIssue, closeIssue, lockIssue } from "../../domain/issues.ts";
import { repositoryNamed } from "../../rest/find-repository.ts";
import type { Draft } from "../draft.ts";
import type { AccountRow, IssueRow, RepositoryRow } from "../rows.ts";
import { folded, nameWithin } from "../tables.ts";

/** What issues and pull requests have in common. */
type Thread = IssueConfig | PullRequestConfig;

/** Issues with their comments and timelines. Pull requests follow in a file of their own, with the numbers left to them. */
export function seedIssues(draft: Draft, config: GithubConfig): void {
  const numbers = threadNumbers(config);
  for (const one of config.issues) {
    const issue = seedThread(draft, config, one, numbers.get(one) ?? 1, false);
    if (issue !== null) seedState(draft, config, one, issue);
  }
  for (const { owner, name } of config.repositories) {
    const repository = repositoryNamed(draft, owner, name);
    const taken = [...numbers].flatMap(([one, number]) =>
      folded(one.repository) === folded(`${owner}/${name}`) ? [number] : [],
    );
    if (repository !== null && taken.length > 0)
      draft.change("repository", repository, { lastNumber: Math.max(repository.lastNumber, ...taken) });
  }
}

/**
 * The numbers of all issues and pull requests, which share one sequence in each repository: those that the scenario says,
 * then for the others, issues first, the lowest that are free.
 */
export function threadNumbers({ issues, pullRequests }: GithubConfig): ReadonlyMap<Thread, number> {
  const numbers = new Map<Thread, number>();
  const taken = new Set<string>();
  const threads: readonly Thread[] = [...issues, ...pullRequests];
  for (const one of threads) {
    if (one.number === null) continue;
    numbers.set(one, one.number);
    taken.add(nameOf(one, one.number));
  }
  for (const one of threads) {
    if (one.number !== null) continue;
    let number = 1;
    while (taken.has(nameOf(one, number))) number += 1;
    numbers.set(one, number);
    taken.add(nameOf(one, number));
  }
  return numbers;
}

function nameOf({ repository }: Thread, number: number): string {
  return `${folded(repository)}#${number}`;
}

/**
 * Adds the issue, or the issue side of a pull request, with labels, assignees, milestone and comments; open and unlocked.
 * @returns null where the repository is not there
 */
export function seedThread(
  draft: Draft,
  config: GithubConfig,
  one: Thread,
  number: number,
  isPull: boolean,
): IssueRow | null {
  const [owner = "", name = ""] = one.repository.split("/");
  const repository = repositoryNamed(draft, owner, name);
  if (repository === null) return null;
  const author = authorOf(draft, config, repository, one.author);
  const added = addIssue(draft, author, repository, {
    isPull,
    number,
    title: one.title,
    body: one.body,
    labels: one.labels.flatMap((label) => draft.named("label", nameWithin(repository.id, label))?.id ?? []),
    assignees: one.assignees.flatMap((login) => draft.named("account", folded(login))?.id ?? []),
    milestone:
      draft.list("milestone", repository.id).find(({ title }) => title === one.milestone)?.id ?? null,
  });
  noteGiven(draft, author, added);
  for (const { author: login, body } of one.comments) {
    const issue = draft.get("issue", added.id) ?? added;
    addComment(draft, authorOf(draft, config, repository, login), issue, body);
  }
  return draft.get("issue", added.id) ?? added;
}

function seedState(draft: Draft, config: GithubConfig, one: IssueConfig, added: IssueRow): void {
  const repository = draft.get("repository", added.repository) as RepositoryRow;
  const author = authorOf(draft, config, repository, one.author);
  let issue = added;
  const { stateReason: reason } = one;
  if (one.state === "closed")
    issue = closeIssue(draft, author, issue, reason === "reopened" ? {} : { reason });
  else if (reason === "reopened") issue = draft.change("issue", issue, { stateReason: reason });
  if (one.locked) lockIssue(draft, author, issue, null);
}

/** Who wrote something: who is said, or the repository's owner, or the first user where that is an organization. */
export function authorOf(
  draft: Draft,
  { users }: GithubConfig,
  repository: RepositoryRow,
  login: string | null,
): AccountRow {
  const owner = draft.get("account", repository.owner) as AccountRow;
  const first = owner.type === "User" ? owner.login : (users[0]?.login ?? owner.login);
  return draft.named("account", folded(login ?? first)) ?? owner;
}
