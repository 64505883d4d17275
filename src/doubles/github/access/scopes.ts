/** The scopes of classic and OAuth tokens, with the narrower ones that each of them holds. */
const held: Readonly<Record<string, readonly string[]>> = {
  repo: ["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"],
  "repo:status": [],
  repo_deployment: [],
  public_repo: [],
  "repo:invite": [],
  security_events: [],
  workflow: [],
  delete_repo: [],
  ...levels("repo_hook", "admin:", "write:", "read:"),
  ...levels("org", "admin:", "write:", "read:"),
  ...levels("public_key", "admin:", "write:", "read:"),
  ...levels("gpg_key", "admin:", "write:", "read:"),
  ...levels("ssh_signing_key", "admin:", "write:", "read:"),
  "admin:org_hook": [],
  ...levels("packages", "write:", "read:"),
  "delete:packages": [],
  ...levels("discussion", "write:", "read:"),
  ...levels("project", "", "read:"),
  ...levels("audit_log", "", "read:"),
  ...levels("network_configurations", "write:", "read:"),
  gist: [],
  notifications: [],
  user: ["read:user", "user:email", "user:follow"],
  "read:user": [],
  "user:email": [],
  "user:follow": [],
  codespace: ["codespace:secrets"],
  "codespace:secrets": [],
  copilot: ["manage_billing:copilot"],
  "manage_billing:copilot": [],
  "admin:enterprise": [
    "manage_runners:enterprise",
    "manage_billing:enterprise",
    "read:enterprise",
    "scim:enterprise",
  ],
  "manage_runners:enterprise": [],
  "manage_billing:enterprise": [],
  "read:enterprise": [],
  "scim:enterprise": [],
};

/** Each level of one thing holds those after it. */
function levels(of: string, ...prefixes: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const names = prefixes.map((prefix) => prefix + of);
  return Object.fromEntries(names.map((name, index) => [name, names.slice(index + 1)]));
}

/** The names of all scopes. */
export const scopeNames: readonly string[] = Object.keys(held);

/** What a token without restrictions says that it has: the scopes that no other scope holds. */
export const allScopes: readonly string[] = scopeNames
  .filter((name) => !Object.values(held).some((within) => within.includes(name)))
  .sort();

/** Whether it is a scope. */
export function isScope(name: string): boolean {
  return Object.hasOwn(held, name);
}

/** Whether a token with some scopes has another one, by itself or within a wider one. */
export function hasScope(scopes: readonly string[], wanted: string): boolean {
  return scopes.some(
    (scope) => scope === wanted || (isScope(scope) && held[scope]?.includes(wanted) === true),
  );
}
