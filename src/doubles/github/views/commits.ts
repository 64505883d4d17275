import type { JsonObject } from "../../../core/index.ts";
import { accountByEmail } from "../domain/people.ts";
import { timeOf } from "../domain/times.ts";
import type { Commit, GitPerson } from "../git/index.ts";
import type { View } from "../state/view.ts";
import { simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** What commits in answers are made from. */
export interface CommitShown {
  readonly view: View;
  readonly urls: Urls;
  /** Id of the repository. */
  readonly repository: number;
  /** "owner/name" of it. */
  readonly name: string;
}

/** A commit with its SHA. */
export interface NamedCommit {
  readonly sha: string;
  readonly commit: Commit;
}

/** `commit`: as lists and pull requests tell it, with the accounts of its people. */
export function commitView(shown: CommitShown, { sha, commit }: NamedCommit): JsonObject {
  const { view, urls, name, repository } = shown;
  const url = `${urls.repository(name)}/commits/${sha}`;
  const comments = view.list("commitComment", repository).filter((one) => one.sha === sha).length;
  return {
    sha,
    node_id: nodeId("commit", `${repository}:${sha}`),
    commit: {
      author: gitUser(commit.author),
      committer: gitUser(commit.committer),
      message: commit.message,
      tree: treeLink(shown, commit.tree),
      url: `${urls.repository(name)}/git/commits/${sha}`,
      comment_count: comments,
      verification: verification(commit),
    },
    url,
    html_url: `${urls.html}/${name}/commit/${sha}`,
    comments_url: `${url}/comments`,
    author: userOf(shown, commit.author),
    committer: userOf(shown, commit.committer),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${urls.repository(name)}/commits/${parent}`,
      html_url: `${urls.html}/${name}/commit/${parent}`,
    })),
  };
}

/** `git-commit`: as the database of git tells it, without accounts. */
export function gitCommitView(shown: CommitShown, { sha, commit }: NamedCommit): JsonObject {
  const { urls, name, repository } = shown;
  return {
    sha,
    node_id: nodeId("commit", `${repository}:${sha}`),
    url: `${urls.repository(name)}/git/commits/${sha}`,
    html_url: `${urls.html}/${name}/commit/${sha}`,
    author: gitUser(commit.author),
    committer: gitUser(commit.committer),
    tree: treeLink(shown, commit.tree),
    message: commit.message,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${urls.repository(name)}/git/commits/${parent}`,
      html_url: `${urls.html}/${name}/commit/${parent}`,
    })),
    verification: verification(commit),
  };
}

function treeLink({ urls, name }: CommitShown, sha: string): JsonObject {
  return { sha, url: `${urls.repository(name)}/git/trees/${sha}` };
}

/** A person of a commit. GitHub tells times in UTC, whatever the clock on their wall said. */
export function gitUser({ name, email, seconds }: GitPerson): JsonObject {
  return { name, email, date: timeOf(seconds) };
}

function userOf({ view, urls }: CommitShown, { email }: GitPerson): JsonObject | null {
  const account = accountByEmail(view, email);
  return account === undefined ? null : simpleUser(account, urls);
}

/** Signatures are kept and shown, but nobody here knows the keys to verify them with. */
export function verification({ headers = [] }: Pick<Commit, "headers">): JsonObject {
  const signature = headers.find(([name]) => name === "gpgsig")?.[1] ?? null;
  return {
    verified: false,
    reason: signature === null ? "unsigned" : "unknown_key",
    signature,
    payload: null,
    verified_at: null,
  };
}
