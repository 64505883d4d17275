import type { Operation } from "../call.ts";
import { checkSuiteOperations } from "./check-suites.ts";
import { checkOperations } from "./checks.ts";
import { mergeOperations } from "./merge.ts";
import { pullListOperations } from "./pull-lists.ts";
import { pullOperations } from "./pulls.ts";
import { requestedReviewerOperations } from "./requested-reviewers.ts";
import { reviewCommentOperations } from "./review-comments.ts";
import { reviewOperations } from "./reviews.ts";
import { statusOperations } from "./statuses.ts";

/** Pull requests with reviews, and what is said of commits: statuses and checks. */
export const pulls: readonly Operation[] = [
  ...pullOperations,
  ...pullListOperations,
  ...mergeOperations,
  ...requestedReviewerOperations,
  ...reviewOperations,
  ...reviewCommentOperations,
  ...statusOperations,
  ...checkOperations,
  ...checkSuiteOperations,
];
