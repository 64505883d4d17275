import { commitObject, type FileContent, type ObjectStore } from "../../src/doubles/github/git/index.ts";
import { asTree } from "./random-history.ts";

const who = { name: "M", email: "m@x", seconds: 1_700_000_000, zone: "+0000" };

/** Files by path. */
export type Files = ReadonlyMap<string, FileContent>;

/** Puts a commit of a tree, some seconds after the others. */
export function commitOf(store: ObjectStore, tree: string, parents: readonly string[], seconds = 0): string {
  const at = { ...who, seconds: who.seconds + seconds };
  return store.put(commitObject({ tree, parents, author: at, committer: at, message: "m\n" }));
}

/** Commits of a base and of two changes of it. */
export function forkOf(
  store: ObjectStore,
  base: Files,
  ours: Files,
  theirs: Files,
): readonly [string, string] {
  const first = commitOf(store, asTree(store, base), []);
  return [commitOf(store, asTree(store, ours), [first]), commitOf(store, asTree(store, theirs), [first], 1)];
}
