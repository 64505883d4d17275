import type { Rule, RuleGroup } from "./rule.ts";

/** Open to everybody. */
const free: Rule = { target: "none", permissions: "" };
const open: Rule = { target: "none", permissions: "metadata=read" };
const own: Rule = { target: "user", permissions: "" };

/** What is about whoever is signed in, about users in general, and about nothing in particular. */
export const accountRules: readonly RuleGroup[] = [
  [
    free,
    `meta/root meta/get meta/get-octocat meta/get-zen meta/get-all-versions rate-limit/get emojis/get
    licenses/get-all-commonly-used licenses/get gitignore/get-all-templates gitignore/get-template
    codes-of-conduct/get-all-codes-of-conduct codes-of-conduct/get-conduct-code markdown/render markdown/render-raw
    apps/get-by-slug activity/get-feeds`,
  ],
  [
    open,
    `users/get-by-username users/get-by-id users/list users/list-followers-for-user users/list-following-for-user
    users/check-following-for-user users/list-gpg-keys-for-user users/list-public-keys-for-user
    users/list-ssh-signing-keys-for-user users/list-social-accounts-for-user orgs/list orgs/list-for-user
    repos/list-for-user repos/list-public activity/list-public-events activity/list-public-events-for-user
    activity/list-events-for-authenticated-user activity/list-received-events-for-user
    activity/list-received-public-events-for-user activity/list-repos-watched-by-user
    activity/list-repos-starred-by-user gists/list-for-user gists/list-public gists/get
    search/issues-and-pull-requests search/repos search/users search/commits search/labels search/topics`,
  ],
  [{ ...open, signIn: true }, "search/code users/get-context-for-user"],
  [own, "users/get-authenticated"],
  [{ ...own, permissions: "profile=write", scopes: "user", needs: "user" }, "users/update-authenticated"],
  [
    {
      ...own,
      permissions: "email_addresses=read; emails=read",
      scopes: "user, user:email",
      needs: "user:email",
    },
    "users/list-emails-for-authenticated-user users/list-public-emails-for-authenticated-user",
  ],
  [
    { ...own, permissions: "email_addresses=write; emails=write", scopes: "user", needs: "user" },
    `users/add-email-for-authenticated-user users/delete-email-for-authenticated-user
    users/set-primary-email-visibility-for-authenticated-user`,
  ],
  [
    { ...own, permissions: "metadata=read", scopes: "", signIn: true },
    `repos/list-for-authenticated-user issues/list issues/list-for-authenticated-user
    activity/list-watched-repos-for-authenticated-user`,
  ],
  [
    {
      ...own,
      permissions: "administration=write",
      scopes: "public_repo, repo",
      needs: "public_repo",
      makesRepository: true,
    },
    "repos/create-for-authenticated-user",
  ],
  [
    { ...own, permissions: "", scopes: "public_repo, repo, repo:invite", needs: "public_repo, repo:invite" },
    `repos/list-invitations-for-authenticated-user repos/accept-invitation-for-authenticated-user
    repos/decline-invitation-for-authenticated-user`,
  ],
  [
    {
      ...own,
      permissions: "",
      scopes: "admin:org, read:org, repo, user, write:org",
      needs: "read:org, user, repo",
      refusal: "You need at least read:org scope or user scope to list your organizations.",
    },
    "orgs/list-for-authenticated-user",
  ],
  [
    {
      ...own,
      permissions: "members=read",
      scopes: "admin:org, read:org, repo, user, write:org",
      needs: "read:org, user, repo",
    },
    `orgs/list-memberships-for-authenticated-user orgs/get-membership-for-authenticated-user
    teams/list-for-authenticated-user`,
  ],
  [
    { ...own, permissions: "members=write", scopes: "admin:org, user, write:org", needs: "write:org, user" },
    "orgs/update-membership-for-authenticated-user",
  ],
  [
    { ...own, permissions: "starring=read", scopes: "" },
    "activity/list-repos-starred-by-authenticated-user activity/check-repo-is-starred-by-authenticated-user",
  ],
  [
    { ...own, permissions: "starring=write", scopes: "public_repo, repo", archived: true },
    "activity/star-repo-for-authenticated-user activity/unstar-repo-for-authenticated-user",
  ],
  [
    { ...own, permissions: "followers=read", scopes: "" },
    `users/list-followers-for-authenticated-user users/list-followed-by-authenticated-user
    users/check-person-is-followed-by-authenticated`,
  ],
  [
    { ...own, permissions: "followers=write", scopes: "user, user:follow", needs: "user:follow" },
    "users/follow users/unfollow",
  ],
  [
    {
      ...own,
      permissions: "git_ssh_keys=read; keys=read",
      scopes: "admin:public_key, read:public_key, write:public_key",
      needs: "read:public_key",
    },
    "users/list-public-ssh-keys-for-authenticated-user users/get-public-ssh-key-for-authenticated-user",
  ],
  [
    {
      ...own,
      permissions: "git_ssh_keys=write; keys=write",
      scopes: "admin:public_key, write:public_key",
      needs: "write:public_key",
    },
    "users/create-public-ssh-key-for-authenticated-user",
  ],
  [
    {
      ...own,
      permissions: "git_ssh_keys=write; keys=write",
      scopes: "admin:public_key",
      needs: "admin:public_key",
    },
    "users/delete-public-ssh-key-for-authenticated-user",
  ],
  [
    { ...own, permissions: "", scopes: "notifications, repo", needs: "notifications, repo" },
    "activity/list-notifications-for-authenticated-user activity/mark-notifications-as-read",
  ],
  [{ ...own, permissions: "gists=read", scopes: "gist" }, "gists/list gists/list-starred"],
  [
    { ...own, permissions: "gists=write", scopes: "gist", needs: "gist" },
    "gists/create gists/update gists/delete gists/fork gists/star gists/unstar",
  ],
];
