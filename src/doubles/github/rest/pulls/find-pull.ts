import type { MergeAct } from "../../domain/merge.ts";
import type { Pull } from "../../domain/pulls.ts";
import type { PullRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import { rowOf } from "../../state/view.ts";
import type { RestCall } from "../call.ts";
import { notFound } from "../problem.ts";

/** The pull request that the path names. @throws ApiProblem 404 */
export function pullIn(call: RestCall): Pull {
  const name = numberWithin(call.repository.id, call.number("pull_number"));
  const pull = call.draft.named("pull", name);
  if (pull === undefined) throw notFound();
  return bothSides(call, pull);
}

/** A pull request with its issue side, as they are now. */
export function bothSides({ draft }: RestCall, { id }: PullRow): Pull {
  return { issue: rowOf(draft, "issue", id), pull: rowOf(draft, "pull", id) };
}

/** Who merges, and where. */
export function mergeActOf({ repository, actor, account }: RestCall): MergeAct {
  return { base: repository, actor, account };
}
