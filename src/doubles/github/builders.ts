import type { InferInput } from "../../scenario/index.ts";
import type { githubSection } from "./schema/section.ts";

/** What TypeScript writes for `github` in a scenario. */
export type GithubInput = InferInput<(typeof githubSection)["shape"]>;

type One<Key extends keyof GithubInput> =
  NonNullable<GithubInput[Key]> extends readonly (infer Item)[] ? Item : never;

/** A scenario of a GitHub alone: what the builders give, for defineScenario() and mergeScenarios(). */
export type GithubScenario = Readonly<Record<"github", GithubInput>>;

/** Whose something is. */
export interface OwnerOptions {
  /** Whether the owner is an organization, and not a user. */
  readonly ownerIsOrg?: boolean;
}

/** What singleRepo() takes besides the owner: the fields of a repository, without those that say which one it is. */
export type SingleRepoOptions = OwnerOptions &
  Partial<Omit<One<"repositories">, "owner" | "name">> & {
    /** The repository's name; "repo" if absent. */
    readonly name?: string;
  };

/**
 * One owner with one repository. Without files it holds a README, so that its default branch is there.
 * @example defineScenario(singleRepo("octocat", { name: "demo", branches: ["next"] }))
 */
export function singleRepo(owner: string, options: SingleRepoOptions = {}): GithubScenario {
  const { ownerIsOrg = false, name = "repo", ...fields } = options;
  const said = fields.files !== undefined || fields.filesFrom !== undefined || fields.forkOf !== undefined;
  const files = said ? {} : { files: { "README.md": `# ${name}\n` } };
  return { github: { ...account(owner, ownerIsOrg), repositories: [{ owner, name, ...files, ...fields }] } };
}

/**
 * An organization without repositories.
 * @example mergeScenarios(singleRepo("octocat"), emptyOrg("acme", { members: { octocat: "admin" } }))
 */
export function emptyOrg(
  login: string,
  options: Partial<Omit<One<"organizations">, "login">> = {},
): GithubScenario {
  return { github: { organizations: [{ login, ...options }] } };
}

/** What monorepo() takes besides its packages: as singleRepo(), and the folder that they stand in. */
export type MonorepoOptions = Omit<SingleRepoOptions, "name" | "files" | "filesFrom"> & {
  /** The folder of the packages; "packages" if absent. */
  readonly folder?: string;
};

/**
 * A repository of several packages: a list of names, or files by package. Each has a package.json unless it brings one.
 * @throws TypeError there is no package
 * @example monorepo("acme", "app", ["web", "api"], { ownerIsOrg: true })
 */
export function monorepo(
  owner: string,
  repo: string,
  packages: readonly string[] | Readonly<Record<string, NonNullable<One<"repositories">["files"]>>>,
  options: MonorepoOptions = {},
): GithubScenario {
  const { folder = "packages", ...more } = options;
  const names = Array.isArray(packages) ? (packages as readonly string[]) : Object.keys(packages);
  if (names.length === 0) throw new TypeError("a monorepo has at least one package");
  const brought = (Array.isArray(packages) ? {} : packages) as Readonly<
    Record<string, NonNullable<One<"repositories">["files"]>>
  >;
  const files = names.map((name) => {
    const all = { "package.json": { json: { name, version: "0.0.0" } }, ...brought[name] };
    return Object.fromEntries(
      Object.entries(all).map(([path, file]) => [`${folder}/${name}/${path}`, file] as const),
    );
  });
  const root = { "package.json": { json: { name: repo, private: true, workspaces: [`${folder}/*`] } } };
  return singleRepo(owner, { ...more, name: repo, files: Object.assign({}, root, ...files) as typeof root });
}

/** What githubApp() takes besides the app's slug. */
export interface GithubAppOptions extends Pick<One<"apps">, "name" | "id" | "permissions" | "events"> {
  /** Login of the user or organization that has it installed. */
  readonly account: string;
  /** Whether that is an organization. */
  readonly accountIsOrg?: boolean;
  /** Repositories of the account that it reaches, by their names alone; all if absent. They are declared as well. */
  readonly repositories?: readonly string[];
  /** The token of its installation, "ghs_...". */
  readonly accessToken?: string;
  /** Whether the installation is suspended. */
  readonly suspended?: boolean;
}

/**
 * An app that is installed on an account, with the repositories that it reaches.
 * @example githubApp("release-bot", { account: "acme", accountIsOrg: true, repositories: ["app"], permissions: ["contents:write"] })
 */
export function githubApp(slug: string, options: GithubAppOptions): GithubScenario {
  const { account: login, accountIsOrg = false, repositories, accessToken, suspended, ...app } = options;
  const installation = {
    app: slug,
    account: login,
    ...(repositories === undefined ? {} : { repositories: repositories.map((name) => `${login}/${name}`) }),
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(suspended === undefined ? {} : { suspended }),
  };
  return {
    github: {
      ...account(login, accountIsOrg),
      ...(repositories === undefined
        ? {}
        : { repositories: repositories.map((name) => ({ owner: login, name })) }),
      apps: [{ slug, owner: login, ...app }],
      installations: [installation],
    },
  };
}

function account(login: string, isOrg: boolean): Pick<GithubInput, "users" | "organizations"> {
  return isOrg ? { organizations: [{ login }] } : { users: [{ login }] };
}
