import { branchSha, findCommit } from "../../domain/find-commit.ts";
import { mergeInto } from "../../domain/merge-branches.ts";
import { personOf, webFlow } from "../../domain/people.ts";
import { moveRef } from "../../domain/refs.ts";
import { commitAt, isAncestor, type Commit } from "../../git/index.ts";
import { commitView } from "../../views/commits.ts";
import { accountOf } from "../../views/accounts.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalText } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem } from "../problem.ts";
import { commitShown, holdToProtection, storeOf, textIn } from "./git-call.ts";

/** Merges of branches without a pull request. */
export const mergeOperations: readonly Operation[] = [
  operation("repos/merge", (call) => {
    const [base, head] = [textIn(call, "base"), textIn(call, "head")];
    const before = branchSha(call.draft, call.repository, base);
    if (before === undefined) throw new ApiProblem(404, "Base does not exist");
    const from = findCommit(call.draft, call.repository, head);
    if (from === undefined) throw new ApiProblem(404, "Head does not exist");
    const message = optionalText(call.body, "commit_message") ?? `Merge ${head} into ${base}`;
    const merged = merge(call, before, from, message);
    if (merged === null) return noContent();
    move(call, base, before, merged);
    const commit = commitAt(storeOf(call), merged) as Commit;
    return created(commitView(commitShown(call), { sha: merged, commit }));
  }),
  operation("repos/merge-upstream", (call) => {
    const branch = textIn(call, "branch");
    const { draft, repository } = call;
    const parent = repository.parent === null ? undefined : draft.get("repository", repository.parent);
    if (parent === undefined) throw new ApiProblem(422, "This repository is not a fork.");
    const before = branchSha(draft, repository, branch);
    if (before === undefined) throw new ApiProblem(404, "Branch not found");
    // What was forked had a commit, and a default branch can't be deleted.
    const found = branchSha(draft, parent, branch) ?? branchSha(draft, parent, parent.defaultBranch);
    const upstream = found as string;
    const label = `${accountOf(draft, parent.owner).login}:${branch}`;
    const told = (message: string, type: string) =>
      answered({ message, merge_type: type, base_branch: label });
    const store = storeOf(call);
    if (isAncestor(store, upstream, before))
      return told(`This branch is not behind the upstream ${label}.`, "none");
    if (isAncestor(store, before, upstream)) {
      move(call, branch, before, upstream);
      return told(`Successfully fetched and fast-forwarded from upstream ${label}.`, "fast-forward");
    }
    const merged = merge(call, before, upstream, `Merge branch '${label}' into ${branch}`);
    if (merged !== null) move(call, branch, before, merged);
    return told(`Successfully fetched and merged from upstream ${label}.`, "merge");
  }),
];

/** The commit that merges; null: nothing is to be merged. @throws ApiProblem 409 */
function merge(call: RestCall, base: string, head: string, message: string): string | null {
  const { draft, repository, account } = call;
  const author = personOf(account, draft.at);
  const merged = mergeInto(draft, { repository, base, head, message, author, committer: webFlow(draft.at) });
  if (merged.kind === "conflict") throw new ApiProblem(409, "Merge conflict");
  return merged.kind === "nothing" ? null : merged.sha;
}

function move(call: RestCall, branch: string, before: string, after: string): void {
  holdToProtection(call, { branch, before, after }, { status: 409 });
  moveRef(call.draft, {
    repository: call.repository,
    ref: `refs/heads/${branch}`,
    sha: after,
    actor: call.account,
  });
}
