import { accountByEmail } from "../../domain/people.ts";
import { findCommit } from "../../domain/find-commit.ts";
import { secondsOf } from "../../domain/times.ts";
import {
  commitAt,
  diffFiles,
  diffText,
  patchMails,
  pathHistory,
  walk,
  type Commit,
  type FileDiff,
  type GitPerson,
} from "../../git/index.ts";
import { folded } from "../../state/tables.ts";
import { commitView, type NamedCommit } from "../../views/commits.ts";
import { diffEntry, filesMax, lineStats } from "../../views/files.ts";
import { answered, type RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { commitNamed, commitShown, holdsCommits, param, storeOf } from "./git-call.ts";

/** Commits with their people and files. */
export const commitOperations: readonly Operation[] = [
  operation("repos/list-commits", (call) => {
    holdsCommits(call);
    const start = findCommit(
      call.draft,
      call.repository,
      call.query.get("sha") || call.repository.defaultBranch,
    );
    if (start === undefined) throw notFound();
    const path = (call.query.get("path") ?? "").replace(/^\/+|\/+$/g, "");
    const store = storeOf(call);
    const all = path === "" ? walk(store, { from: [start] }) : pathHistory(store, start, path);
    const fits = filterOf(call);
    const found: NamedCommit[] = [];
    for (const one of all) if (fits(one.commit)) found.push(one);
    return listed(call, found, (one) => commitView(commitShown(call), one));
  }),
  operation("repos/get-commit", (call) => {
    holdsCommits(call);
    const found = commitNamed(call, param(call, "ref"));
    if (call.media === "sha") return textAnswer("sha", found.sha);
    if (call.media === "patch") return textAnswer("patch", patchMails(storeOf(call), [found]));
    const files = filesOf(call, found.commit);
    if (call.media === "diff") return textAnswer("diff", diffText(files));
    const page = pageOfFiles(call, files);
    return {
      ...answered({
        ...commitView(commitShown(call), found),
        stats: lineStats(files),
        files: page.map((file) => diffEntry(file, call.repositoryName, found.sha, call.urls)),
      }),
      ...(files.length > filesMax
        ? { page: { page: call.page.page, perPage: filesMax, total: files.length } }
        : {}),
    };
  }),
];

/** The files of a commit: what it changed of its first parent. */
function filesOf(call: RestCall, { tree, parents }: Commit): readonly FileDiff[] {
  const store = storeOf(call);
  const before = parents[0] === undefined ? undefined : commitAt(store, parents[0])?.tree;
  return diffFiles(store, before, tree);
}

function pageOfFiles({ page }: RestCall, files: readonly FileDiff[]): readonly FileDiff[] {
  return files.slice((page.page - 1) * filesMax, page.page * filesMax);
}

/** A text of one of GitHub's own media types. */
export function textAnswer(kind: "sha" | "diff" | "patch", text: string): RestAnswer {
  return { status: 200, text, contentType: `application/vnd.github.${kind}; charset=utf-8`, headers: [] };
}

/** What the query asks of commits. */
function filterOf(call: RestCall): (commit: Commit) => boolean {
  const { query } = call;
  const [author, committer] = [query.get("author"), query.get("committer")];
  const since = secondsOf(query.get("since") ?? "");
  const until = secondsOf(query.get("until") ?? "");
  return (commit) =>
    (author === null || isBy(call, commit.author, author)) &&
    (committer === null || isBy(call, commit.committer, committer)) &&
    (since === undefined || commit.committer.seconds >= since) &&
    (until === undefined || commit.committer.seconds <= until);
}

/** Whether a person is the one of a login or an address. */
function isBy({ draft }: RestCall, { email }: GitPerson, who: string): boolean {
  if (folded(email) === folded(who)) return true;
  const account = accountByEmail(draft, email);
  return account !== undefined && folded(account.login) === folded(who);
}
