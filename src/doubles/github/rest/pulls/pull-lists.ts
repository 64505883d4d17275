import { findCommit } from "../../domain/find-commit.ts";
import { noCommitFound } from "../../domain/statuses.ts";
import { contentOf } from "../../domain/pull-content.ts";
import { headLabel } from "../../domain/pulls.ts";
import type { PullRow } from "../../state/rows.ts";
import { rowOf } from "../../state/view.ts";
import { commitView } from "../../views/commits.ts";
import { diffEntry } from "../../views/files.ts";
import { pullSimple } from "../../views/pulls.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { commitShown } from "../contents/git-call.ts";
import { compare } from "../issues/order.ts";
import { issueShown } from "../issues/shown.ts";
import { validationFailed } from "../problem.ts";
import { bothSides, pullIn } from "./find-pull.ts";

/** Commits of a pull request that are listed. */
const commitsMax = 250;
/** Files of a pull request that are listed. */
const filesMax = 3_000;

/** Lists of pull requests, and what stands in one. */
export const pullListOperations: readonly Operation[] = [
  operation("pulls/list", (call) => {
    const rows = call.draft.list("pull", call.repository.id).filter(wanted(call));
    const shown = issueShown(call);
    return listed(call, sorted(call, rows), (pull) => pullSimple(shown, bothSides(call, pull)));
  }),
  operation("repos/list-pull-requests-associated-with-commit", (call) => {
    const { draft, repository } = call;
    const revision = call.text("commit_sha");
    const sha = findCommit(draft, repository, revision);
    if (sha === undefined) throw noCommitFound(revision);
    const brings = (pull: PullRow): boolean =>
      pull.mergeCommitSha === sha ||
      pull.headSha === sha ||
      contentOf(draft, repository, pull).commits.some((one) => one.sha === sha);
    const shown = issueShown(call);
    return listed(call, draft.list("pull", repository.id).filter(brings), (pull) =>
      pullSimple(shown, bothSides(call, pull)),
    );
  }),
  operation("pulls/list-commits", (call) => {
    const { commits } = contentOf(call.draft, call.repository, pullIn(call).pull);
    return listed(call, commits.slice(0, commitsMax), (one) => commitView(commitShown(call), one));
  }),
  operation("pulls/list-files", (call) => {
    const { pull } = pullIn(call);
    const { files } = contentOf(call.draft, call.repository, pull);
    return listed(call, files.slice(0, filesMax), (file) =>
      diffEntry(file, call.repositoryName, pull.headSha, call.urls),
    );
  }),
];

function wanted({ draft, query }: RestCall): (pull: PullRow) => boolean {
  const state = query.get("state") ?? "open";
  if (state !== "open" && state !== "closed" && state !== "all")
    throw validationFailed({ resource: "PullRequest", code: "invalid", field: "state", value: state });
  const base = query.get("base");
  // A head without an owner is no filter: GitHub leaves it out.
  const said = query.get("head")?.toLowerCase();
  const head = said?.includes(":") === true ? said : undefined;
  return (pull) =>
    (state === "all" || rowOf(draft, "issue", pull.id).state === state) &&
    (base === null || base === "" || pull.baseRef === base) &&
    (head === undefined || headLabel(draft, pull).toLowerCase() === head);
}

function sorted(call: RestCall, rows: readonly PullRow[]): readonly PullRow[] {
  const { draft, query } = call;
  const sort = query.get("sort") ?? "created";
  const sign = (query.get("direction") ?? (sort === "created" ? "desc" : "asc")) === "asc" ? 1 : -1;
  const by = (left: PullRow, right: PullRow): number => {
    const one = rowOf(draft, "issue", left.id);
    const other = rowOf(draft, "issue", right.id);
    if (sort === "updated") return compare(one.updatedAt, other.updatedAt);
    if (sort === "popularity") return one.comments - other.comments;
    return compare(one.createdAt, other.createdAt);
  };
  return rows.toSorted((left, right) => sign * (by(left, right) || left.number - right.number));
}
