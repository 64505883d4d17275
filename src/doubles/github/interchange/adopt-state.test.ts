import { describe, expect, it } from "vitest";
import { importedFile, importedValue, stateProblems } from "../../../../tests/samples/simulator-state.ts";
import type { Json, JsonObject } from "../../../core/index.ts";

const alice = { login: "alice", organizations: [] };
const rocket = { owner: "alice", name: "rocket", private: false };
const main = { owner: "alice", repository: "rocket", name: "main" };

function state(more: JsonObject = {}): JsonObject {
  return { users: [alice], organizations: [], repositories: [rocket], branches: [], blobs: [], ...more };
}

/** The same state as a file and as a value, which must come to the same but for places. */
async function imported(value: Json) {
  const [file, inline] = await Promise.all([importedFile(value), importedValue(value)]);
  const plain = (config: unknown): unknown =>
    JSON.parse(JSON.stringify(config, (key, one: unknown) => (key === "at" ? undefined : one)));
  expect(plain(inline)).toEqual(plain(file));
  return file;
}

describe("an initial state", () => {
  it("is the GitHub that it describes, with tokens accepted", async () => {
    const github = await imported(
      state({
        users: [{ login: "alice", organizations: ["acme"], name: "Alice", bio: "", email: "a@b.c", id: 7 }],
        organizations: [{ login: "acme", description: "All of it" }],
        repositories: [
          {
            owner: "acme",
            name: "app",
            private: true,
            description: "An app",
            default_branch: "trunk",
            id: 9,
          },
        ],
      }),
    );
    expect(github).toMatchObject({
      present: true,
      auth: "accept",
      users: [{ login: "alice", name: "Alice", bio: null, email: "a@b.c", id: 7 }],
      organizations: [{ login: "acme", description: "All of it", members: { alice: "member" } }],
      repositories: [
        {
          owner: "acme",
          name: "app",
          visibility: "private",
          description: "An app",
          defaultBranch: "trunk",
          id: 9,
        },
      ],
      tokens: [],
    });
  });

  it("may hold nothing but simulacat's metadata", async () => {
    const github = await imported({ __simulacat__: { auth_token: "ghs_test" } });
    expect(github).toMatchObject({
      auth: "accept",
      users: [{ login: "octocat" }],
      tokens: [{ value: "ghs_test", owner: "octocat" }],
    });
    expect(await imported({ __simulacat__: {} })).toMatchObject({ auth: "accept", users: [], tokens: [] });
  });

  it("gives its token to the first user", async () => {
    const github = await imported(state({ __simulacat__: { auth_token: "ghp_1" } }));
    expect(github.tokens).toMatchObject([{ value: "ghp_1", owner: "alice", permissions: null }]);
  });

  it("may leave out what simulacat fills in", async () => {
    expect(await imported({ users: [alice] })).toMatchObject({ users: [{ login: "alice" }] });
    expect(await imported({ organizations: [{ login: "acme" }] })).toMatchObject({
      organizations: [{ login: "acme", members: {} }],
    });
  });

  it("is enforced when another file says so", async () => {
    const value = state({ __simulacat__: { auth_token: "ghp_1" } });
    expect(await importedFile(value, '[github]\nauth = "enforced"\n')).toMatchObject({ auth: "enforced" });
  });

  it("is a scenario when it has none of a state's keys", async () => {
    expect(await stateProblems({})).toEqual([]);
    expect((await stateProblems({ github: { users: [{ login: "a" }] } })).join()).toBe("");
  });
});

describe("branches of a state", () => {
  it("make a repository that has a commit", async () => {
    const bare = await imported(state());
    expect(bare.repositories[0]).toMatchObject({ commits: [], branches: [] });
    const github = await imported(state({ branches: [main, { ...main, name: "next" }] }));
    expect(github.repositories[0]).toMatchObject({ commits: [], branches: [{ name: "next" }] });
    const only = await imported(state({ branches: [main] }));
    expect(only.repositories[0]).toMatchObject({ commits: [{ message: "Initial commit" }], branches: [] });
  });

  it("keep the SHAs that they say, and what is protected", async () => {
    const github = await imported(
      state({
        branches: [
          { ...main, sha: "abc123", protected: true },
          { owner: "alice", repo: "rocket", name: "next", commit: { sha: "def456" }, protected: false },
        ],
      }),
    );
    expect(github.repositories[0]).toMatchObject({
      sha: "abc123",
      branches: [{ name: "next", sha: "def456" }],
    });
    expect(Object.keys(github.repositories[0]?.protection ?? {})).toEqual(["main"]);
  });

  it("are everybody's when they name no repository", async () => {
    const github = await imported(
      state({
        repositories: [rocket, { ...rocket, name: "two" }],
        branches: [{ name: "main" }, { name: "dev" }],
      }),
    );
    expect(github.repositories.map(({ branches }) => branches.map(({ name }) => name))).toEqual([
      ["dev"],
      ["dev"],
    ]);
  });

  it("hold the blobs as files", async () => {
    const blob = { owner: "alice", repo: "rocket", sha: "1" };
    const github = await imported(
      state({
        blobs: [
          { ...blob, path: "a.txt", content: "a" },
          { ...blob, path: "b.bin", content: "AP8=", encoding: "base64" },
        ],
      }),
    );
    expect(github.repositories[0]?.files).toMatchObject([
      { path: "a.txt", content: "a" },
      { path: "b.bin", mode: "100644" },
    ]);
  });
});

