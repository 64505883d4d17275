import { findCommit } from "../../domain/find-commit.ts";
import {
  commitAt,
  diffFiles,
  diffText,
  distance,
  mergeBase,
  patchMails,
  walk,
  type FoundCommit,
} from "../../git/index.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import { commitView } from "../../views/commits.ts";
import { diffEntry, encodePath, filesMax } from "../../views/files.ts";
import { answered, type RestAnswer } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { commitShown, param, storeOf } from "./git-call.ts";
import { textAnswer } from "./commits.ts";

/** Comparisons of two revisions, also of forks. */
export const compareOperations: readonly Operation[] = [
  operation("repos/compare-commits-with-basehead", (call) => compare(call, param(call, "basehead"))),
  operation("repos/compare-commits", (call) =>
    compare(call, `${param(call, "base")}...${param(call, "head")}`),
  ),
];

/** Commits that a comparison tells when no page is asked for. */
const commitsMax = 250;

interface Compared {
  readonly base: FoundCommit;
  readonly head: FoundCommit;
  readonly mergeBase: FoundCommit;
  /** Only what stands between both themselves, not what came since they parted. */
  readonly direct: boolean;
  readonly label: string;
}

function compare(call: RestCall, basehead: string): RestAnswer {
  const compared = comparedIn(call, basehead);
  const { base, head, direct } = compared;
  const store = storeOf(call);
  const from = direct ? base : compared.mergeBase;
  const files = diffFiles(store, from.commit.tree, head.commit.tree);
  if (call.media === "diff") return textAnswer("diff", diffText(files));
  const between = [...walk(store, { from: [head.sha], not: [base.sha] })].toReversed();
  if (call.media === "patch") return textAnswer("patch", patchMails(store, between));
  const { page, perPage } = call.page;
  const paged = call.query.get("page") !== null || call.query.get("per_page") !== null;
  const told = paged ? between.slice((page - 1) * perPage, page * perPage) : between.slice(0, commitsMax);
  const entries = page > 1 ? [] : files.slice(0, filesMax);
  const { ahead, behind } = distance(store, base.sha, head.sha);
  const shown = commitShown(call);
  return {
    ...answered({
      ...addresses(call, compared),
      base_commit: commitView(shown, base),
      merge_base_commit: commitView(shown, compared.mergeBase),
      status: statusOf(ahead, behind),
      ahead_by: ahead,
      behind_by: behind,
      total_commits: between.length,
      commits: told.map((one) => commitView(shown, one)),
      files: entries.map((file) => diffEntry(file, call.repositoryName, head.sha, call.urls)),
    }),
    ...(paged ? { page: { page, perPage, total: between.length } } : {}),
  };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}

function addresses(
  { urls, repositoryName }: RestCall,
  { base, head, label }: Compared,
): Readonly<Record<string, string>> {
  const html = `${urls.html}/${repositoryName}/compare/`;
  const owner = repositoryName.replace(/\/.*/, "");
  const name = encodePath(label);
  return {
    url: `${urls.repository(repositoryName)}/compare/${name}`,
    html_url: html + name,
    permalink_url: `${html}${owner}:${base.sha.slice(0, 7)}...${owner}:${head.sha.slice(0, 7)}`,
    diff_url: `${html}${name}.diff`,
    patch_url: `${html}${name}.patch`,
  };
}

function comparedIn(call: RestCall, basehead: string): Compared {
  // Names of refs hold no two dots, so that the first ones are those between.
  const parts = /^(.+?)(\.\.\.?)(.+)$/.exec(basehead);
  if (parts === null) throw notFound();
  const [, baseName = "", dots = "", headName = ""] = parts;
  const [base, head] = [revisionIn(call, baseName), revisionIn(call, headName)];
  const store = storeOf(call);
  const sha = mergeBase(store, base.sha, head.sha);
  const commit = sha === undefined ? undefined : commitAt(store, sha);
  if (sha === undefined || commit === undefined)
    throw new ApiProblem(404, `No common ancestor between ${baseName} and ${headName}.`);
  return { base, head, mergeBase: { sha, commit }, direct: dots === "..", label: basehead };
}

/** "main", "octocat:main" or "octocat:demo:main", where the others are forks in the same network. */
function revisionIn(call: RestCall, name: string): FoundCommit {
  const parts = name.split(":");
  const revision = parts.at(-1) as string;
  const repository =
    parts.length === 1
      ? call.repository
      : forkOf(call, parts[0] as string, parts.length > 2 ? parts[1] : undefined);
  const sha = repository === undefined ? undefined : findCommit(call.draft, repository, revision);
  const commit = sha === undefined ? undefined : commitAt(storeOf(call), sha);
  if (sha === undefined || commit === undefined) throw notFound();
  return { sha, commit };
}

/** The repository of an owner that shares its objects with the one that is asked. */
function forkOf({ draft, repository }: RestCall, owner: string, name?: string): RepositoryRow | undefined {
  const account = draft.named("account", folded(owner));
  if (account?.id === repository.owner && name === undefined) return repository;
  return draft
    .list("repository")
    .find(
      (one) =>
        one.owner === account?.id &&
        one.network === repository.network &&
        (name === undefined || folded(one.name) === folded(name)),
    );
}
