import type { PermissionLevel } from "../config.ts";

const readWrite: readonly PermissionLevel[] = ["read", "write"];
const all: readonly PermissionLevel[] = ["read", "write", "admin"];

/** Permissions of a repository, an organization and a user that have the levels read and write. */
const common = `
  actions actions_variables administration artifact_metadata attestations checks code_quality codespaces
  codespaces_lifecycle_admin codespaces_metadata codespaces_secrets contents dependabot_secrets deployments discussions
  environments issues merge_queues metadata packages pages pull_requests repository_advisories
  repository_custom_properties repository_hooks secret_scanning_alerts secrets security_events single_file statuses
  vulnerability_alerts
  custom_properties_for_organizations members organization_actions_variables organization_administration
  organization_announcement_banners organization_codespaces organization_codespaces_secrets
  organization_copilot_agent_settings organization_copilot_seat_management organization_custom_org_roles
  organization_custom_roles organization_dependabot_secrets organization_hooks organization_packages
  organization_personal_access_token_requests organization_personal_access_tokens organization_secrets
  organization_self_hosted_runners organization_user_blocking
  blocking codespaces_user_secrets email_addresses emails followers gists git_signing_ssh_public_keys git_ssh_keys
  gpg_keys interaction_limits keys starring watching
`;

/**
 * Levels by permission: those of apps are the properties of the schema `app-permissions` in the published description
 * (a test holds one against the other), the rest are those that only fine-grained personal access tokens have.
 */
export const permissionLevels: Readonly<Record<string, readonly PermissionLevel[]>> = {
  ...Object.fromEntries(
    common
      .trim()
      .split(/\s+/)
      .map((name) => [name, readWrite]),
  ),
  repository_projects: all,
  organization_projects: all,
  organization_custom_properties: all,
  enterprise_custom_properties_for_organizations: all,
  workflows: ["write"],
  profile: ["write"],
  organization_events: ["read"],
  organization_plan: ["read"],
  plan: ["read"],
};

/** The names of all permissions. */
export const permissionNames: readonly string[] = Object.keys(permissionLevels);

const order: readonly PermissionLevel[] = ["read", "write", "admin"];

/** Whether a level is at least another. */
export function reaches(level: PermissionLevel | undefined, least: PermissionLevel): boolean {
  return level !== undefined && order.indexOf(level) >= order.indexOf(least);
}
