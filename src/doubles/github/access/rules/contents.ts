import type { Rule, RuleGroup } from "./rule.ts";

const reads: Rule = { target: "repository", permissions: "contents=read", scopes: "repo" };
const pushes: Rule = { target: "repository", permissions: "contents=write", scopes: "repo", role: "write" };
const statuses: Rule = {
  target: "repository",
  permissions: "statuses=read",
  scopes: "repo, repo:status",
};
const checks: Rule = { target: "repository", permissions: "checks=read", scopes: "repo" };
const tellsChecks: Rule = {
  target: "repository",
  permissions: "checks=write",
  scopes: "",
  appsOnly: true,
};

/** Files, git data, branches, releases, and what is said of commits: comments, statuses, checks. */
export const contentRules: readonly RuleGroup[] = [
  [
    reads,
    `repos/list-branches repos/get-branch repos/list-commits repos/get-commit repos/compare-commits
    repos/compare-commits-with-basehead repos/list-branches-for-head-commit git/get-blob git/get-commit
    git/list-matching-refs git/get-ref git/get-tag git/get-tree
    repos/list-releases repos/get-release repos/get-latest-release repos/get-release-by-tag
    repos/list-release-assets repos/get-release-asset repos/download-tarball-archive repos/download-zipball-archive`,
  ],
  [{ ...reads, scopes: "" }, "repos/get-content repos/get-readme repos/get-readme-in-directory"],
  [
    pushes,
    `git/create-blob git/create-commit git/create-ref git/update-ref git/delete-ref git/create-tag git/create-tree
    repos/merge repos/merge-upstream repos/create-release repos/update-release repos/delete-release
    repos/upload-release-asset repos/update-release-asset repos/delete-release-asset repos/generate-release-notes
    repos/create-dispatch-event`,
  ],
  [{ ...pushes, scopes: "" }, "repos/create-or-update-file-contents repos/delete-file"],
  [{ ...pushes, scopes: "", permissions: "administration=write,contents=write" }, "repos/rename-branch"],
  [
    { target: "repository", permissions: "metadata=read", scopes: "repo" },
    `repos/list-commit-comments-for-repo repos/get-commit-comment repos/list-comments-for-commit
    reactions/list-for-commit-comment licenses/get-for-repo`,
  ],
  // Everybody who may read may comment; whose comments somebody may change is for the operations to say.
  [
    { target: "repository", permissions: "contents=write", scopes: "" },
    `repos/create-commit-comment repos/update-commit-comment repos/delete-commit-comment
    reactions/create-for-commit-comment reactions/delete-for-commit-comment`,
  ],
  [{ target: "repository", permissions: "contents=read", scopes: "" }, "reactions/list-for-release"],
  [
    { target: "repository", permissions: "contents=write", scopes: "" },
    "reactions/create-for-release reactions/delete-for-release",
  ],
  [statuses, "repos/get-combined-status-for-ref repos/list-commit-statuses-for-ref"],
  [
    {
      ...statuses,
      permissions: "statuses=write",
      scopes: "",
      needs: "public_repo, repo:status",
      role: "write",
    },
    "repos/create-commit-status",
  ],
  [
    checks,
    `checks/get checks/list-annotations checks/list-for-ref checks/list-for-suite checks/get-suite
    checks/list-suites-for-ref`,
  ],
  [
    { target: "repository", permissions: "checks=write", scopes: "repo", role: "admin" },
    "checks/set-suites-preferences",
  ],
  [
    tellsChecks,
    "checks/create checks/update checks/create-suite checks/rerequest-run checks/rerequest-suite",
  ],
];
