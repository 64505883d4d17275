import type { PullRequestConfig } from "../../config.ts";
import { tipOf } from "../../domain/find-commit.ts";
import { objectsOf } from "../../domain/objects.ts";
import { personOf, webFlow } from "../../domain/people.ts";
import { testMerge } from "../../domain/test-merge.ts";
import { addTimeline } from "../../domain/timeline.ts";
import { commitAt, commitObject, isAncestor, mergeCommits } from "../../git/index.ts";
import type { Draft } from "../draft.ts";
import type { IssueRow, PullRow, RepositoryRow } from "../rows.ts";
import { folded, refKey } from "../tables.ts";
import { rowNamed, rowOf } from "../view.ts";
import { authorOf } from "./author.ts";

/** The other side of a pull request: its branches, reviews and checks. */
export function seedPull(
  draft: Draft,
  repository: RepositoryRow,
  issue: IssueRow,
  config: PullRequestConfig,
): void {
  const { home, branch } = headOf(draft, repository, config.head);
  const headSha = tipOf(draft, home, branch);
  const baseSha = tipOf(draft, repository, config.base);
  const mergeCommitSha = config.merged
    ? merge(draft, repository, issue, { ...config, headSha, baseSha })
    : null;
  const pull = draft.put("pull", {
    id: issue.id,
    repository: repository.id,
    number: issue.number,
    draft: config.draft,
    headRef: branch,
    headRepository: home.id,
    headOwner: home.owner,
    headSha,
    baseRef: config.base,
    baseSha,
    merged: config.merged,
    mergedAt: config.merged ? draft.at : null,
    mergedBy: config.merged ? issue.author : null,
    mergeCommitSha,
    maintainerCanModify: home.id !== repository.id,
    autoMerge: null,
    requestedReviewers: config.requestedReviewers.map(
      (login) => rowNamed(draft, "account", folded(login)).id,
    ),
    requestedTeams: [],
  });
  const name = `refs/pull/${issue.number}`;
  if (config.merged) draft.put("ref", { repository: repository.id, name: `${name}/head`, sha: headSha });
  else testMerge(draft, repository, pull);
  if (config.state === "closed") draft.remove("ref", refKey(repository.id, `${name}/merge`));
  seedReviews(draft, repository, issue, config, headSha);
  seedChecks(draft, repository, config, headSha, branch);
  if (mergeCommitSha !== null)
    addTimeline(draft, authorOf(draft, config.author, repository), issue, "merged", {
      commitSha: mergeCommitSha,
    });
}

/** Tries to merge all that are open, with their bases as they are when everything is there. */
export function settlePulls(draft: Draft): void {
  for (const pull of draft.list("pull")) {
    if (rowOf(draft, "issue", pull.id).state !== "open") continue;
    const repository = rowOf(draft, "repository", pull.repository);
    const baseSha = tipOf(draft, repository, pull.baseRef);
    testMerge(draft, repository, draft.change("pull", pull, { baseSha }));
  }
}

/** "topic" is a branch of the repository, "hubot:topic" one of hubot's fork. */
function headOf(
  draft: Draft,
  repository: RepositoryRow,
  head: string,
): { readonly home: RepositoryRow; readonly branch: string } {
  const colon = head.indexOf(":");
  if (colon < 0) return { home: repository, branch: head };
  const owner = draft.named("account", folded(head.slice(0, colon)));
  const home =
    owner?.id === repository.owner
      ? repository
      : draft.list("repository").find((one) => one.owner === owner?.id && one.network === repository.network);
  return { home: home ?? repository, branch: head.slice(colon + 1) };
}

/** Merges the head into the base, as a merge on GitHub's pages would have. */
function merge(
  draft: Draft,
  repository: RepositoryRow,
  { number }: IssueRow,
  {
    base,
    head,
    title,
    headSha,
    baseSha,
    author,
  }: Pick<PullRequestConfig, "base" | "head" | "title" | "author"> & Pick<PullRow, "headSha" | "baseSha">,
): string {
  const store = objectsOf(draft, repository);
  if (isAncestor(store, headSha, baseSha)) return baseSha;
  const merged = mergeCommits(store, baseSha, headSha);
  // Where both changed the same, somebody decided: for the pull request.
  const tree = merged?.conflicts.length === 0 ? merged.tree : commitAt(store, headSha)?.tree;
  const owner = rowOf(draft, "account", repository.owner).login;
  const label = head.includes(":") ? head.replace(":", "/") : `${owner}/${head}`;
  const sha = store.put(
    commitObject({
      tree: tree as string,
      parents: [baseSha, headSha],
      author: personOf(authorOf(draft, author, repository), draft.at),
      committer: webFlow(draft.at),
      message: `Merge pull request #${number} from ${label}\n\n${title}`,
    }),
  );
  draft.put("ref", { repository: repository.id, name: `refs/heads/${base}`, sha });
  return sha;
}

function seedReviews(
  draft: Draft,
  repository: RepositoryRow,
  issue: IssueRow,
  { reviews }: PullRequestConfig,
  commitSha: string,
): void {
  for (const { author, state, body } of reviews) {
    const account = authorOf(draft, author, repository);
    const review = draft.add("review", {
      repository: repository.id,
      pull: issue.id,
      author: account.id,
      state,
      body: body ?? "",
      commitSha,
      submittedAt: draft.at,
      updatedAt: draft.at,
    });
    addTimeline(draft, account, issue, "reviewed", { review: review.id });
  }
}

/** Checks stand where the pull request does, also those of a fork's head. */
function seedChecks(
  draft: Draft,
  home: RepositoryRow,
  { checks }: PullRequestConfig,
  sha: string,
  branch: string,
): void {
  const names = Object.entries(checks);
  if (names.length === 0) return;
  const times = { createdAt: draft.at, updatedAt: draft.at };
  const suite = draft.add("checkSuite", {
    repository: home.id,
    sha,
    branch,
    app: null,
    rerequested: false,
    ...times,
  });
  for (const [name, said] of names) {
    const running = said === "queued" || said === "in_progress";
    draft.add("checkRun", {
      repository: home.id,
      suite: suite.id,
      sha,
      name,
      status: running ? said : "completed",
      conclusion: running ? null : said,
      externalId: "",
      detailsUrl: null,
      output: { title: null, summary: null, text: null, annotations: [] },
      actions: [],
      startedAt: said === "queued" ? null : draft.at,
      completedAt: running ? null : draft.at,
    });
  }
}
