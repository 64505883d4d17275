import { rowOf } from "../state/view.ts";
import type { JsonObject } from "../../../core/index.ts";
import type { ReviewCommentRow, ReviewRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { associationOf } from "./association.ts";
import { bodyFields } from "./bodies.ts";
import type { IssueShown } from "./issues.ts";
import { nodeId } from "./node-id.ts";
import { reactionRollup } from "./reactions.ts";

/** `pull-request-review`. */
export function reviewView(shown: IssueShown, review: ReviewRow): JsonObject {
  const { view, urls, repository, media } = shown;
  const { html, url } = pullAddress(shown, review.pull);
  const own = `${html}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("review", review.id),
    user: simpleUser(accountOf(view, review.author), urls),
    ...bodyFields(review.body, media),
    state: review.state,
    html_url: own,
    pull_request_url: url,
    author_association: associationOf(view, repository, review.author),
    _links: { html: { href: own }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitSha,
  };
}

/** `pull-request-review-comment`, and `review-comment` in lists of a review. */
export function reviewCommentView(shown: IssueShown, comment: ReviewCommentRow): JsonObject {
  const { view, urls, repository, name, media } = shown;
  const { html, url: pull } = pullAddress(shown, comment.pull);
  const url = `${urls.repository(name)}/pulls/comments/${comment.id}`;
  const own = `${html}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.review,
    id: comment.id,
    node_id: nodeId("reviewComment", comment.id),
    diff_hunk: comment.diffHunk,
    path: comment.path,
    commit_id: comment.commitSha,
    original_commit_id: comment.originalCommitSha,
    user: simpleUser(accountOf(view, comment.author), urls),
    ...bodyFields(comment.body, media),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: own,
    pull_request_url: pull,
    author_association: associationOf(view, repository, comment.author),
    _links: { self: { href: url }, html: { href: own }, pull_request: { href: pull } },
    reactions: reactionRollup(view, "review-comment", comment.id, url),
    start_line: comment.startLine,
    original_start_line: comment.originalStartLine,
    start_side: comment.startSide,
    line: comment.line,
    original_line: comment.originalLine,
    side: comment.side,
    original_position: comment.originalPosition,
    position: comment.position,
    subject_type: comment.subject,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}

function pullAddress(
  { view, urls, name }: IssueShown,
  pull: number,
): { readonly html: string; readonly url: string } {
  const { number } = rowOf(view, "pull", pull);
  return { html: `${urls.html}/${name}/pull/${number}`, url: `${urls.repository(name)}/pulls/${number}` };
}
