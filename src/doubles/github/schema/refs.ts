import type { RepositoryConfig } from "../config.ts";
import { folded } from "../state/tables.ts";
import type { Entry } from "./references.ts";

/** Names of branches and tags that a repository has when it starts. */
export interface RepositoryRefs {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

type Repositories = readonly Entry<RepositoryConfig>[];

/** "owner/name" of a repository. */
export function fullNameOf({ owner, name }: Pick<RepositoryConfig, "owner" | "name">): string {
  return `${owner}/${name}`;
}

/** The repository that one is a fork of. */
export function parentOf(all: Repositories, { forkOf }: RepositoryConfig): Repositories[number] | undefined {
  return forkOf === null
    ? undefined
    : all.find(({ config }) => folded(fullNameOf(config)) === folded(forkOf));
}

/** Branches and tags of a repository, with those that a fork has from its parent. */
export function refsOf(all: Repositories, entry: Repositories[number]): RepositoryRefs {
  const branches = new Set<string>();
  const tags = new Set<string>();
  const seen = new Set<Repositories[number]>();
  for (let at: Repositories[number] | undefined = entry; at !== undefined && !seen.has(at);) {
    seen.add(at);
    if (hasContent(at)) branches.add(at.config.defaultBranch);
    for (const { name } of at.config.branches) branches.add(name);
    for (const { name } of at.config.tags) tags.add(name);
    at = parentOf(all, at.config);
  }
  return { branches: [...branches], tags: [...tags] };
}

/** Whether a repository has a commit. A folder that is not read yet has files. */
function hasContent({ config, context }: Repositories[number]): boolean {
  const { files, commits, branches, tags } = config;
  const written = files.length + commits.length + branches.length + tags.length > 0;
  return written || context.fieldNode("files_from") !== undefined;
}
