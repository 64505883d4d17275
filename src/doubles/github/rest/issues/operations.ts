import type { Operation } from "../call.ts";
import { assigneeOperations } from "./assignees.ts";
import { commentOperations } from "./comments.ts";
import { eventOperations } from "./events.ts";
import { issueLabelOperations } from "./issue-labels.ts";
import { issueOperations } from "./issues.ts";
import { labelOperations } from "./labels.ts";
import { issueLinkOperations } from "./links.ts";
import { issueListOperations } from "./lists.ts";
import { milestoneOperations } from "./milestones.ts";
import { reactionOperations } from "./reactions.ts";

/** Issues, and what hangs on them. */
export const issues: readonly Operation[] = [
  ...issueOperations,
  ...issueListOperations,
  ...issueLabelOperations,
  ...issueLinkOperations,
  ...labelOperations,
  ...commentOperations,
  ...milestoneOperations,
  ...assigneeOperations,
  ...reactionOperations,
  ...eventOperations,
];
