import type { Draft } from "../state/draft.ts";
import type { AccountRow, IssueLinkRow, IssueRow } from "../state/rows.ts";
import { rowOf, type View } from "../state/view.ts";
import { fullName } from "../rest/find-repository.ts";
import { addTimeline } from "./timeline.ts";

/** What one issue is to another. */
export type LinkKind = IssueLinkRow["kind"];

/** How GitHub calls the two sides of a link: the webhook's event, what the issue has, and what the other one has. */
const sides: Readonly<Record<LinkKind, readonly [event: string, issue: string, other: string]>> = {
  "sub-issue": ["sub_issues", "sub_issue", "parent_issue"],
  "blocked-by": ["issue_dependencies", "blocked_by", "blocking"],
};

/** What an issue has: its sub-issues in their order, or what it is blocked by. */
export function linkedIssues(view: View, kind: LinkKind, issue: number): readonly IssueRow[] {
  return linksOf(view, kind, issue).map(({ other }) => rowOf(view, "issue", other));
}

/** Whose an issue is: its parent, or what it blocks. */
export function linkingIssues(view: View, kind: LinkKind, other: number): readonly IssueRow[] {
  return view
    .list("issueLink", kind)
    .filter((link) => link.other === other)
    .map((link) => rowOf(view, "issue", link.issue));
}

function linksOf(view: View, kind: LinkKind, issue: number): readonly IssueLinkRow[] {
  return view
    .list("issueLink", kind)
    .filter((link) => link.issue === issue)
    .toSorted((left, right) => left.position - right.position);
}

/** Links two issues that are not linked so yet, and tells it in both timelines. */
export function linkIssues(
  draft: Draft,
  actor: AccountRow,
  kind: LinkKind,
  issue: IssueRow,
  other: IssueRow,
): void {
  const links = linksOf(draft, kind, issue.id);
  const position = (links.at(-1)?.position ?? 0) + 1;
  draft.add("issueLink", { kind, repository: issue.repository, issue: issue.id, other: other.id, position });
  tell(draft, actor, kind, issue, other, "added");
}

/** Takes a link that is there away. */
export function unlinkIssues(
  draft: Draft,
  actor: AccountRow,
  kind: LinkKind,
  issue: IssueRow,
  other: IssueRow,
): void {
  for (const link of linksOf(draft, kind, issue.id))
    if (link.other === other.id) draft.remove("issueLink", link.id);
  tell(draft, actor, kind, issue, other, "removed");
}

/** Puts one of several linked issues into another place among them. @param place from 0 */
export function moveLinked(
  draft: Draft,
  actor: AccountRow,
  kind: LinkKind,
  issue: IssueRow,
  other: number,
  place: number,
): void {
  const links = linksOf(draft, kind, issue.id);
  const moved = links.filter((link) => link.other === other);
  const rest = links.filter((link) => link.other !== other);
  for (const [index, link] of [...rest.slice(0, place), ...moved, ...rest.slice(place)].entries())
    if (link.position !== index + 1) draft.change("issueLink", link, { position: index + 1 });
  draft.emit("backlot.sub_issues_moved", {
    actor: actor.login,
    repository: nameOf(draft, issue),
    facts: { issue: issue.id, other },
  });
}

function tell(
  draft: Draft,
  actor: AccountRow,
  kind: LinkKind,
  issue: IssueRow,
  other: IssueRow,
  what: "added" | "removed",
): void {
  const [event, mine, theirs] = sides[kind];
  addTimeline(draft, actor, issue, `${mine}_${what}`, { other: other.id });
  addTimeline(draft, actor, other, `${theirs}_${what}`, { other: issue.id });
  const facts = { issue: issue.id, other: other.id };
  draft.emit(`${event}.${mine}_${what}`, { actor: actor.login, repository: nameOf(draft, issue), facts });
  draft.emit(`${event}.${theirs}_${what}`, { actor: actor.login, repository: nameOf(draft, other), facts });
}

function nameOf(draft: Draft, { repository }: IssueRow): string {
  return fullName(draft, rowOf(draft, "repository", repository));
}
