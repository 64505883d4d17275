import { fullName } from "../rest/find-repository.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, CommentRow, IssueRow } from "../state/rows.ts";
import { addTimeline, noteReferences } from "./timeline.ts";
import { rowOf } from "../state/view.ts";

/** Adds a comment to an issue or a pull request: "issue_comment.created" for both, as GitHub tells it. */
export function addComment(draft: Draft, actor: AccountRow, issue: IssueRow, body: string): CommentRow {
  const comment = draft.add("comment", {
    repository: issue.repository,
    issue: issue.id,
    author: actor.id,
    body,
    createdAt: draft.at,
    updatedAt: draft.at,
  });
  const commented = draft.change("issue", issue, { comments: issue.comments + 1, updatedAt: draft.at });
  addTimeline(draft, actor, commented, "commented", { comment: comment.id });
  noteReferences(draft, actor, commented, body);
  emit(draft, actor, comment, "created");
  return comment;
}

/** Changes what a comment says. */
export function editComment(draft: Draft, actor: AccountRow, comment: CommentRow, body: string): CommentRow {
  if (body === comment.body) return comment;
  const edited = draft.change("comment", comment, { body, updatedAt: draft.at });
  const issue = rowOf(draft, "issue", comment.issue);
  noteReferences(draft, actor, issue, body, comment.body);
  emit(draft, actor, edited, "edited");
  return edited;
}

/** Removes a comment, with its row in the timeline and its reactions. */
export function deleteComment(draft: Draft, actor: AccountRow, comment: CommentRow): void {
  draft.remove("comment", comment.id);
  for (const { id } of draft.list("reaction", `comment:${comment.id}`)) draft.remove("reaction", id);
  for (const { id, event, detail } of draft.list("timeline", comment.issue)) {
    if (event === "commented" && detail["comment"] === comment.id) draft.remove("timeline", id);
  }
  const issue = rowOf(draft, "issue", comment.issue);
  draft.change("issue", issue, { comments: issue.comments - 1, updatedAt: draft.at });
  emit(draft, actor, comment, "deleted");
}

function emit(draft: Draft, actor: AccountRow, comment: CommentRow, action: string): void {
  const repository = rowOf(draft, "repository", comment.repository);
  const { number } = rowOf(draft, "issue", comment.issue);
  draft.emit(`issue_comment.${action}`, {
    actor: actor.login,
    repository: fullName(draft, repository),
    facts: { comment: comment.id, issue: comment.issue, number },
  });
}
