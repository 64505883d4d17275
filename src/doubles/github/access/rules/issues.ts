import { adminRights, type Rule, type RuleGroup } from "./rule.ts";

const reads: Rule = { target: "repository", permissions: "issues=read", scopes: "repo" };
const writes: Rule = { target: "repository", permissions: "issues=write", scopes: "" };
/** What issues and pull requests share: on an issue it takes the first permission, on a pull request the second. */
const readsEither: Rule = { ...reads, permissions: "issues=read; pull_requests=read" };
const writesEither: Rule = { ...writes, permissions: "issues=write; pull_requests=write" };
const triages: Rule = { ...writesEither, role: "triage", refusal: adminRights };

/** Issues, their comments, labels, milestones, assignees, reactions and locks. */
export const issueRules: readonly RuleGroup[] = [
  [
    reads,
    `issues/list-for-repo issues/get reactions/list-for-issue issues/get-parent issues/list-sub-issues
    issues/list-dependencies-blocked-by issues/list-dependencies-blocking issues/list-issue-field-values-for-issue
    issues/list-suggestions`,
  ],
  [
    readsEither,
    `issues/list-comments issues/list-comments-for-repo issues/get-comment issues/list-events issues/list-events-for-repo
    issues/get-event issues/list-events-for-timeline issues/list-labels-for-repo issues/get-label
    issues/list-labels-on-issue issues/list-milestones issues/get-milestone issues/list-labels-for-milestone
    issues/list-assignees issues/check-user-can-be-assigned issues/check-user-can-be-assigned-to-issue
    reactions/list-for-issue-comment`,
  ],
  // Everybody who may read may open issues and comment; who may change which of them is for the operations to say.
  [writes, "issues/create"],
  [writesEither, "issues/update issues/create-comment issues/update-comment issues/delete-comment"],
  [
    writesEither,
    `reactions/create-for-issue reactions/delete-for-issue reactions/create-for-issue-comment
    reactions/delete-for-issue-comment`,
  ],
  [
    triages,
    `issues/add-labels issues/set-labels issues/remove-label issues/remove-all-labels issues/add-assignees
    issues/remove-assignees`,
  ],
  [{ ...triages, scopes: "public_repo, repo", role: "write" }, "issues/lock issues/unlock"],
  [{ ...writesEither, role: "write" }, "issues/create-label issues/update-label issues/delete-label"],
  [
    { ...writesEither, role: "write" },
    "issues/create-milestone issues/update-milestone issues/delete-milestone",
  ],
  [
    { ...writes, role: "triage", refusal: adminRights },
    `issues/add-sub-issue issues/remove-sub-issue issues/reprioritize-sub-issue issues/add-blocked-by-dependency
    issues/remove-dependency-blocked-by issues/pin-comment issues/unpin-comment`,
  ],
];

const pulls: Rule = { target: "repository", permissions: "pull_requests=read", scopes: "repo" };
const changesPulls: Rule = { target: "repository", permissions: "pull_requests=write", scopes: "" };

/** Pull requests, reviews and review comments. */
export const pullRules: readonly RuleGroup[] = [
  [
    pulls,
    `pulls/list pulls/get pulls/list-commits pulls/list-files pulls/check-if-merged pulls/list-reviews
    pulls/get-review pulls/list-comments-for-review pulls/list-review-comments pulls/list-review-comments-for-repo
    pulls/get-review-comment pulls/list-requested-reviewers reactions/list-for-pull-request-review-comment`,
  ],
  [
    { ...pulls, permissions: "pull_requests=read; contents=read" },
    "repos/list-pull-requests-associated-with-commit",
  ],
  [
    { ...changesPulls, integrations: true },
    `pulls/create pulls/update pulls/create-review pulls/update-review pulls/submit-review
    pulls/delete-pending-review pulls/create-review-comment pulls/create-reply-for-review-comment
    pulls/update-review-comment pulls/delete-review-comment reactions/create-for-pull-request-review-comment
    reactions/delete-for-pull-request-comment pulls/update-branch`,
  ],
  [{ ...changesPulls, role: "write" }, "pulls/dismiss-review"],
  [{ ...changesPulls, role: "triage" }, "pulls/request-reviewers pulls/remove-requested-reviewers"],
  [{ ...changesPulls, permissions: "contents=write", role: "write" }, "pulls/merge pulls/merge-async"],
  [{ ...pulls, permissions: "contents=read" }, "pulls/get-merge-async-result"],
];
