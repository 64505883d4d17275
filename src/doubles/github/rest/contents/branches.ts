import { branchSha } from "../../domain/find-commit.ts";
import { protectionOf } from "../../domain/protection.ts";
import { renameBranch } from "../../domain/rename-branch.ts";
import { isBranchName, refsCollide, commitAt, isSha, peel, type Commit } from "../../git/index.ts";
import type { RefRow } from "../../state/rows.ts";
import { branchView, shortBranch } from "../../views/branches.ts";
import { encodePath } from "../../views/files.ts";
import { nodeId } from "../../views/node-id.ts";
import { answered, created } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, validationFailed } from "../problem.ts";
import { commitShown, param, storeOf, textIn } from "./git-call.ts";

/** Branches and tags, as lists and each by itself. */
export const branchOperations: readonly Operation[] = [
  operation("repos/list-branches", (call) => {
    const wanted = call.query.get("protected");
    const found = refsBelow(call, heads).filter(({ name }) => {
      const row = protectionOf(call.draft, call.repository, name);
      return wanted === null || String(row !== undefined) === wanted;
    });
    return listed(call, found, ({ name, sha }) => {
      const row = protectionOf(call.draft, call.repository, name);
      return shortBranch(commitShown(call), name, sha, row);
    });
  }),
  operation("repos/get-branch", (call) => answered(showBranch(call, param(call, "branch")))),
  operation("repos/rename-branch", (call) => {
    const from = param(call, "branch");
    branchHead(call, from);
    const to = textIn(call, "new_name").replace(/^refs\/heads\//, "");
    if (!isBranchName(to))
      throw validationFailed({ resource: "Branch", code: "invalid", field: "name", value: to });
    if (
      to !== from &&
      refsBelow(call, heads).some(({ name }) => name === to || (name !== from && refsCollide(name, to)))
    )
      throw validationFailed({
        resource: "Branch",
        code: "custom",
        field: "name",
        message: `A branch named ${to} already exists`,
      });
    if (to !== from) renameBranch(call.draft, { repository: call.repository, from, to, actor: call.account });
    return { ...created(showBranch(call, to)), headers: [] };
  }),
  operation("repos/list-branches-for-head-commit", (call) => {
    const sha = param(call, "commit_sha");
    if (!isSha(sha)) throw new ApiProblem(422, `No commit found for SHA: ${sha}`);
    const found = refsBelow(call, heads).filter((ref) => ref.sha === sha);
    return listed(call, found, ({ name }) => ({
      name,
      commit: { sha, url: `${call.urls.repository(call.repositoryName)}/commits/${sha}` },
      protected: protectionOf(call.draft, call.repository, name) !== undefined,
    }));
  }),
  operation("repos/list-tags", (call) => {
    const base = call.urls.repository(call.repositoryName);
    return listed(call, refsBelow(call, "refs/tags/").toReversed(), ({ name, sha: ref, repository }) => {
      const { sha } = peel(storeOf(call), ref) as NonNullable<ReturnType<typeof peel>>;
      return {
        name,
        zipball_url: `${base}/zipball/refs/tags/${encodePath(name)}`,
        tarball_url: `${base}/tarball/refs/tags/${encodePath(name)}`,
        commit: { sha, url: `${base}/commits/${sha}` },
        node_id: nodeId("ref", `${repository}:refs/tags/${encodeURIComponent(name)}`),
      };
    });
  }),
];

const heads = "refs/heads/";

/** References that begin so, without their beginning, by name. */
function refsBelow({ draft, repository }: RestCall, start: string): readonly RefRow[] {
  return draft
    .list("ref", repository.id)
    .filter(({ name }) => name.startsWith(start))
    .map((ref) => ({ ...ref, name: ref.name.slice(start.length) }))
    .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}

/** The commit that a branch points at. @throws ApiProblem 404 */
export function branchHead(call: RestCall, branch: string): string {
  const sha = branchSha(call.draft, call.repository, branch);
  if (sha === undefined) throw new ApiProblem(404, "Branch not found");
  return sha;
}

function showBranch(call: RestCall, branch: string): ReturnType<typeof branchView> {
  const sha = branchHead(call, branch);
  const commit = commitAt(storeOf(call), sha) as Commit;
  return branchView(
    commitShown(call),
    branch,
    { sha, commit },
    protectionOf(call.draft, call.repository, branch),
  );
}
