import { atLeast, roleIn } from "../../access/policy.ts";
import { contentOf } from "../../domain/pull-content.ts";
import type { Pull } from "../../domain/pulls.ts";
import { placeComment } from "../../domain/review-comments.ts";
import {
  createReview,
  deletePending,
  dismissReview,
  editReview,
  submitReview,
  unprocessable,
  type NewReviewComment,
  type ReviewEvent,
} from "../../domain/reviews.ts";
import type { ReviewRow } from "../../state/rows.ts";
import { refKey } from "../../state/tables.ts";
import { reviewCommentView, reviewView } from "../../views/reviews.ts";
import { answered } from "../answer.ts";
import { optionalText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { issueShown } from "../issues/shown.ts";
import { ApiProblem, notFound } from "../problem.ts";
import type { BodyFields } from "../request.ts";
import { pullIn } from "./find-pull.ts";
import { spotIn } from "./spot.ts";

/** Reviews: pending, submitted, dismissed. */
export const reviewOperations: readonly Operation[] = [
  operation("pulls/list-reviews", (call) => {
    const { pull } = pullIn(call);
    const reviews = call.draft.list("review", pull.id).filter((review) => sees(call, review));
    return listed(call, reviews, (review) => reviewView(issueShown(call), review));
  }),
  operation("pulls/create-review", (call) => {
    const target = pullIn(call);
    const { body, draft, account } = call;
    const commitSha = commitIn(call, target);
    const sent = Array.isArray(body["comments"]) ? body["comments"] : [];
    const review = createReview(draft, account, target, {
      event: (body["event"] ?? null) as ReviewEvent | null,
      body: optionalText(body, "body") ?? "",
      commitSha,
      comments: sent.map((one) => commentIn(call, target, one as BodyFields, commitSha)),
    });
    return answered(reviewView(issueShown(call), review));
  }),
  operation("pulls/get-review", (call) => answered(reviewView(issueShown(call), reviewIn(call).review))),
  operation("pulls/update-review", (call) => {
    const { review } = ownReview(call);
    const body = call.body["body"] as string;
    if (body.trim() === "") throw unprocessable("Body can't be blank");
    return answered(reviewView(issueShown(call), editReview(call.draft, call.account, review, body)));
  }),
  operation("pulls/submit-review", (call) => {
    const { review, target } = ownReview(call);
    const event = call.body["event"] as ReviewEvent;
    const body = optionalText(call.body, "body") ?? review.body;
    const submitted = submitReview(call.draft, call.account, target, review, event, body);
    return answered(reviewView(issueShown(call), submitted));
  }),
  operation("pulls/delete-pending-review", (call) => {
    const { review } = ownReview(call);
    const json = reviewView(issueShown(call), review);
    deletePending(call.draft, call.account, review);
    return answered(json);
  }),
  operation("pulls/dismiss-review", (call) => {
    const { review, target } = reviewIn(call);
    holdToDismissal(call, target);
    const message = call.body["message"] as string;
    if (message.trim() === "") throw unprocessable("Message can't be blank");
    return answered(
      reviewView(issueShown(call), dismissReview(call.draft, call.account, target, review, message)),
    );
  }),
  operation("pulls/list-comments-for-review", (call) => {
    const { review, target } = reviewIn(call);
    const comments = call.draft
      .list("reviewComment", target.pull.id)
      .filter((one) => one.review === review.id);
    return listed(call, comments, (one) => reviewCommentView(issueShown(call), one));
  }),
];

/** Pending reviews are there for their authors only. */
function sees({ actor }: RestCall, { state, author }: ReviewRow): boolean {
  return state !== "PENDING" || actor.account?.id === author;
}

function reviewIn(call: RestCall): { readonly target: Pull; readonly review: ReviewRow } {
  const target = pullIn(call);
  const review = call.draft.get("review", call.number("review_id"));
  if (review?.pull !== target.pull.id || !sees(call, review)) throw notFound();
  return { target, review };
}

function ownReview(call: RestCall): { readonly target: Pull; readonly review: ReviewRow } {
  const found = reviewIn(call);
  if (found.review.author !== call.account.id)
    throw new ApiProblem(403, "Must have admin rights to Repository.");
  return found;
}

/** On a protected branch administrators alone dismiss, elsewhere whoever may push. */
function holdToDismissal({ draft, actor, repository }: RestCall, { pull }: Pull): void {
  const isProtected = draft.get("protection", refKey(repository.id, pull.baseRef)) !== undefined;
  if (!isProtected || actor.accepted) return;
  if (!atLeast(roleIn(draft, actor, repository), "admin"))
    throw new ApiProblem(403, "Must have admin rights to Repository.");
}

/** The commit that is reviewed: the head, unless another one of the pull request is said. */
function commitIn({ body, draft, repository }: RestCall, { pull }: Pull): string {
  const said = optionalText(body, "commit_id");
  if (said === undefined || said === pull.headSha) return pull.headSha;
  if (!contentOf(draft, repository, pull).commits.some(({ sha }) => sha === said))
    throw unprocessable("The commit_id is not part of the pull request");
  return said;
}

function commentIn(call: RestCall, { pull }: Pull, one: BodyFields, commitSha: string): NewReviewComment {
  const body = one["body"] as string;
  if (body.trim() === "") throw unprocessable("Body can't be blank");
  const placed = placeComment(call.draft, call.repository, pull, spotIn(one, commitSha));
  if (typeof placed === "string")
    throw unprocessable(`${placed === "path" ? "Path" : "Line"} could not be resolved`);
  return { body, placed, inReplyTo: null };
}
