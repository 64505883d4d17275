import type {
  CommitConfig,
  InstallationConfig,
  PullRequestConfig,
  RepositoryConfig,
  TokenConfig,
} from "../config.ts";
import { folded } from "../state/tables.ts";
import type { ReadInstallation } from "./apps.ts";
import type { Entry } from "./references.ts";
import { fullNameOf, refsOf } from "./refs.ts";
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

const firstCommit: CommitConfig = {
  message: "Initial commit",
  branch: null,
  files: [],
  remove: [],
  author: null,
  date: null,
};

/**
 * Other simulators have repositories with branches and pull requests, and no commit at all: here every repository gets a
 * first one, and every branch that a pull request names is there.
 */
export function completeImported(
  repositories: readonly Entry<RepositoryConfig>[],
  pulls: readonly Entry<PullRequestConfig>[],
): readonly Entry<RepositoryConfig>[] {
  return repositories.map((entry) => {
    const { config } = entry;
    const { branches } = refsOf(repositories, entry);
    const own = pulls.filter((pull) => folded(pull.config.repository) === folded(fullNameOf(config)));
    const named = own.flatMap((pull) => [pull.config.base, pull.config.head]);
    const missing = new Set(
      named.filter((name) => name !== "" && name !== config.defaultBranch && !branches.includes(name)),
    );
    const more = [...missing].map((name) => ({
      name,
      from: null,
      files: [],
      remove: [],
      sha: null,
      message: `Change ${name}`,
    }));
    const commits = branches.length === 0 ? [firstCommit, ...config.commits] : config.commits;
    return { ...entry, config: { ...config, commits, branches: [...config.branches, ...more] } };
  });
}
