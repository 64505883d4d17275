import { isAncestor } from "../git/index.ts";
import { fullName } from "../rest/find-repository.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { refKey } from "../state/tables.ts";
import { closeByCommits } from "./closing.ts";
import { objectsOf } from "./objects.ts";
import { syncPulls } from "./sync-pulls.ts";
import { rowOf } from "../state/view.ts";

/** A reference that is to point elsewhere. */
export interface RefMove {
  readonly repository: RepositoryRow;
  /** "refs/heads/topic". */
  readonly ref: string;
  /** Null: the reference goes. */
  readonly sha: string | null;
  readonly actor: AccountRow;
}

/** What "before" and "after" say of a reference that was not there, or is gone. */
const nothingSha = "0".repeat(40);

/**
 * Moves, makes or removes a reference, says so ("create", "delete", "push") and tells the pull requests. Whether that
 * is allowed has been settled by then.
 */
export function moveRef(draft: Draft, { repository, ref, sha, actor }: RefMove): void {
  const before = draft.get("ref", refKey(repository.id, ref))?.sha ?? null;
  if (before === sha) return;
  if (sha === null) draft.remove("ref", refKey(repository.id, ref));
  else draft.put("ref", { repository: repository.id, name: ref, sha });
  const row = rowOf(draft, "repository", repository.id);
  if (row.pushedAt !== draft.at) draft.change("repository", row, { pushedAt: draft.at });
  const happened = { actor: actor.login, repository: fullName(draft, repository) };
  if (before === null || sha === null)
    draft.emit(before === null ? "create" : "delete", {
      ...happened,
      facts: { ref, ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch" },
    });
  const forced = before !== null && sha !== null && !isAncestor(objectsOf(draft, repository), before, sha);
  draft.emit("push", {
    ...happened,
    facts: {
      ref,
      before: before ?? nothingSha,
      after: sha ?? nothingSha,
      created: before === null,
      deleted: sha === null,
      forced,
    },
  });
  if (before !== null && sha !== null && ref === `refs/heads/${repository.defaultBranch}`)
    closeByCommits(draft, { repository, before, after: sha, actor });
  syncPulls(draft, { repository, ref, sha, actor });
}
