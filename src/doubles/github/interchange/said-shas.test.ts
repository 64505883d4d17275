import { expect, test } from "vitest";
import { sampleGithub } from "../../../../tests/samples/github.ts";
import { importedFile } from "../../../../tests/samples/simulator-state.ts";

const long = "a".repeat(40);

// Commits on a branch known as "abc123" had a parent that git can't read, and so the branch was gone.
test.each(["abc123", long])(
  "a branch whose SHA a state says, %s, takes commits and releases",
  async (sha) => {
    const config = await importedFile({
      users: [{ login: "alice", organizations: [] }],
      repositories: [{ owner: "alice", name: "rocket", default_branch: "main" }],
      branches: [{ owner: "alice", repository: "rocket", name: "main", sha }],
    });
    const github = await sampleGithub(config);
    const at = "/repos/alice/rocket";
    const before = (await github.ask(`GET ${at}/branches/main`)).json.commit.sha;
    expect(before === sha).toBe(sha === long);
    const json = { message: "Add", content: "YQ==" };
    expect((await github.ask(`PUT ${at}/contents/a.txt`, { json })).status).toBe(201);
    const commits = (await github.ask(`GET ${at}/commits`)).json as {
      sha: string;
      parents: { sha: string }[];
    }[];
    expect(commits.map(({ parents }) => parents.map((one) => one.sha))).toEqual([[before], []]);
    expect((await github.ask(`POST ${at}/releases`, { json: { tag_name: "v1" } })).status).toBe(201);
  },
);
