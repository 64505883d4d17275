import { dateQueue } from "./date-queue.ts";
import { commitAt } from "./commit.ts";
import type { FoundCommit } from "./commit.ts";
import type { ObjectReader } from "./object.ts";
import { treeEntryAt } from "./tree.ts";

/**
 * The commits that changed what stands at a path (`git rev-list FROM -- PATH`), newest first. A commit that has there
 * what one of its parents has is passed over, and history goes on with that parent only.
 */
export function* pathHistory(store: ObjectReader, from: string, path: string): Generator<FoundCommit> {
  const queue = dateQueue(store);
  queue.add(from);
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    const here = atPath(store, next.commit.tree, path);
    const same = next.commit.parents.find((parent) => {
      const commit = commitAt(store, parent);
      return commit !== undefined && atPath(store, commit.tree, path) === here;
    });
    if (same !== undefined) {
      queue.add(same);
      continue;
    }
    if (next.commit.parents.length > 0 || here !== "") yield next;
    for (const parent of next.commit.parents) queue.add(parent);
  }
}

function atPath(store: ObjectReader, tree: string, path: string): string {
  const entry = treeEntryAt(store, tree, path);
  return entry === undefined ? "" : `${entry.mode} ${entry.sha}`;
}
