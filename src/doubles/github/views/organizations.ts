import type { JsonObject } from "../../../core/index.ts";
import type { AccountRow, MembershipRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** `organization-simple`: how organizations stand in lists and in memberships. */
export function simpleOrganization(organization: AccountRow, urls: Urls): JsonObject {
  const url = urls.organization(organization.login);
  return {
    login: organization.login,
    id: organization.id,
    node_id: nodeId("organization", organization.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${organization.id}?v=4`,
    description: organization.description,
  };
}

/** What is public of `organization-full`, which is also `team-organization`. Unset texts are left out, as GitHub does. */
export function publicOrganization(view: View, organization: AccountRow, urls: Urls): JsonObject {
  const { name, company, blog, location, email, twitterUsername } = organization;
  const texts = { name, company, blog, location, email, twitter_username: twitterUsername ?? null };
  const repositories = view.list("repository", organization.id);
  return {
    ...simpleOrganization(organization, urls),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null)),
    is_verified: false,
    has_organization_projects: organization.settings?.["has_organization_projects"] ?? true,
    has_repository_projects: organization.settings?.["has_repository_projects"] ?? true,
    public_repos: repositories.filter(({ visibility }) => visibility === "public").length,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${urls.html}/${organization.login}`,
    created_at: organization.createdAt,
    updated_at: organization.updatedAt,
    archived_at: null,
    type: "Organization",
  };
}

/** Settings of an organization that nobody changed yet, by their published names. */
const settings = {
  members_can_create_repositories: true,
  two_factor_requirement_enabled: false,
  members_allowed_repository_creation_type: "all",
  members_can_create_public_repositories: true,
  members_can_create_private_repositories: true,
  members_can_create_internal_repositories: false,
  members_can_create_pages: true,
  members_can_fork_private_repositories: false,
  members_can_create_public_pages: true,
  members_can_create_private_pages: true,
  web_commit_signoff_required: false,
  advanced_security_enabled_for_new_repositories: false,
  dependabot_alerts_enabled_for_new_repositories: false,
  dependabot_security_updates_enabled_for_new_repositories: false,
  dependency_graph_enabled_for_new_repositories: false,
  secret_scanning_enabled_for_new_repositories: false,
  secret_scanning_push_protection_enabled_for_new_repositories: false,
} as const;

/** Names of everything that can be set of an organization and has no field of its own. */
export const settingNames: ReadonlySet<string> = new Set([
  ...Object.keys(settings),
  "billing_email",
  "has_organization_projects",
  "has_repository_projects",
]);

/** `organization-full`: for its owners with settings and counts. */
export function fullOrganization(
  view: View,
  organization: AccountRow,
  urls: Urls,
  toOwner: boolean,
): JsonObject {
  const shown = publicOrganization(view, organization, urls);
  if (!toOwner) return shown;
  const repositories = view.list("repository", organization.id);
  const notPublic = repositories.filter(({ visibility }) => visibility !== "public").length;
  const seats = view.count("membership", organization.id);
  const set = organization.settings ?? {};
  return {
    ...shown,
    total_private_repos: notPublic,
    owned_private_repos: notPublic,
    private_gists: 0,
    disk_usage: 0,
    collaborators: 0,
    billing_email: set["billing_email"] ?? organization.email,
    default_repository_permission: organization.defaultPermission,
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, set[name] ?? value])),
    plan: { name: "free", space: 976_562_499, private_repos: 10_000, filled_seats: seats, seats },
  };
}

/** `org-membership`. */
export function membershipView(view: View, membership: MembershipRow, urls: Urls): JsonObject {
  const organization = accountOf(view, membership.organization);
  const user = accountOf(view, membership.user);
  const url = urls.organization(organization.login);
  return {
    url: `${url}/memberships/${user.login}`,
    state: membership.state,
    role: membership.role,
    direct_membership: true,
    enterprise_teams_providing_indirect_membership: [],
    organization_url: url,
    user: simpleUser(user, urls),
    organization: simpleOrganization(organization, urls),
  };
}
