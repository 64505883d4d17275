import { encodeLossless, textOf, toBase64, type Json, type JsonObject } from "../../../core/index.ts";
import type { FileConfig, GithubConfig, IssueConfig, RepositoryConfig } from "../config.ts";
import { blobOf, objectSha } from "../git/index.ts";
import { hash } from "../hash.ts";
import { folded } from "../state/tables.ts";
import type { SimulatorState } from "./simulator-state.ts";

/** What of a GitHub an initial state of simulacat has a place for. */
export function stateOf(config: GithubConfig): SimulatorState {
  const { users, organizations, repositories, issues, pullRequests } = config;
  return {
    users: users.map(({ login, name, bio, email, id }) => ({
      login,
      organizations: organizations
        .filter(({ members }) => Object.keys(members).some((one) => folded(one) === folded(login)))
        .map((one) => one.login),
      ...given({ name, bio, email, id }),
    })),
    organizations: organizations.map(({ login, name, description, email, id }) => ({
      login,
      ...given({ name, description, email, id }),
    })),
    repositories: repositories.map((one) => ({
      owner: one.owner,
      name: one.name,
      private: one.visibility !== "public",
      ...given({ description: one.description, id: one.id }),
      default_branch: one.defaultBranch,
    })),
    branches: repositories.flatMap(branchesOf),
    blobs: repositories.flatMap(blobsOf),
    issues: issues.map(threadOf),
    pull_requests: pullRequests.map((one) => ({
      ...threadOf(one),
      base: { ref: one.base },
      head: { ref: one.head },
      ...(one.draft ? { draft: true } : {}),
    })),
  };
}

function given(fields: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function branchesOf(one: RepositoryConfig): SimulatorState["branches"] {
  const { files, commits, branches, tags, defaultBranch, sha, protection } = one;
  const empty = files.length + commits.length + branches.length + tags.length === 0;
  const all = [...(empty ? [] : [{ name: defaultBranch, sha }]), ...branches];
  return all.map((branch) => ({
    owner: one.owner,
    repository: one.name,
    name: branch.name,
    ...(Object.hasOwn(protection, branch.name) ? { protected: true } : {}),
    ...(branch.sha === null ? {} : { sha: branch.sha }),
  }));
}

/** The files that the default branch has in the end. */
function blobsOf(one: RepositoryConfig): SimulatorState["blobs"] {
  const files = new Map<string, FileConfig>(one.files.map((file) => [file.path, file]));
  for (const commit of one.commits) {
    if ((commit.branch ?? one.defaultBranch) !== one.defaultBranch) continue;
    for (const gone of commit.remove)
      for (const path of files.keys()) if (path === gone || path.startsWith(`${gone}/`)) files.delete(path);
    for (const file of commit.files) files.set(file.path, file);
  }
  return [...files.values()].map(({ path, content }) => {
    const bytes = encodeLossless(content);
    const text = textOf(bytes);
    return {
      owner: one.owner,
      repo: one.name,
      path,
      sha: objectSha(blobOf(bytes), hash.sha1),
      ...(text === undefined
        ? { content: toBase64(bytes), encoding: "base64" as const }
        : { content: text, encoding: "string" as const }),
    };
  });
}

type Thread = Pick<IssueConfig, "repository" | "number" | "title" | "state" | "body" | "author">;

function threadOf({ repository, number, title, state, body, author }: Thread) {
  const [owner = "", name = ""] = repository.split("/");
  return {
    owner,
    repository: name,
    number: number ?? 0,
    title,
    state,
    ...(body === null ? {} : { body }),
    ...(author === null ? {} : { user: { login: author } }),
  };
}
