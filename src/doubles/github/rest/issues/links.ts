import {
  linkedIssues,
  linkingIssues,
  linkIssues,
  moveLinked,
  unlinkIssues,
  type LinkKind,
} from "../../domain/issue-links.ts";
import type { IssueRow } from "../../state/rows.ts";
import { rowOf } from "../../state/view.ts";
import { issueView } from "../../views/issues.ts";
import { answered, created, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound, validationFailed } from "../problem.ts";
import { issueIn, issueShown, visibleRepositories } from "./shown.ts";

/** GitHub's own limits: sub-issues of one issue, and how deep they may be. */
const subIssuesMax = 100;
/** See subIssuesMax. */
const depthMax = 8;

/** Sub-issues, and issues that wait for others. */
export const issueLinkOperations: readonly Operation[] = [
  operation("issues/list-sub-issues", (call) =>
    list(call, linkedIssues(call.draft, "sub-issue", issueIn(call).id)),
  ),
  operation("issues/get-parent", (call) => {
    const [parent] = linkingIssues(call.draft, "sub-issue", issueIn(call).id);
    const shown = parent === undefined ? null : visibleRepositories(call)(parent.repository);
    if (parent === undefined || shown === null) throw notFound();
    return answered(issueView(shown, parent), parent.updatedAt);
  }),
  operation("issues/add-sub-issue", (call) => {
    const { draft, account } = call;
    const issue = issueIn(call);
    const other = sent(call, "sub_issue_id");
    checkSubIssue(call, issue, other);
    const [parent] = linkingIssues(draft, "sub-issue", other.id);
    if (parent !== undefined) {
      if (call.body["replace_parent"] !== true || parent.id === issue.id)
        throw refused(
          parent.id === issue.id
            ? "Issue may not contain duplicate sub-issues"
            : "Sub issue may only have one parent",
        );
      unlinkIssues(draft, account, "sub-issue", parent, other);
    }
    linkIssues(draft, account, "sub-issue", issue, other);
    return created(issueView(issueShown(call), issue));
  }),
  operation("issues/remove-sub-issue", (call) => unlink(call, "sub-issue", sent(call, "sub_issue_id"))),
  operation("issues/reprioritize-sub-issue", (call) => {
    const issue = issueIn(call);
    const other = sent(call, "sub_issue_id");
    const rest = linkedIssues(call.draft, "sub-issue", issue.id).filter(({ id }) => id !== other.id);
    const { after_id: after, before_id: before } = call.body;
    const at = rest.findIndex(({ id }) => id === (after ?? before));
    if (at === -1) throw validationFailed("The place to move to has to be that of another sub-issue");
    const place = typeof after === "number" ? at + 1 : at;
    moveLinked(call.draft, call.account, "sub-issue", issue, other.id, place);
    return answered(issueView(issueShown(call), issue));
  }),
  operation("issues/list-dependencies-blocked-by", (call) =>
    list(call, linkedIssues(call.draft, "blocked-by", issueIn(call).id)),
  ),
  operation("issues/list-dependencies-blocking", (call) =>
    list(call, linkingIssues(call.draft, "blocked-by", issueIn(call).id)),
  ),
  operation("issues/add-blocked-by-dependency", (call) => {
    const issue = issueIn(call);
    const other = sent(call, "issue_id");
    const linked = linkedIssues(call.draft, "blocked-by", issue.id).some(({ id }) => id === other.id);
    if (linked || other.id === issue.id)
      throw validationFailed({ resource: "Issue", code: "invalid", field: "issue_id", value: other.id });
    linkIssues(call.draft, call.account, "blocked-by", issue, other);
    return created(issueView(issueShown(call), issue));
  }),
  operation("issues/remove-dependency-blocked-by", (call) => {
    const other = visible(call, call.number("issue_id"));
    if (other === undefined) throw notFound();
    return unlink(call, "blocked-by", other);
  }),
];

function list(call: RestCall, issues: readonly IssueRow[]): RestAnswer {
  const shownIn = visibleRepositories(call);
  const rows = issues.flatMap((issue) => {
    const shown = shownIn(issue.repository);
    return shown === null ? [] : [{ shown, issue }];
  });
  return listed(call, rows, ({ shown, issue }) => issueView(shown, issue));
}

function unlink(call: RestCall, kind: LinkKind, other: IssueRow): RestAnswer {
  const issue = issueIn(call);
  if (!linkedIssues(call.draft, kind, issue.id).some(({ id }) => id === other.id)) throw notFound();
  unlinkIssues(call.draft, call.account, kind, issue, other);
  return answered(issueView(issueShown(call), issue));
}

/** An issue by its id, where the caller may see it. */
function visible(call: RestCall, id: number): IssueRow | undefined {
  const issue = call.draft.get("issue", id);
  if (issue === undefined || issue.isPull) return undefined;
  return visibleRepositories(call)(issue.repository) === null ? undefined : issue;
}

function sent(call: RestCall, field: "sub_issue_id" | "issue_id"): IssueRow {
  const issue = visible(call, call.body[field] as number);
  if (issue === undefined) throw notFound();
  return issue;
}

/** @throws ApiProblem 422 where it can't be: another owner's, itself, above itself, too many or too deep */
function checkSubIssue({ draft }: RestCall, issue: IssueRow, other: IssueRow): void {
  const owner = (row: IssueRow): number => rowOf(draft, "repository", row.repository).owner;
  if (owner(issue) !== owner(other)) throw refused("Sub issue must belong to the same owner as its parent");
  let above = 0;
  for (
    let top: IssueRow | undefined = issue;
    top !== undefined;
    top = linkingIssues(draft, "sub-issue", top.id)[0]
  ) {
    above += 1;
    if (top.id === other.id) throw refused("Sub issue may not create a circular dependency");
  }
  if (linkedIssues(draft, "sub-issue", issue.id).length >= subIssuesMax)
    throw refused(`Issue may not contain more than ${subIssuesMax} sub-issues`);
  if (above + levels(draft, other) > depthMax)
    throw refused(`Sub-issues may not be more than ${depthMax} levels deep`);
}

/** Levels from an issue down to the deepest of its sub-issues: 1 where it has none. */
function levels(draft: RestCall["draft"], { id }: IssueRow): number {
  return 1 + Math.max(0, ...linkedIssues(draft, "sub-issue", id).map((issue) => levels(draft, issue)));
}

function refused(why: string): ApiProblem {
  return new ApiProblem(422, `An error occured while adding the sub-issue to the parent issue. ${why}`);
}
