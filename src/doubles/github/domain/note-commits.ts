import { walk } from "../git/index.ts";
import type { Draft } from "../state/draft.ts";
import type { AccountRow, RepositoryRow } from "../state/rows.ts";
import { readObjects } from "./objects.ts";
import type { Pull } from "./pulls.ts";
import { addTimeline } from "./timeline.ts";

/** Commits that one push adds to a timeline. */
const commitsMax = 250;

/**
 * Tells the timeline of a pull request which commits its head has now, oldest first.
 * @param before the head that it had; null: it is new
 */
export function noteCommits(
  draft: Draft,
  actor: AccountRow,
  base: RepositoryRow,
  { issue, pull }: Pull,
  before: string | null,
): void {
  const not = before === null ? [pull.baseSha] : [pull.baseSha, before];
  const added = [...walk(readObjects(draft, base), { from: [pull.headSha], not })].toReversed();
  for (const { sha } of added.slice(-commitsMax))
    addTimeline(draft, actor, issue, "committed", { commitSha: sha });
}
