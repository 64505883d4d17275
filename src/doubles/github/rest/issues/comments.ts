import { addComment, deleteComment, editComment } from "../../domain/comments.ts";
import type { CommentRow } from "../../state/rows.ts";
import { commentView } from "../../views/comments.ts";
import { answered, created, noContent } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { commentIn } from "./input.ts";
import { ordered, since } from "./order.ts";
import { hasRole, issueIn, issueShown, needOwn } from "./shown.ts";

/** GitHub's own limit, for one issue. */
const commentsMax = 2_500;

/** Comments on issues and pull requests. */
export const commentOperations: readonly Operation[] = [
  operation("issues/list-comments", (call) => {
    const comments = call.draft.list("comment", issueIn(call).id).filter(since(call));
    const shown = issueShown(call);
    return listed(call, comments, (comment) => commentView(shown, comment));
  }),
  operation("issues/list-comments-for-repo", (call) => {
    const { draft, repository } = call;
    const comments = draft
      .list("issue", repository.id)
      .flatMap(({ id }) => draft.list("comment", id))
      .toSorted((left, right) => left.id - right.id)
      .filter(since(call));
    const shown = issueShown(call);
    return listed(call, ordered(call, comments, "asc"), (comment) => commentView(shown, comment));
  }),
  operation("issues/create-comment", (call) => {
    const issue = issueIn(call);
    if (issue.locked && !hasRole(call, "write"))
      throw new ApiProblem(403, "Unable to create comment because issue is locked.", {
        documentation: "https://docs.github.com/articles/locking-conversations/",
      });
    if (issue.comments >= commentsMax)
      throw new ApiProblem(403, `Commenting is disabled on issues with more than ${commentsMax} comments`);
    const comment = addComment(call.draft, call.account, issue, commentIn(call));
    return created(commentView(issueShown(call), comment));
  }),
  operation("issues/get-comment", (call) => {
    const comment = commentOf(call);
    return answered(commentView(issueShown(call), comment), comment.updatedAt);
  }),
  operation("issues/update-comment", (call) => {
    const before = commentOf(call);
    needOwn(call, before.author);
    const comment = editComment(call.draft, call.account, before, commentIn(call));
    return answered(commentView(issueShown(call), comment));
  }),
  operation("issues/delete-comment", (call) => {
    const comment = commentOf(call);
    needOwn(call, comment.author);
    deleteComment(call.draft, call.account, comment);
    return noContent();
  }),
];

function commentOf(call: RestCall): CommentRow {
  const comment = call.draft.get("comment", call.number("comment_id"));
  if (comment === undefined || comment.repository !== call.repository.id) throw notFound();
  return comment;
}
