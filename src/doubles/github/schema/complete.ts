import type { InstallationConfig, PullRequestConfig, RepositoryConfig, TokenConfig } from "../config.ts";
import { folded } from "../state/tables.ts";
import type { ReadInstallation } from "./apps.ts";
import type { Entry } from "./references.ts";
import { fullNameOf } from "./refs.ts";
import type { ReadToken } from "./tokens.ts";

/** Pull requests go into the default branch where nothing else is said. */
export function completePulls(
  pulls: readonly Entry<PullRequestConfig>[],
  repositories: readonly Entry<RepositoryConfig>[],
): readonly Entry<PullRequestConfig>[] {
  const branches = new Map(
    repositories.map(({ config }) => [folded(fullNameOf(config)), config.defaultBranch]),
  );
  return pulls.map((entry) => {
    const { base, repository } = entry.config;
    if (base !== "") return entry;
    return { ...entry, config: { ...entry.config, base: branches.get(folded(repository)) ?? "main" } };
  });
}

/** Installations get the next free ids, after those that are said. */
export function completeInstallations(
  entries: readonly Entry<ReadInstallation>[],
): readonly (InstallationConfig & { readonly id: number })[] {
  let last = Math.max(0, ...entries.map(({ config }) => config.id ?? 0));
  return entries.map(({ config }) => ({
    app: config.app,
    account: config.account,
    repositories: config.repositories,
    permissions: config.permissions,
    suspended: config.suspended,
    at: config.at,
    id: config.id ?? ++last,
  }));
}

/** The tokens that were declared with installations, as tokens like all others. */
export function installationTokens(
  entries: readonly Entry<ReadInstallation>[],
  completed: readonly { readonly id: number }[],
): readonly Entry<ReadToken>[] {
  return entries.flatMap((entry, index) => {
    const { app, account, accessToken, at } = entry.config;
    if (accessToken === null) return [];
    const config: ReadToken = {
      ...openToken,
      name: `${app} on ${account}`,
      named: true,
      value: accessToken,
      owner: account,
      installation: completed[index]?.id ?? null,
      at,
    };
    return [{ ...entry, config }];
  });
}

const openToken = {
  kind: "installation",
  permissions: null,
  scopes: null,
  repositories: null,
  repositoryVisibility: null,
  expires: null,
  revoked: false,
} as const satisfies Partial<TokenConfig>;
