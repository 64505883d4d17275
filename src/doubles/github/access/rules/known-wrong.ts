/**
 * Where @octokit/app-permissions says something else than the rules, by the reason: it was read from pages that named
 * permissions of apps alone, and is older than the description.
 */
export const knownWrong: Readonly<Record<string, string>> = {
  "they answer without a token, so they take no permission": `meta/root meta/get codes-of-conduct/get-all-codes-of-conduct
    codes-of-conduct/get-conduct-code emojis/get activity/get-feeds gitignore/get-all-templates gitignore/get-template
    licenses/get-all-commonly-used licenses/get rate-limit/get markdown/render markdown/render-raw`,
  "it is older than the permission starring": "activity/list-repos-starred-by-authenticated-user",
  "it means the repository's side of an invitation, and these are the invited user's":
    "repos/accept-invitation-for-authenticated-user repos/decline-invitation-for-authenticated-user",
  "the same operations stand under two headings there; GitHub's pages of today name checks alone": `checks/get
    checks/list-annotations checks/get-suite checks/list-for-suite checks/list-for-ref checks/list-suites-for-ref
    checks/rerequest-suite`,
  "single_file opens one path of an app, which is not simulated; contents stands on GitHub's pages of today":
    "repos/get-content repos/create-or-update-file-contents repos/delete-file",
  "all of a branch's protection takes administration": `repos/get-apps-with-access-to-protected-branch
    repos/add-app-access-restrictions repos/set-app-access-restrictions repos/remove-app-access-restrictions`,
  "one heading stood for the deletion of all reactions": `reactions/delete-for-commit-comment
    reactions/delete-for-issue-comment reactions/delete-for-issue reactions/delete-for-pull-request-comment`,
};
