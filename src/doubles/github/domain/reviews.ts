import { fullName } from "../rest/find-repository.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, ReviewCommentRow, ReviewRow } from "../state/rows.ts";
import type { Pull } from "./pulls.ts";
import { tellComment, type Placed } from "./review-comments.ts";
import { addTimeline } from "./timeline.ts";
import { rowOf } from "../state/view.ts";

/** What a review comes to when it is submitted. */
export type ReviewEvent = "APPROVE" | "REQUEST_CHANGES" | "COMMENT";

/** What a review says. */
export interface NewReview {
  /** Null: it stays pending, and only its author sees it. */
  readonly event: ReviewEvent | null;
  readonly body: string;
  readonly commitSha: string;
  readonly comments: readonly NewReviewComment[];
}

/** A comment of a review, whose place was found. */
export interface NewReviewComment {
  readonly body: string;
  readonly placed: Placed;
  /** Id of the comment that it answers. */
  readonly inReplyTo: number | null;
}

/**
 * Reviews a pull request.
 * @throws ApiProblem 422
 */
export function createReview(draft: Draft, actor: AccountRow, target: Pull, input: NewReview): ReviewRow {
  const { pull } = target;
  const pending = draft
    .list("review", pull.id)
    .some(({ author, state }) => author === actor.id && state === "PENDING");
  if (pending) throw unprocessable("User can only have one pending review per pull request");
  const review = draft.add("review", {
    repository: pull.repository,
    pull: pull.id,
    author: actor.id,
    state: "PENDING",
    body: input.body,
    commitSha: input.commitSha,
    submittedAt: null,
    updatedAt: draft.at,
  });
  for (const comment of input.comments) addComment(draft, actor, review, comment);
  if (input.event !== null) return submitReview(draft, actor, target, review, input.event, input.body);
  tellReview(draft, actor, "pending", review);
  return review;
}

/** Adds a comment to a review that is not submitted yet. */
function addComment(
  draft: Draft,
  actor: AccountRow,
  review: ReviewRow,
  { body, placed, inReplyTo }: NewReviewComment,
): ReviewCommentRow {
  return draft.add("reviewComment", {
    ...placed,
    repository: review.repository,
    pull: review.pull,
    review: review.id,
    author: actor.id,
    body,
    inReplyTo,
    createdAt: draft.at,
    updatedAt: draft.at,
  });
}

const outcomes = {
  APPROVE: { state: "APPROVED", verb: "approve" },
  REQUEST_CHANGES: { state: "CHANGES_REQUESTED", verb: "request changes on" },
  COMMENT: { state: "COMMENTED", verb: "comment" },
} as const;

/**
 * Submits a pending review: from then on everybody sees it, and its author was asked for long enough.
 * @throws ApiProblem 422
 */
export function submitReview(
  draft: Draft,
  actor: AccountRow,
  { issue, pull }: Pull,
  review: ReviewRow,
  event: ReviewEvent,
  body: string,
): ReviewRow {
  const { state, verb } = outcomes[event];
  if (review.state !== "PENDING") throw unprocessable(`Could not ${verb} pull request review.`);
  if (event !== "COMMENT" && issue.author === actor.id)
    throw unprocessable(`Can not ${verb} your own pull request`);
  const comments = draft.list("reviewComment", pull.id).filter((one) => one.review === review.id);
  if (body === "" && event !== "APPROVE" && comments.length === 0)
    throw unprocessable(
      event === "COMMENT"
        ? "Could not comment pull request review."
        : "Could not request changes pull request review.",
    );
  const submitted = draft.change("review", review, {
    state,
    body,
    submittedAt: draft.at,
    updatedAt: draft.at,
  });
  const now = rowOf(draft, "pull", pull.id);
  if (now.requestedReviewers.includes(actor.id))
    draft.change("pull", now, { requestedReviewers: now.requestedReviewers.filter((id) => id !== actor.id) });
  draft.change("issue", rowOf(draft, "issue", issue.id), { updatedAt: draft.at });
  addTimeline(draft, actor, issue, "reviewed", { review: review.id });
  tellReview(draft, actor, "submitted", submitted);
  for (const comment of comments) tellComment(draft, actor, "created", comment);
  return submitted;
}

/** Changes the text of a review. */
export function editReview(draft: Draft, actor: AccountRow, review: ReviewRow, body: string): ReviewRow {
  const edited = draft.change("review", review, { body, updatedAt: draft.at });
  tellReview(draft, actor, "edited", edited);
  return edited;
}

/**
 * Drops a review that was not submitted, with its comments.
 * @throws ApiProblem 422
 */
export function deletePending(draft: Draft, actor: AccountRow, review: ReviewRow): void {
  if (review.state !== "PENDING") throw unprocessable("Can not delete a non-pending pull request review");
  for (const { id, review: of } of draft.list("reviewComment", review.pull))
    if (of === review.id) draft.remove("reviewComment", id);
  draft.remove("review", review.id);
  tellReview(draft, actor, "deleted", review);
}

/**
 * Says that an approval or a request for changes does not count any more.
 * @throws ApiProblem 422
 */
export function dismissReview(
  draft: Draft,
  actor: AccountRow,
  { issue }: Pick<Pull, "issue">,
  review: ReviewRow,
  message: string | null,
): ReviewRow {
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED")
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  const dismissed = draft.change("review", review, { state: "DISMISSED", updatedAt: draft.at });
  addTimeline(draft, actor, issue, "review_dismissed", {
    state: review.state.toLowerCase(),
    review: review.id,
    message,
  });
  tellReview(draft, actor, "dismissed", dismissed);
  return dismissed;
}

/** Dismisses the approvals of a head that is no longer the one that was approved. */
export function dismissStale(draft: Draft, actor: AccountRow, target: Pull): void {
  for (const review of draft.list("review", target.pull.id))
    if (review.state === "APPROVED") dismissReview(draft, actor, target, review, null);
}

function tellReview(draft: Draft, actor: AccountRow, action: string, review: ReviewRow): void {
  const repository = rowOf(draft, "repository", review.repository);
  draft.emit(`pull_request_review.${action}`, {
    actor: actor.login,
    repository: fullName(draft, repository),
    facts: { review: review.id, pull: review.pull, state: review.state },
  });
}

/** How reviews are refused: sentences in place of fields. */
export function unprocessable(...errors: readonly string[]): ApiProblem {
  return new ApiProblem(422, "Unprocessable Entity", { errors });
}