describe("issues and pull requests of a state", () => {
  const thread = { owner: "alice", repository: "rocket", title: "Fix", state: "open" };

  it("are those of the section", async () => {
    const github = await imported(
      state({
        branches: [main, { ...main, name: "topic" }],
        issues: [{ ...thread, number: 1, body: "It broke", user: { login: "alice" } }],
        pull_requests: [
          {
            ...thread,
            number: 2,
            state: "closed",
            base: { ref: "main" },
            head: { ref: "topic" },
            draft: true,
          },
        ],
      }),
    );
    expect(github).toMatchObject({
      issues: [{ repository: "alice/rocket", number: 1, title: "Fix", body: "It broke", author: "alice" }],
      pullRequests: [
        { repository: "alice/rocket", number: 2, base: "main", head: "topic", draft: true, state: "closed" },
      ],
    });
  });

  it("get two branches where they have none", async () => {
    const github = await imported(
      state({
        pull_requests: [
          { ...thread, number: 2 },
          { ...thread, number: 3, head: { ref: "main" } },
        ],
      }),
    );
    expect(github.pullRequests).toMatchObject([
      { base: "main", head: "pull-request-2" },
      { base: "main", head: "pull-request-3" },
    ]);
    expect(github.repositories[0]?.branches).toMatchObject([
      { name: "pull-request-2", message: "Fix" },
      { name: "pull-request-3", message: "Fix" },
    ]);
  });

  it("don't share two branches while they are open", async () => {
    const topic = { ...thread, base: { ref: "main" }, head: { ref: "topic" } };
    const github = await imported(
      state({
        branches: [main, { ...main, name: "topic" }],
        pull_requests: [
          { ...topic, number: 2 },
          { ...topic, number: 3 },
          { ...topic, number: 4, state: "closed" },
        ],
      }),
    );
    expect(github.pullRequests.map(({ head }) => head)).toEqual(["topic", "pull-request-3", "topic"]);
  });

  it("have different numbers, and authors that are there", async () => {
    const github = await imported(
      state({
        issues: [{ ...thread, number: 1, user: { login: "bob" } }],
        pull_requests: [{ ...thread, number: 1 }],
      }),
    );
    expect(github.users.map(({ login }) => login)).toEqual(["alice", "bob"]);
    expect(github.pullRequests).toMatchObject([{ number: 2, head: "pull-request-2" }]);
  });
});

describe("what means something else here", () => {
  it("is told once", async () => {
    const value = {
      users: [{ ...alice, id: 1, avatar_url: "https://example.com/a.png", url: "https://example.com" }],
      organizations: [{ login: "acme", id: 1, type: "Organization" }],
      repositories: [rocket, { ...rocket, name: "two" }],
      branches: [
        { name: "dev", sha: "a".repeat(40) },
        { name: "next", sha: "a2" },
      ],
      blobs: [{ owner: "alice", repo: "two", sha: "a" }],
      issues: [{ owner: "alice", repository: "two", number: 1, title: "A", user: { login: "bob" } }],
      pull_requests: [{ owner: "alice", repository: "two", number: 1, title: "A", user: { login: "eve" } }],
      __simulacat__: { auth_tokn: "x" },
    };
    const said = await stateProblems(value);
    expect(said.map((one) => one.split(": ").slice(1).join(": "))).toEqual([
      "imported-state: an initial state of simulacat is read: tokens are recorded, and nothing is refused for their sake",
      '"https://example.com/a.png",: imported-state: fields such as avatar_url are not read from an initial state',
      "1,: imported-state: the id 1 is taken already, so acme gets another",
      "imported-state: a branch names no repository: every repository gets it",
      `"${"a".repeat(40)}": imported-state: the SHA of a branch is told as the state has it, for a commit that has another`,
      '"a2": imported-state: "a2" is no SHA: the branch has its own',
      "imported-state: a blob without a path is part of no commit, and is left out",
      '"bob": imported-state: the author "bob" is none of the users, and becomes one',
      "imported-state: a pull request without two branches for itself gets one of its own as head, pull-request-2",
      "1,: imported-state: the pull request has the number of an issue, 1, and becomes number 2",
      '"x": imported-state: __simulacat__.auth_tokn means nothing here',
    ]);
  });

  it("says whose a token is when there are no users", async () => {
    expect((await stateProblems({ __simulacat__: { auth_token: "t" } })).join("\n")).toContain(
      "there are no users, so the token belongs to a user octocat that is made up",
    );
  });
});
