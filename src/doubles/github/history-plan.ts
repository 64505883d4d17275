import type { BranchConfig, FileConfig, RepositoryConfig } from "./config.ts";

/** One step of how a repository comes to be. */
export type HistoryStep =
  | {
      readonly do: "commit";
      readonly branch: string;
      readonly message: string;
      readonly files: readonly FileConfig[];
      readonly remove: readonly string[];
      readonly author: string | null;
      readonly date: string | null;
    }
  | { readonly do: "branch"; readonly name: string; readonly from: string; readonly sha: string | null }
  | { readonly do: "tag"; readonly name: string; readonly branch: string; readonly message: string | null };

/**
 * How a repository comes to be: the files are its first commit; the commits follow in their order, and a branch starts
 * where the one it comes from stands when its first commit is made, or at the end. So a branch is behind another one by
 * the commits that are listed after its own.
 * @param inherited branches that a fork has from its parent
 */
export function historyPlan(
  config: Pick<RepositoryConfig, "files" | "commits" | "branches" | "tags" | "defaultBranch">,
  inherited: readonly string[] = [],
): readonly HistoryStep[] {
  const steps: HistoryStep[] = [];
  const made = new Set(inherited);
  const { files, commits, branches, tags, defaultBranch } = config;
  const plain = { branch: defaultBranch, remove: [], author: null, date: null } as const;
  if (made.has(defaultBranch)) {
    if (files.length > 0) steps.push({ do: "commit", message: "Change files", files, ...plain });
  } else if (files.length > 0 || branches.length > 0 || tags.length > 0) {
    steps.push({ do: "commit", message: "Initial commit", files, ...plain });
  }
  made.add(defaultBranch);
  const declared = new Map(branches.map((branch) => [branch.name, branch]));
  const make = (name: string): void => {
    const branch = declared.get(name);
    if (made.has(name) || branch === undefined) return;
    // Before what it comes from, so that branches that come from each other end somewhere.
    made.add(name);
    const from = branch.from ?? defaultBranch;
    make(from);
    steps.push({ do: "branch", name, from, sha: branch.sha });
    if (changes(branch)) steps.push(ownCommit(branch));
  };
  for (const commit of commits) {
    const branch = commit.branch ?? defaultBranch;
    make(branch);
    steps.push({ do: "commit", ...commit, branch });
  }
  for (const { name } of branches) make(name);
  for (const { name, target, message } of tags)
    steps.push({ do: "tag", name, branch: target ?? defaultBranch, message });
  return steps;
}

function changes({ files, remove, message }: BranchConfig): boolean {
  return files.length > 0 || remove.length > 0 || message !== null;
}

function ownCommit({ name, files, remove, message }: BranchConfig): HistoryStep {
  return {
    do: "commit",
    branch: name,
    message: message ?? `Change files on ${name}`,
    files,
    remove,
    author: null,
    date: null,
  };
}
