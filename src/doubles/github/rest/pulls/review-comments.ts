import {
  isSubmitted,
  placeComment,
  submittedComments,
  tellComment,
  type Misplaced,
  type Placed,
} from "../../domain/review-comments.ts";
import type { Pull } from "../../domain/pulls.ts";
import { createReview } from "../../domain/reviews.ts";
import type { ReviewCommentRow } from "../../state/rows.ts";
import { reviewCommentView } from "../../views/reviews.ts";
import { answered, created, noContent, type RestAnswer } from "../answer.ts";
import { requiredText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ordered, since } from "../issues/order.ts";
import { issueShown, needOwn } from "../issues/shown.ts";
import { notFound, validationFailed, type ApiProblem } from "../problem.ts";
import { pullIn } from "./find-pull.ts";
import { spotIn } from "./spot.ts";

/** Comments on lines of pull requests. */
export const reviewCommentOperations: readonly Operation[] = [
  operation("pulls/list-review-comments", (call) =>
    list(call, submittedComments(call.draft, pullIn(call).pull.id)),
  ),
  operation("pulls/list-review-comments-for-repo", (call) => {
    const pulls = call.draft.list("pull", call.repository.id);
    return list(
      call,
      pulls.flatMap(({ id }) => submittedComments(call.draft, id)),
    );
  }),
  operation("pulls/create-review-comment", (call) => {
    const target = pullIn(call);
    const body = requiredText(call.body, resource, "body");
    const parent = call.body["in_reply_to"];
    if (typeof parent === "number") return reply(call, target, parent, body);
    const commit = requiredText(call.body, resource, "commit_id");
    requiredText(call.body, resource, "path");
    const placed = placeComment(call.draft, call.repository, target.pull, spotIn(call.body, commit));
    if (typeof placed === "string") throw misplaced(placed);
    return comment(call, target, { body, placed, inReplyTo: null });
  }),
  operation("pulls/create-reply-for-review-comment", (call) =>
    reply(call, pullIn(call), call.number("comment_id"), requiredText(call.body, resource, "body")),
  ),
  operation("pulls/get-review-comment", (call) =>
    answered(reviewCommentView(issueShown(call), commentIn(call))),
  ),
  operation("pulls/update-review-comment", (call) => {
    const before = commentIn(call);
    needOwn(call, before.author);
    const body = requiredText(call.body, resource, "body");
    const changed = call.draft.change("reviewComment", before, { body, updatedAt: call.draft.at });
    tellComment(call.draft, call.account, "edited", changed);
    return answered(reviewCommentView(issueShown(call), changed));
  }),
  operation("pulls/delete-review-comment", (call) => {
    const before = commentIn(call);
    needOwn(call, before.author);
    for (const { id } of call.draft.list("reaction", `review-comment:${before.id}`))
      call.draft.remove("reaction", id);
    call.draft.remove("reviewComment", before.id);
    tellComment(call.draft, call.account, "deleted", before);
    return noContent();
  }),
];

const resource = "PullRequestReviewComment";

function list(call: RestCall, comments: readonly ReviewCommentRow[]): RestAnswer {
  const rows = ordered(call, comments.filter(since(call)), "asc");
  return listed(call, rows, (one) => reviewCommentView(issueShown(call), one));
}

function commentIn(call: RestCall): ReviewCommentRow {
  const found = call.draft.get("reviewComment", call.number("comment_id"));
  if (found?.repository !== call.repository.id) throw notFound();
  if (!isSubmitted(call.draft, found) && found.author !== call.actor.account?.id) throw notFound();
  return found;
}

/** Answers stand below the first comment of their thread, at its place. */
function reply(call: RestCall, target: Pull, parent: number, body: string): RestAnswer {
  const above = call.draft.get("reviewComment", parent);
  if (above?.pull !== target.pull.id) throw notFound();
  const { id: _id, author: _author, review: _review, inReplyTo, ...placed } = above;
  return comment(call, target, { body, placed, inReplyTo: inReplyTo ?? above.id });
}

/** A comment by itself is a review of its own. */
function comment(
  call: RestCall,
  target: Pull,
  one: { readonly body: string; readonly placed: Placed; readonly inReplyTo: number | null },
): RestAnswer {
  const { draft, account } = call;
  if (
    draft.list("review", target.pull.id).some((own) => own.author === account.id && own.state === "PENDING")
  )
    throw validationFailed({
      resource,
      code: "custom",
      field: "user_id",
      message: "user_id can only have one pending review per pull request",
    });
  const review = createReview(draft, account, target, {
    event: "COMMENT",
    body: "",
    commitSha: one.placed.commitSha,
    comments: [one],
  });
  const made = draft.list("reviewComment", target.pull.id).find(({ review: of }) => of === review.id);
  return created(reviewCommentView(issueShown(call), made as ReviewCommentRow));
}

const why: Readonly<Record<Misplaced, readonly [field: string, message: string]>> = {
  commit: ["commit_id", "commit_id is not part of the pull request"],
  path: ["pull_request_review_thread.path", "pull_request_review_thread.path could not be resolved"],
  line: ["pull_request_review_thread.line", "pull_request_review_thread.line must be part of the diff"],
};

function misplaced(what: Misplaced): ApiProblem {
  const [field, message] = why[what];
  return validationFailed({ resource, code: "custom", field, message });
}
