import { commitAt, type ObjectReader } from "../git/index.ts";
import type { ObjectRow, RepositoryRow } from "../state/rows.ts";
import { objectKey, refKey } from "../state/tables.ts";
import type { View } from "../state/view.ts";

/** What the default branch of a repository holds. */
export interface DefaultTree {
  readonly store: ObjectReader;
  /** Its content is what names it: what was found out about one object stays true. */
  readonly tree: ObjectRow;
}

/** What the default branch holds; undefined: nothing was committed. */
export function defaultTree(
  view: View,
  { id, network, defaultBranch }: RepositoryRow,
): DefaultTree | undefined {
  const store: ObjectReader = { get: (sha) => view.get("object", objectKey(network, sha)) };
  const head = view.get("ref", refKey(id, `refs/heads/${defaultBranch}`))?.sha;
  const sha = head === undefined ? undefined : commitAt(store, head)?.tree;
  const tree = sha === undefined ? undefined : view.get("object", objectKey(network, sha));
  return tree === undefined ? undefined : { store, tree };
}
