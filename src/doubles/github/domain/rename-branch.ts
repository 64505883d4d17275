import { fullName } from "../rest/find-repository.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import { rowOf } from "../state/view.ts";

/** A branch that gets another name. */
export interface BranchRenaming {
  readonly repository: RepositoryRow;
  readonly from: string;
  readonly to: string;
  readonly actor: AccountRow;
}

/** Gives a branch another name, with its protection; pull requests follow it, and so does the default branch. */
export function renameBranch(draft: Draft, { repository, from, to, actor }: BranchRenaming): void {
  const { id } = repository;
  const before = rowOf(draft, "ref", refKey(id, `refs/heads/${from}`));
  draft.put("ref", { ...before, name: `refs/heads/${to}` });
  draft.remove("ref", refKey(id, before.name));
  const protection = draft.get("protection", refKey(id, from));
  if (protection !== undefined) {
    draft.put("protection", { ...protection, branch: to });
    draft.remove("protection", refKey(id, from));
  }
  if (repository.defaultBranch === from) draft.change("repository", repository, { defaultBranch: to });
  for (const pull of draft.list("pull")) {
    const head = pull.headRepository === id && pull.headRef === from;
    const base = pull.repository === id && pull.baseRef === from;
    if (head || base)
      draft.change("pull", pull, { ...(head && { headRef: to }), ...(base && { baseRef: to }) });
  }
  const happened = { actor: actor.login, repository: fullName(draft, repository) };
  draft.emit("create", { ...happened, facts: { ref: `refs/heads/${to}`, ref_type: "branch" } });
  draft.emit("delete", { ...happened, facts: { ref: `refs/heads/${from}`, ref_type: "branch" } });
}
