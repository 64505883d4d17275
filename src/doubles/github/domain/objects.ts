import { objectSha, type GitObject, type ObjectReader, type ObjectStore } from "../git/index.ts";
import { hash } from "../hash.ts";
import type { Draft } from "../state/draft.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { objectKey } from "../state/tables.ts";
import type { View } from "../state/view.ts";

/** The objects that a repository shares with its forks, over a draft: what is put belongs to the write. */
export function objectsOf(draft: Draft, { network }: Pick<RepositoryRow, "network">): ObjectStore {
  return {
    get: (sha) => draft.get("object", objectKey(network, sha)),
    put(object) {
      const sha = objectSha(object, hash.sha1);
      if (draft.get("object", objectKey(network, sha)) === undefined)
        draft.put("object", { ...object, sha, network });
      return sha;
    },
  };
}

/** The same objects for those who only read. */
export function readObjects(view: View, { network }: Pick<RepositoryRow, "network">): ObjectReader {
  return { get: (sha) => view.get("object", objectKey(network, sha)) };
}

/** A store over another one, which gets what was put when `keep` is called: a merge that fails leaves nothing behind. */
export interface StagedStore extends ObjectStore {
  keep(store: ObjectStore): void;
}

/** See StagedStore. */
export function stagedStore(below: ObjectReader): StagedStore {
  const put = new Map<string, GitObject>();
  return {
    get: (sha) => put.get(sha) ?? below.get(sha),
    put(object) {
      const sha = objectSha(object, hash.sha1);
      if (below.get(sha) === undefined) put.set(sha, object);
      return sha;
    },
    keep(store) {
      for (const object of put.values()) store.put(object);
    },
  };
}
