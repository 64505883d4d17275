import type { Json } from "../../../core/index.ts";
import { anonymous } from "../access/actor.ts";
import { roleIn } from "../access/policy.ts";
import { fullName } from "../rest/find-repository.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, IssueRow, RepositoryRow, TimelineRow } from "../state/rows.ts";
import { mentionedLogins, referencedIssues } from "./references.ts";

/** What a row of a timeline tells besides who and when. */
export type TimelineDetail = TimelineRow["detail"];

/**
 * Adds a row to the timeline of an issue or a pull request. Rows called "commented", "reviewed", "committed" and
 * "cross-referenced" stand for what their detail names, so that one sequence orders all that happened.
 */
export function addTimeline(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  event: string,
  { commitSha = null, ...detail }: TimelineDetail & { readonly commitSha?: string | null } = {},
): TimelineRow {
  const { id, repository } = issue;
  const createdAt = draft.at;
  return draft.add("timeline", {
    repository,
    issue: id,
    event,
    actor: actor.id,
    commitSha,
    detail,
    createdAt,
  });
}

/** Emits what happened to an issue or a pull request under GitHub's name: "issues.closed", "pull_request.closed". */
export function emitIssueEvent(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  action: string,
  facts: Readonly<Record<string, Json>> = {},
): void {
  const repository = draft.get("repository", issue.repository) as RepositoryRow;
  draft.emit(`${issue.isPull ? "pull_request" : "issues"}.${action}`, {
    actor: actor.login,
    repository: fullName(draft, repository),
    facts: { issue: issue.id, number: issue.number, ...facts },
  });
}

/**
 * Tells the timelines what a new text does: who is mentioned, and which issues it refers to. Texts that are edited tell
 * only what they did not say before; nobody learns so of a repository that they may not see.
 */
export function noteReferences(
  draft: Draft,
  actor: AccountRow,
  issue: IssueRow,
  text: string | null,
  before: string | null = null,
): void {
  const repository = draft.get("repository", issue.repository) as RepositoryRow;
  const known = new Set(mentionedLogins(before));
  for (const login of mentionedLogins(text)) {
    const account = known.has(login) ? undefined : draft.named("account", login);
    if (account?.type !== "User" || !knows(draft, account, repository)) continue;
    addTimeline(draft, account, issue, "mentioned");
    addTimeline(draft, account, issue, "subscribed");
  }
  const referred = new Set(referencedIssues(draft, repository, before).map(({ issue: { id } }) => id));
  for (const { issue: other } of referencedIssues(draft, repository, text)) {
    if (other.id === issue.id || referred.has(other.id)) continue;
    const home = draft.get("repository", other.repository);
    if (home === undefined || !knows(draft, actor, home)) continue;
    addTimeline(draft, actor, other, "cross-referenced", { source: issue.id });
  }
}

/** Whether an account may know of a repository. Apps are held to what their tokens say, which is known elsewhere. */
function knows(draft: Draft, account: AccountRow, repository: RepositoryRow): boolean {
  return (
    account.type === "Bot" || roleIn(draft, { ...anonymous, kind: "user", account }, repository) !== null
  );
}
