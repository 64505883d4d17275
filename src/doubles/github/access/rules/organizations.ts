import type { Rule, RuleGroup } from "./rule.ts";

const open: Rule = {
  target: "organization",
  permissions: "metadata=read",
  scopes: "admin:org, read:org, repo, user, write:org",
};
const members: Rule = {
  target: "organization",
  permissions: "members=read",
  scopes: "admin:org, read:org, repo, user, write:org",
  needs: "read:org, repo, user",
  within: "member",
};
const runs: Rule = {
  target: "organization",
  permissions: "members=write",
  scopes: "admin:org",
  needs: "admin:org",
  within: "owner",
  refusal: "Must be an organization owner.",
};
const teams: Rule = { ...members, scopes: "admin:org, read:org, repo, user, write:org" };
/** Maintainers of a team may change it as well: the operations look after that. */
const changesTeams: Rule = {
  target: "organization",
  permissions: "members=write",
  scopes: "admin:org, repo",
  needs: "write:org, repo",
  within: "member",
};
const hooks: Rule = {
  target: "organization",
  permissions: "organization_hooks=read",
  scopes: "admin:org_hook",
  needs: "admin:org_hook",
  within: "owner",
};

/** Organizations, who is in them, their teams and hooks. */
export const organizationRules: readonly RuleGroup[] = [
  [
    open,
    `orgs/get orgs/list-members orgs/list-public-members orgs/check-membership-for-user
    orgs/check-public-membership-for-user activity/list-public-org-events`,
  ],
  [{ ...open, scopes: "repo" }, "repos/list-for-org"],
  [{ ...open, permissions: "issues=read", scopes: "repo", signIn: true }, "issues/list-for-org"],
  [
    {
      ...runs,
      permissions: "organization_administration=write",
      scopes: "admin:org, repo",
      needs: "admin:org, repo",
    },
    "orgs/update",
  ],
  [{ ...runs, permissions: "organization_administration=write" }, "orgs/delete"],
  [
    {
      target: "organization",
      permissions: "administration=write",
      scopes: "public_repo, repo",
      needs: "public_repo",
      within: "member",
      refusal: "You need admin access to the organization before adding a repository to it.",
      makesRepository: true,
    },
    "repos/create-in-org",
  ],
  // The operation itself says in its own words what strangers are told.
  [
    { ...open, permissions: "members=read", needs: "read:org, repo, user", signIn: true },
    "orgs/get-membership-for-user",
  ],
  [members, "orgs/list-outside-collaborators orgs/list-issue-types"],
  [
    { ...runs, refusal: "You must be an admin to add or update an organization membership." },
    "orgs/set-membership-for-user",
  ],
  // Everybody may leave: the operation looks after that.
  [
    { target: "organization", permissions: "members=write", scopes: "admin:org", needs: "admin:org" },
    "orgs/remove-membership-for-user",
  ],
  [
    runs,
    `orgs/remove-member orgs/convert-member-to-outside-collaborator orgs/remove-outside-collaborator
    orgs/create-invitation orgs/cancel-invitation`,
  ],
  [
    { ...members, scopes: "admin:org", needs: "admin:org", within: "owner" },
    "orgs/list-pending-invitations orgs/list-failed-invitations orgs/list-invitation-teams",
  ],
  [
    {
      ...members,
      permissions: "members=write",
      scopes: "admin:org, user, write:org",
      needs: "write:org, user",
    },
    "orgs/set-public-membership-for-authenticated-user orgs/remove-public-membership-for-authenticated-user",
  ],
  [
    teams,
    `teams/list teams/get-by-name teams/list-members-in-org teams/get-membership-for-user-in-org
    teams/list-repos-in-org teams/check-permissions-for-repo-in-org teams/list-child-in-org
    teams/list-pending-invitations-in-org teams/get-legacy teams/list-members-legacy teams/get-member-legacy
    teams/get-membership-for-user-legacy teams/list-repos-legacy teams/check-permissions-for-repo-legacy
    teams/list-child-legacy teams/list-pending-invitations-legacy`,
  ],
  [
    changesTeams,
    `teams/create teams/update-in-org teams/delete-in-org teams/add-or-update-membership-for-user-in-org
    teams/remove-membership-for-user-in-org teams/update-legacy teams/delete-legacy teams/add-member-legacy
    teams/remove-member-legacy teams/add-or-update-membership-for-user-legacy
    teams/remove-membership-for-user-legacy`,
  ],
  [
    { ...changesTeams, permissions: "administration=write,members=read" },
    "teams/add-or-update-repo-permissions-in-org teams/add-or-update-repo-permissions-legacy",
  ],
  [
    { ...changesTeams, permissions: "administration=write,members=write" },
    "teams/remove-repo-in-org teams/remove-repo-legacy",
  ],
  [
    hooks,
    `orgs/list-webhooks orgs/get-webhook orgs/get-webhook-config-for-org orgs/list-webhook-deliveries
    orgs/get-webhook-delivery`,
  ],
  [
    { ...hooks, permissions: "organization_hooks=write" },
    `orgs/create-webhook orgs/update-webhook orgs/update-webhook-config-for-org orgs/delete-webhook
    orgs/ping-webhook orgs/redeliver-webhook-delivery`,
  ],
  [
    { ...runs, permissions: "organization_user_blocking=read", within: "owner" },
    "orgs/list-blocked-users orgs/check-blocked-user",
  ],
  [{ ...runs, permissions: "organization_user_blocking=write" }, "orgs/block-user orgs/unblock-user"],
];
