import type { GitObject, ObjectReader } from "./object.ts";
import { formatPerson, readPerson, type GitPerson } from "./person.ts";

/** What a commit says. */
export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GitPerson;
  readonly committer: GitPerson;
  /** As it was given: git itself ends it with a line feed, GitHub's API does not. */
  readonly message: string;
  /** Headers after the committer in their order: `gpgsig`, `encoding`, `mergetag` and others, lines joined by LF. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** The object of a commit. */
export function commitObject(commit: Commit): GitObject {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((sha) => `parent ${sha}`),
    `author ${formatPerson(commit.author)}`,
    `committer ${formatPerson(commit.committer)}`,
    ...(commit.headers ?? []).map(([name, value]) => headerLines(name, value)),
  ];
  return { type: "commit", data: `${lines.join("\n")}\n\n${commit.message.replaceAll("\0", "")}` };
}

/** A header over several lines goes on with a space. */
export function headerLines(name: string, value: string): string {
  return `${name} ${value.replaceAll("\n", "\n ")}`;
}

/** Headers of a commit or tag with their order, and the message. */
export function readHeaders(
  data: string,
): { readonly headers: readonly (readonly [string, string])[]; readonly message: string } | undefined {
  const end = data.startsWith("\n") ? 0 : data.indexOf("\n\n");
  const head = end < 0 ? data.replace(/\n$/, "") : data.slice(0, end);
  const headers: [string, string][] = [];
  for (const line of head.split("\n")) {
    const last = headers.at(-1);
    if (line.startsWith(" ") && last !== undefined) {
      last[1] += `\n${line.slice(1)}`;
      continue;
    }
    const space = line.indexOf(" ");
    if (space <= 0) return undefined;
    headers.push([line.slice(0, space), line.slice(space + 1)]);
  }
  return { headers, message: end < 0 ? "" : data.slice(end + 2) };
}

const known = new WeakMap<GitObject, Commit>();

/** What the object of a commit says, or undefined where it is no commit or not well formed. */
export function readCommit(object: GitObject | undefined): Commit | undefined {
  if (object?.type !== "commit") return undefined;
  const kept = known.get(object);
  if (kept !== undefined) return kept;
  const commit = parseCommit(object.data);
  if (commit !== undefined) known.set(object, commit);
  return commit;
}

function parseCommit(data: string): Commit | undefined {
  const read = readHeaders(data);
  if (read === undefined) return undefined;
  const { headers, message } = read;
  const [first] = headers;
  const valueAt = (at: number, name: string): string | undefined =>
    headers[at]?.[0] === name ? headers[at][1] : undefined;
  const parents: string[] = [];
  let at = 1;
  for (let sha = valueAt(at, "parent"); sha !== undefined; sha = valueAt(++at, "parent")) parents.push(sha);
  const author = readPerson(valueAt(at, "author") ?? "");
  const committer = readPerson(valueAt(at + 1, "committer") ?? "");
  if (author === undefined || committer === undefined || first?.[0] !== "tree") return undefined;
  if (![first[1], ...parents].every((sha) => /^[0-9a-f]{40}$/.test(sha))) return undefined;
  const more = headers.slice(at + 2);
  const commit = { tree: first[1], parents, author, committer, message };
  return more.length === 0 ? commit : { ...commit, headers: more };
}

/** The commit of a SHA in a store. */
export function commitAt(store: ObjectReader, sha: string): Commit | undefined {
  return readCommit(store.get(sha));
}

/** A commit with its SHA. */
export interface FoundCommit {
  readonly sha: string;
  readonly commit: Commit;
}
