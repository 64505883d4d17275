import type { RepositoryConfig } from "../config.ts";
import { historyPlan } from "../history-plan.ts";
import type { Entry } from "./references.ts";
import { fullNameOf, parentOf } from "./refs.ts";

/** What a branch holds, as far as the scenario says it. */
export interface BranchContent {
  /** Paths of its files; undefined: a folder was not read. */
  readonly paths: ReadonlySet<string> | undefined;
  /** Its commits, each by a name of its own. */
  readonly commits: ReadonlySet<string>;
}

/** A path that a commit removes and that is not there. */
export interface MissingPath {
  readonly path: string;
  readonly message: string;
}

/** A repository's branches by name, and what its commits remove in vain. */
export interface RepositoryContents {
  readonly branches: ReadonlyMap<string, BranchContent>;
  readonly missing: readonly MissingPath[];
}

type Repository = Entry<RepositoryConfig>;

/** Follows the histories of all repositories, forks on top of what they are forks of. */
export function contentsOf(all: readonly Repository[]): ReadonlyMap<Repository, RepositoryContents> {
  const found = new Map<Repository, RepositoryContents>();
  const follow = (entry: Repository): RepositoryContents => {
    const known = found.get(entry);
    if (known !== undefined) return known;
    // Before its parent, so that forks of each other end somewhere.
    found.set(entry, { branches: new Map(), missing: [] });
    const parent = parentOf(all, entry.config);
    const contents = contentsOn(entry, parent === undefined ? new Map() : follow(parent).branches);
    found.set(entry, contents);
    return contents;
  };
  for (const entry of all) follow(entry);
  return found;
}

function contentsOn(
  { config, context }: Repository,
  inherited: ReadonlyMap<string, BranchContent>,
): RepositoryContents {
  const branches = new Map<string, BranchContent>(inherited);
  const missing: MissingPath[] = [];
  // A folder's files are not known where a scenario is only checked.
  const unread = config.files.length === 0 && context.fieldNode("files_from") !== undefined;
  const start: BranchContent = { paths: unread ? undefined : new Set(), commits: new Set() };
  // Branches share what they hold until one of them changes it: there may be many.
  const own = new Map<string, { readonly paths: Set<string> | undefined; readonly commits: Set<string> }>();
  for (const [index, step] of historyPlan(withFolder(config, unread), [...inherited.keys()]).entries()) {
    if (step.do === "branch") {
      branches.set(step.name, branches.get(step.from) ?? start);
      own.delete(step.from);
    }
    if (step.do !== "commit") continue;
    const content = own.get(step.branch) ?? copied(branches.get(step.branch) ?? start);
    own.set(step.branch, content);
    branches.set(step.branch, content);
    const { paths, commits } = content;
    for (const path of step.remove)
      if (paths !== undefined && !removePath(paths, path)) missing.push({ path, message: step.message });
    for (const { path } of step.files) paths?.add(path);
    commits.add(`${fullNameOf(config)} ${index}`);
  }
  return { branches, missing };
}

function copied({ paths, commits }: BranchContent): {
  readonly paths: Set<string> | undefined;
  readonly commits: Set<string>;
} {
  return { paths: paths === undefined ? undefined : new Set(paths), commits: new Set(commits) };
}

/** A folder that was not read makes a first commit all the same. */
function withFolder(config: RepositoryConfig, unread: boolean): RepositoryConfig {
  return unread ? { ...config, files: [{ path: "unread", content: "", mode: "100644" }] } : config;
}

function removePath(paths: Set<string>, path: string): boolean {
  const below = [...paths].filter((one) => one === path || one.startsWith(`${path}/`));
  for (const one of below) paths.delete(one);
  return below.length > 0;
}
