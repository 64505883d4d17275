import { describe, expect, it } from "vitest";
import { stateProblems } from "../../../../tests/samples/simulator-state.ts";
import type { JsonObject } from "../../../core/index.ts";

const alice = { login: "alice", organizations: [] };
const rocket = { owner: "alice", name: "rocket", private: false };
const main = { owner: "alice", repository: "rocket", name: "main" };

function state(more: JsonObject): JsonObject {
  return { users: [alice], organizations: [], repositories: [rocket], branches: [], blobs: [], ...more };
}

describe("what is wrong with a state is told where it stands", () => {
  it.each<[what: string, more: JsonObject, told: readonly string[]]>([
    [
      "users that are no list",
      { users: {} },
      [
        '2 "users": {},: wrong-type: github.users must be a list, not a table',
        '6 "owner": "alice",: unknown-name: github.repositories[0].owner: there is no user or organization "alice"',
      ],
    ],
    [
      "branches that are no list",
      { branches: "main" },
      ['16 "branches": "main",: wrong-type: branches must be a list'],
    ],
    [
      "a branch that is no table",
      { branches: ["main"] },
      ['17 "main": wrong-type: branches[0] must be an object'],
    ],
    [
      "a user without login",
      { users: [{ organizations: [] }] },
      [
        "3 {: missing-field: github.users[0] has no login",
        '10 "owner": "alice",: unknown-name: github.repositories[0].owner: there is no user or organization "alice"',
      ],
    ],
    [
      "an organization that is not there",
      { users: [{ login: "alice", organizations: ["acme"] }] },
      ['6 "acme": unknown-name: users[0].organizations[0]: there is no organization "acme"'],
    ],
    [
      "an owner that is not there",
      { repositories: [{ owner: "bob", name: "rocket" }] },
      [
        '11 "owner": "bob",: unknown-name: github.repositories[0].owner: there is no user or organization "bob"',
      ],
    ],
    [
      "a repository twice",
      { repositories: [rocket, rocket] },
      ['17 "name": "rocket",: declared-twice: the repository alice/rocket is declared twice'],
    ],
    [
      "a branch of nothing",
      { branches: [{ ...main, repository: "rokcet" }] },
      ['19 "repository": "rokcet",: unknown-name: branches[0]: there is no repository "alice/rokcet"'],
    ],
    [
      "a branch without a name that git takes",
      { branches: [{ ...main, name: "a b" }] },
      [
        '20 "name": "a b": invalid-value: github.repositories[0].branches[0].name: git takes no "a b" as the name of a branch',
      ],
    ],
    [
      "a field that no branch has",
      { branches: [{ ...main, protcted: true }] },
      ['21 "protcted": true: unknown-field: unknown field "protcted" in branches[0]'],
    ],
    [
      "protection that is no flag",
      { branches: [{ ...main, protected: "yes" }] },
      ['21 "protected": "yes": wrong-type: branches[0].protected must be true or false'],
    ],
    [
      "a blob of nothing",
      { blobs: [{ owner: "alice", repo: "two", path: "a", sha: "1" }] },
      ['20 "repo": "two",: unknown-name: blobs[0]: there is no repository "alice/two"'],
    ],
    [
      "an issue of nothing",
      { issues: [{ owner: "alice", repository: "two", number: 1, title: "A" }] },
      [
        '21 "repository": "two",: unknown-name: github.issues[0].repository: there is no repository "alice/two"',
      ],
    ],
    [
      "a state that there is not",
      { issues: [{ owner: "alice", repository: "rocket", number: 1, title: "A", state: "done" }] },
      ['24 "state": "done": invalid-value: github.issues[0].state must be "open" or "closed", not "done"'],
    ],
    [
      "a number below one",
      { issues: [{ owner: "alice", repository: "rocket", number: 0, title: "A" }] },
      [
        '22 "number": 0,: invalid-value: github.issues[0].number must be an integer from 1 to 2147483647, not 0',
      ],
    ],
    [
      "a branch that a pull request lacks",
      {
        pull_requests: [
          { owner: "alice", repository: "rocket", number: 1, title: "A", head: { ref: "nope" } },
        ],
      },
      [
        '25 "ref": "nope": unknown-name: github.pull_requests[0].head: there is no branch "nope" in alice/rocket',
      ],
    ],
    [
      "a private that is no flag",
      { repositories: [{ ...rocket, private: "yes" }] },
      [
        '13 "private": "yes": wrong-type: github.repositories[0].private must be true or false, not the string "yes"',
      ],
    ],
    [
      "an id below one",
      { users: [{ ...alice, id: 0 }] },
      ['6 "id": 0: invalid-value: github.users[0].id must be an integer from 1 to 2147483647, not 0'],
    ],
    [
      "metadata that is no table",
      { __simulacat__: [] },
      ['18 "__simulacat__": []: wrong-type: __simulacat__ must be an object'],
    ],
    [
      "an empty token",
      { __simulacat__: { auth_token: "" } },
      [
        '19 "auth_token": "": invalid-value: github.tokens[0].value must be a token: characters without spaces, not ""',
      ],
    ],
    [
      "a token that is no text",
      { __simulacat__: { auth_token: 5 } },
      [
        '19 "auth_token": 5: wrong-type: github.tokens[0].value must be a token: characters without spaces, not the integer 5',
      ],
    ],
    [
      "a key that is none",
      { repos: [] },
      ['18 "repos": []: unknown-field: unknown field "repos" at the top of the file'],
    ],
  ])("%s", async (_what, more, told) => {
    const said = await stateProblems(state(more));
    expect(said.filter((one) => !one.includes("imported-state"))).toEqual(told);
  });
});
