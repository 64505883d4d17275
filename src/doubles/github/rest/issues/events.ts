import type { JsonObject } from "../../../../core/index.ts";
import { contentOf } from "../../domain/pull-content.ts";
import { timeOf } from "../../domain/times.ts";
import type { FoundCommit } from "../../git/index.ts";
import type { IssueRow } from "../../state/rows.ts";
import { gitCommitView } from "../../views/commits.ts";
import { eventView, eventWithIssue, isEvent, timelineEntry } from "../../views/timeline.ts";
import { answered } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { commitShown } from "../contents/git-call.ts";
import { notFound } from "../problem.ts";
import { issueIn, issueShown, visibleRepositories } from "./shown.ts";

/** What happened to issues and pull requests. */
export const eventOperations: readonly Operation[] = [
  operation("issues/list-events", (call) => {
    const shown = issueShown(call);
    const rows = call.draft.list("timeline", issueIn(call).id).filter((row) => isEvent(row));
    return listed(call, rows, (row) => eventView(shown, row));
  }),
  operation("issues/list-events-for-repo", (call) => {
    const shown = issueShown(call);
    const rows = call.draft
      .list("issue", call.repository.id)
      .flatMap(({ id }) => call.draft.list("timeline", id).filter((row) => isEvent(row)))
      .toSorted((left, right) => right.id - left.id);
    return listed(call, rows, (row) => eventWithIssue(shown, row));
  }),
  operation("issues/get-event", (call) => {
    const row = call.draft.get("timeline", call.number("event_id"));
    if (row === undefined || row.repository !== call.repository.id || !isEvent(row)) throw notFound();
    return answered(eventWithIssue(issueShown(call), row), row.createdAt);
  }),
  operation("issues/list-events-for-timeline", (call) => {
    const shown = issueShown(call);
    const others = visibleRepositories(call);
    const issue = issueIn(call);
    const commits = commitsOf(call, issue);
    const before = (at: string | null): readonly JsonObject[] =>
      commits
        .splice(0, at === null ? commits.length : countUntil(commits, at))
        .map((one) => ({ ...gitCommitView(commitShown(call), one), event: "committed" }));
    const entries = call.draft.list("timeline", issue.id).flatMap((row) => {
      const entry = timelineEntry(shown, row, others);
      return [...before(row.createdAt), ...(entry === null ? [] : [entry])];
    });
    return listed(call, [...entries, ...before(null)], (entry) => entry);
  }),
];

/** What a pull request brings, oldest first: timelines tell it where it was committed. */
function commitsOf(call: RestCall, { isPull, id }: IssueRow): FoundCommit[] {
  const pull = isPull ? call.draft.get("pull", id) : undefined;
  return pull === undefined ? [] : [...contentOf(call.draft, call.repository, pull).commits];
}

/** How many commits, from the first, are not younger than a time. */
function countUntil(commits: readonly FoundCommit[], at: string): number {
  const young = commits.findIndex(({ commit }) => timeOf(commit.committer.seconds) > at);
  return young === -1 ? commits.length : young;
}
