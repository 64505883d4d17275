import type { ObjectStore } from "../git/index.ts";
import { objectSha } from "../git/index.ts";
import { hash } from "../hash.ts";
import type { Draft } from "../state/draft.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { objectKey } from "../state/tables.ts";

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
