import { rowOf } from "../state/view.ts";
import type { JsonObject } from "../../../core/index.ts";
import type { AllowedActors, ProtectionRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { appView } from "./apps.ts";
import { commitView, type CommitShown, type NamedCommit } from "./commits.ts";
import { encodePath } from "./files.ts";
import { listedTeam } from "./teams.ts";

/** `short-branch`: how branches stand in lists. */
export function shortBranch(
  shown: CommitShown,
  name: string,
  sha: string,
  row: ProtectionRow | undefined,
): JsonObject {
  return {
    name,
    commit: { sha, url: `${shown.urls.repository(shown.name)}/commits/${sha}` },
    protected: row !== undefined,
    ...(row === undefined
      ? {}
      : { protection: summary(row), protection_url: `${branchUrl(shown, name)}/protection` }),
  };
}

/** `branch-with-protection`: a branch by itself. */
export function branchView(
  shown: CommitShown,
  name: string,
  head: NamedCommit,
  row: ProtectionRow | undefined,
): JsonObject {
  const url = branchUrl(shown, name);
  return {
    name,
    commit: commitView(shown, head),
    _links: { self: url, html: `${shown.urls.html}/${shown.name}/tree/${encodePath(name)}` },
    protected: row !== undefined,
    protection: summary(row),
    protection_url: `${url}/protection`,
  };
}

function branchUrl({ urls, name }: CommitShown, branch: string): string {
  return `${urls.repository(name)}/branches/${encodePath(branch)}`;
}

/** What everybody is told of a branch's protection. */
function summary(row: ProtectionRow | undefined): JsonObject {
  const checks = row?.requiredStatusChecks ?? null;
  const level = checks === null ? "off" : row?.enforceAdmins === true ? "everyone" : "non_admins";
  const contexts = checks?.contexts ?? [];
  return {
    enabled: row !== undefined,
    required_status_checks: {
      enforcement_level: level,
      contexts: [...contexts],
      checks: contexts.map((context) => ({ context, app_id: null })),
    },
  };
}

/** `branch-protection`: all of it, for who may administer it. */
export function protectionView(shown: CommitShown, row: ProtectionRow): JsonObject {
  const url = protectionUrl(shown, row);
  return {
    url,
    ...(row.requiredStatusChecks === null ? {} : { required_status_checks: statusChecksView(shown, row) }),
    ...(row.requiredReviews === null ? {} : { required_pull_request_reviews: reviewsView(shown, row) }),
    ...(row.restrictions === null ? {} : { restrictions: restrictionsView(shown, row) }),
    required_signatures: signaturesView(shown, row),
    enforce_admins: adminsView(shown, row),
    required_linear_history: { enabled: row.linearHistory },
    allow_force_pushes: { enabled: row.allowForcePushes },
    allow_deletions: { enabled: row.allowDeletions },
    block_creations: { enabled: row.blockCreations },
    required_conversation_resolution: { enabled: row.conversationResolution },
    lock_branch: { enabled: row.lockBranch },
    allow_fork_syncing: { enabled: row.allowForkSyncing },
  };
}

function protectionUrl(shown: CommitShown, { branch }: ProtectionRow): string {
  return `${branchUrl(shown, branch)}/protection`;
}

/** `status-check-policy`. @param row one that requires statuses */
export function statusChecksView(shown: CommitShown, row: ProtectionRow): JsonObject {
  const url = `${protectionUrl(shown, row)}/required_status_checks`;
  const { strict, contexts } = row.requiredStatusChecks as NonNullable<typeof row.requiredStatusChecks>;
  return {
    url,
    strict,
    contexts: [...contexts],
    contexts_url: `${url}/contexts`,
    checks: contexts.map((context) => ({ context, app_id: null })),
  };
}

/** `protected-branch-pull-request-review`. @param row one that requires reviews */
export function reviewsView(shown: CommitShown, row: ProtectionRow): JsonObject {
  const reviews = row.requiredReviews as NonNullable<typeof row.requiredReviews>;
  const { dismissal } = reviews;
  const dismissals = `${protectionUrl(shown, row)}/dismissal_restrictions`;
  return {
    url: `${protectionUrl(shown, row)}/required_pull_request_reviews`,
    ...(dismissal === null
      ? {}
      : {
          dismissal_restrictions: {
            url: dismissals,
            users_url: `${dismissals}/users`,
            teams_url: `${dismissals}/teams`,
            users: allowedUsers(shown, dismissal),
            teams: allowedTeams(shown, dismissal),
            apps: allowedApps(shown, dismissal),
          },
        }),
    dismiss_stale_reviews: reviews.dismissStale,
    require_code_owner_reviews: reviews.codeOwners,
    require_last_push_approval: reviews.lastPushApproval,
    required_approving_review_count: reviews.count,
  };
}

/** `protected-branch-admin-enforced`: whether commits must be signed. */
export function signaturesView(shown: CommitShown, row: ProtectionRow): JsonObject {
  return { url: `${protectionUrl(shown, row)}/required_signatures`, enabled: row.requiredSignatures };
}

/** `protected-branch-admin-enforced`: whether administrators are held to it too. */
export function adminsView(shown: CommitShown, row: ProtectionRow): JsonObject {
  return { url: `${protectionUrl(shown, row)}/enforce_admins`, enabled: row.enforceAdmins };
}

/** `branch-restriction-policy`: who may push. @param row one that restricts it */
export function restrictionsView(shown: CommitShown, row: ProtectionRow): JsonObject {
  const url = `${protectionUrl(shown, row)}/restrictions`;
  const restrictions = row.restrictions as AllowedActors;
  return {
    url,
    users_url: `${url}/users`,
    teams_url: `${url}/teams`,
    apps_url: `${url}/apps`,
    users: allowedUsers(shown, restrictions),
    teams: allowedTeams(shown, restrictions),
    apps: allowedApps(shown, restrictions),
  };
}

/** Users that may do it. */
export function allowedUsers({ view, urls }: CommitShown, { users }: AllowedActors): JsonObject[] {
  return users.map((id) => simpleUser(accountOf(view, id), urls));
}

/** Teams that may do it; those that are gone are left out. */
export function allowedTeams({ view, urls }: CommitShown, { teams }: AllowedActors): JsonObject[] {
  return teams.flatMap((id) => {
    const team = view.get("team", id);
    return team === undefined ? [] : [listedTeam(view, team, urls)];
  });
}

/** Apps that may do it. */
export function allowedApps({ view, urls }: CommitShown, { apps }: AllowedActors): JsonObject[] {
  return apps.map((id) => appView(view, rowOf(view, "app", id), urls));
}
