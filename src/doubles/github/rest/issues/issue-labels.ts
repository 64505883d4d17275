import { labelIssue, setLabels, unlabelIssue } from "../../domain/issue-fields.ts";
import type { IssueRow } from "../../state/rows.ts";
import { nameWithin } from "../../state/tables.ts";
import { labelsOf } from "../../views/issues.ts";
import { answered, noContent, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem } from "../problem.ts";
import { labelsIn } from "./input.ts";
import { issueIn, issueShown } from "./shown.ts";

/** Labels of one issue or pull request. */
export const issueLabelOperations: readonly Operation[] = [
  operation("issues/list-labels-on-issue", (call) =>
    listed(call, labelsOf(issueShown(call), issueIn(call)), (label) => label),
  ),
  operation("issues/add-labels", (call) => {
    const issue = issueIn(call);
    return labels(call, labelIssue(call.draft, call.account, issue, sent(call)));
  }),
  operation("issues/set-labels", (call) => {
    const issue = issueIn(call);
    return labels(call, setLabels(call.draft, call.account, issue, sent(call)));
  }),
  operation("issues/remove-label", (call) => {
    const issue = issueIn(call);
    const label = call.draft.named("label", nameWithin(call.repository.id, call.text("name")));
    if (label === undefined || !issue.labels.includes(label.id))
      throw new ApiProblem(404, "Label does not exist");
    return labels(call, unlabelIssue(call.draft, call.account, issue, [label.id]));
  }),
  operation("issues/remove-all-labels", (call) => {
    setLabels(call.draft, call.account, issueIn(call), []);
    return noContent();
  }),
];

function sent(call: RestCall): readonly number[] {
  return labelsIn(call, call.body["labels"]) ?? [];
}

function labels(call: RestCall, issue: IssueRow): RestAnswer {
  return answered(labelsOf(issueShown(call), issue));
}
