import type { JsonObject } from "../../../core/index.ts";
import type { PullRow, RepositoryRow } from "../state/rows.ts";
import { rowOf, type View } from "../state/view.ts";
import { accountOf } from "./accounts.ts";
import type { Urls } from "./urls.ts";

/** `pull-request-minimal` of the open pull requests that bring a commit. */
export function pullsOfHead(view: View, repository: RepositoryRow, sha: string, urls: Urls): JsonObject[] {
  return view
    .list("pull", repository.id)
    .filter(({ id, headSha }) => headSha === sha && view.get("issue", id)?.state === "open")
    .map((pull) => pullMinimal(view, pull, urls));
}

/** `pull-request-minimal`: as pull requests stand in checks. */
function pullMinimal(view: View, pull: PullRow, urls: Urls): JsonObject {
  const base = rowOf(view, "repository", pull.repository);
  // Those of a fork that is gone have been closed.
  const head = rowOf(view, "repository", pull.headRepository as number);
  return {
    url: `${repositoryUrl(view, base, urls)}/pulls/${pull.number}`,
    id: pull.id,
    number: pull.number,
    head: { ref: pull.headRef, sha: pull.headSha, repo: repositoryLink(view, head, urls) },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo: repositoryLink(view, base, urls) },
  };
}

function repositoryLink(view: View, repository: RepositoryRow, urls: Urls): JsonObject {
  return { id: repository.id, url: repositoryUrl(view, repository, urls), name: repository.name };
}

function repositoryUrl(view: View, { owner, name }: RepositoryRow, urls: Urls): string {
  return urls.repository(`${accountOf(view, owner).login}/${name}`);
}
