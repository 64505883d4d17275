import { adminRights, type Rule, type RuleGroup } from "./rule.ts";

const metadata: Rule = { target: "repository", permissions: "metadata=read", scopes: "repo" };
const administered: Rule = { target: "repository", permissions: "administration=read", role: "admin" };
const administers: Rule = { target: "repository", permissions: "administration=write", role: "admin" };
const hooks: Rule = {
  target: "repository",
  permissions: "repository_hooks=read",
  scopes: "admin:repo_hook, public_repo, read:repo_hook, repo, write:repo_hook",
  needs: "read:repo_hook, public_repo",
  role: "admin",
};
const changesHooks: Rule = {
  ...hooks,
  permissions: "repository_hooks=write",
  scopes: "admin:repo_hook, public_repo, repo, write:repo_hook",
  needs: "write:repo_hook, public_repo",
};

/** Repositories themselves: settings, collaborators, hooks, keys, protected branches, forks. */
export const repositoryRules: readonly RuleGroup[] = [
  [
    metadata,
    `repos/get repos/list-forks repos/list-languages repos/list-contributors repos/list-tags repos/get-all-topics
    repos/list-activities repos/list-issue-types repos/get-hash-algorithm repos/get-community-profile-metrics
    repos/get-code-frequency-stats repos/get-commit-activity-stats repos/get-contributors-stats
    repos/get-participation-stats repos/get-punch-card-stats repos/get-branch-rules activity/list-repo-events
    activity/list-stargazers-for-repo activity/get-stargazer-count-for-repo activity/list-watchers-for-repo
    activity/list-public-events-for-repo-network`,
  ],
  [
    {
      ...metadata,
      scopes: "",
      role: "write",
      refusal: "Must have push access to view repository collaborators.",
    },
    "repos/list-collaborators",
  ],
  [
    {
      ...metadata,
      scopes: "",
      role: "write",
      refusal: "Must have push access to view collaborator permission.",
    },
    "repos/get-collaborator-permission-level",
  ],
  [{ ...metadata, scopes: "", signIn: true }, "repos/check-collaborator"],
  [{ ...administers, refusal: adminRights, archived: true }, "repos/update"],
  [
    { ...administers, scopes: "delete_repo", needs: "delete_repo", refusal: adminRights, archived: true },
    "repos/delete",
  ],
  [{ ...administers, refusal: adminRights }, "repos/replace-all-topics repos/transfer"],
  [{ ...administers, refusal: adminRights }, "repos/add-collaborator"],
  // Everybody may leave: the operation looks after that.
  [{ target: "repository", permissions: "administration=write" }, "repos/remove-collaborator"],
  [{ ...administered, needs: "public_repo, repo:invite" }, "repos/list-invitations"],
  [{ ...administers, needs: "public_repo, repo:invite" }, "repos/update-invitation repos/delete-invitation"],
  [{ ...administered, scopes: "repo" }, "repos/list-teams repos/list-deploy-keys repos/get-deploy-key"],
  [administers, "repos/create-deploy-key repos/delete-deploy-key"],
  [
    hooks,
    `repos/list-webhooks repos/get-webhook repos/get-webhook-config-for-repo repos/list-webhook-deliveries
    repos/get-webhook-delivery`,
  ],
  [
    { ...changesHooks },
    `repos/create-webhook repos/update-webhook repos/update-webhook-config-for-repo repos/delete-webhook
    repos/ping-webhook repos/test-push-webhook repos/redeliver-webhook-delivery`,
  ],
  [
    administered,
    `repos/get-branch-protection repos/get-admin-branch-protection repos/get-pull-request-review-protection
    repos/get-commit-signature-protection repos/get-status-checks-protection
    repos/get-all-status-check-contexts repos/get-access-restrictions
    repos/get-apps-with-access-to-protected-branch repos/get-teams-with-access-to-protected-branch
    repos/get-users-with-access-to-protected-branch repos/check-vulnerability-alerts
    repos/check-automated-security-fixes repos/check-private-vulnerability-reporting repos/check-immutable-releases`,
  ],
  [
    administers,
    `repos/update-branch-protection repos/delete-branch-protection repos/set-admin-branch-protection
    repos/delete-admin-branch-protection repos/update-pull-request-review-protection
    repos/delete-pull-request-review-protection repos/create-commit-signature-protection
    repos/delete-commit-signature-protection repos/update-status-check-protection
    repos/remove-status-check-protection repos/add-status-check-contexts repos/set-status-check-contexts
    repos/remove-status-check-contexts repos/delete-access-restrictions repos/add-app-access-restrictions
    repos/set-app-access-restrictions repos/remove-app-access-restrictions repos/add-team-access-restrictions
    repos/set-team-access-restrictions repos/remove-team-access-restrictions
    repos/add-user-access-restrictions repos/set-user-access-restrictions
    repos/remove-user-access-restrictions repos/enable-vulnerability-alerts repos/disable-vulnerability-alerts
    repos/enable-automated-security-fixes repos/disable-automated-security-fixes
    repos/enable-private-vulnerability-reporting repos/disable-private-vulnerability-reporting
    repos/enable-immutable-releases repos/disable-immutable-releases`,
  ],
  [
    {
      target: "repository",
      permissions: "administration=write,contents=read",
      scopes: "public_repo, repo",
      archived: true,
    },
    "repos/create-fork",
  ],
  [
    {
      target: "repository",
      permissions: "administration=write,contents=read",
      scopes: "public_repo, repo",
      makesRepository: true,
      archived: true,
    },
    "repos/create-using-template",
  ],
  [
    { target: "repository", permissions: "", scopes: "", signIn: true },
    `activity/get-repo-subscription activity/list-repo-notifications-for-authenticated-user`,
  ],
  [
    { target: "repository", permissions: "", scopes: "", archived: true },
    `activity/set-repo-subscription activity/delete-repo-subscription activity/mark-repo-notifications-as-read`,
  ],
];
