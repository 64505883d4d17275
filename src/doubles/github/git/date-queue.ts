import { commitAt, type FoundCommit } from "./commit.ts";
import type { ObjectReader } from "./object.ts";

interface Waiting extends FoundCommit {
  readonly order: number;
}

/** Commits that wait for their turn, each taken once: newest first, equal dates in the order of coming. */
export interface DateQueue {
  /** Adds a commit unless it was added before or is missing. */
  add(sha: string): void;
  take(): FoundCommit | undefined;
}

/** A heap of commits by the date of their committer. */
export function dateQueue(store: ObjectReader): DateQueue {
  const heap: Waiting[] = [];
  const seen = new Set<string>();
  return {
    add(sha) {
      if (seen.has(sha)) return;
      seen.add(sha);
      const commit = commitAt(store, sha);
      if (commit === undefined) return;
      heap.push({ sha, commit, order: seen.size });
      rise(heap);
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined || first === last) return first;
      heap[0] = last;
      sink(heap);
      return first;
    },
  };
}

function before(one: Waiting, other: Waiting): boolean {
  const newer = one.commit.committer.seconds - other.commit.committer.seconds;
  return newer > 0 || (newer === 0 && one.order < other.order);
}

function rise(heap: Waiting[]): void {
  let at = heap.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!before(heap[at] as Waiting, heap[above] as Waiting)) return;
    swap(heap, at, above);
    at = above;
  }
}

function sink(heap: Waiting[]): void {
  for (let at = 0; ;) {
    let best = at;
    for (const below of [2 * at + 1, 2 * at + 2])
      if (below < heap.length && before(heap[below] as Waiting, heap[best] as Waiting)) best = below;
    if (best === at) return;
    swap(heap, at, best);
    at = best;
  }
}

function swap(heap: Waiting[], one: number, other: number): void {
  const kept = heap[one] as Waiting;
  heap[one] = heap[other] as Waiting;
  heap[other] = kept;
}
