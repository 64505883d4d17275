import { expect, test } from "vitest";
import { organization } from "../../../../tests/samples/github-organization.ts";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import type { Asking } from "../../../../tests/samples/github.ts";
import type { PermissionLevel } from "../config.ts";

/** The description of what is found lacks keys; the tests of searches look after that. */
const by: Asking = { headers: [["Authorization", "token github_pat_ci"]], unchecked: true };

/** What somebody finds of a private repository with an issue and a file, and of a public one with the same. */
async function finds(
  line: string,
  permissions: Readonly<Record<string, PermissionLevel>>,
): Promise<readonly string[]> {
  const files = [{ path: "README.md", content: "needle", mode: "100644" }] as const;
  const github = await sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", { files }),
      repository("octocat/secret", { files, visibility: "private" }),
    ],
    tokens: [
      token("octocat"),
      token("octocat", { name: "ci", value: "github_pat_ci", kind: "fine-grained", permissions }),
    ],
  });
  for (const name of ["demo", "secret"])
    await github.ask(`POST /repos/octocat/${name}/issues`, { as: "octocat", json: { title: "needle" } });
  const { json } = await github.ask(line, by);
  const items = (Array.isArray(json) ? json : json.items) as readonly {
    readonly repository?: { readonly full_name: string };
    readonly repository_url?: string;
  }[];
  return items.map(
    (item) => item.repository?.full_name ?? item.repository_url?.split("/").slice(-2).join("/") ?? "",
  );
}

test.each([
  ["GET /search/issues?q=needle", "issues"],
  ["GET /issues?filter=all", "issues"],
  ["GET /search/code?q=needle", "contents"],
  ["GET /search/commits?q=Initial", "contents"],
])(
  "%s shows of a private repository what a token with %s may read, and else what is public",
  async (line, needed) => {
    expect((await finds(line, { [needed]: "read" })).toSorted()).toEqual(["octocat/demo", "octocat/secret"]);
    expect(await finds(line, { actions: "read" })).toEqual(["octocat/demo"]);
  },
);

test("members who do not say so are told to members alone, by a token for that", async () => {
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot"), user("guest")],
    organizations: [organization("acme", { members: { octocat: "admin", hubot: "member" } })],
    tokens: [
      token("hubot"),
      token("guest"),
      token("hubot", { name: "narrow", value: "ghp_narrow", scopes: ["gist"] }),
      token("hubot", { name: "enough", value: "ghp_enough", scopes: ["read:org"] }),
      token("hubot", {
        name: "fine",
        value: "github_pat_1",
        kind: "fine-grained",
        permissions: { issues: "read" },
      }),
      token("hubot", {
        name: "finer",
        value: "github_pat_2",
        kind: "fine-grained",
        permissions: { members: "read" },
      }),
    ],
  });
  const counted = await Promise.all(
    ["ghp_hubot", "ghp_enough", "github_pat_2", "ghp_guest", "ghp_narrow", "github_pat_1"].map(
      async (value) => {
        const headers = [["Authorization", `token ${value}`]] as const;
        const { json } = await github.ask("GET /orgs/acme/members", { headers });
        return (json as readonly unknown[]).length;
      },
    ),
  );
  expect(counted).toEqual([2, 2, 2, 0, 0, 0]);
});

test("drafts of releases are shown to tokens that may write them", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    repositories: [repository("octocat/demo")],
    tokens: [
      token("octocat"),
      token("octocat", {
        name: "ci",
        value: "github_pat_ci",
        kind: "fine-grained",
        permissions: { contents: "read" },
      }),
    ],
  });
  const made = { tag_name: "v1", draft: true };
  await github.ask("POST /repos/octocat/demo/releases", { as: "octocat", json: made });
  expect((await github.ask("GET /repos/octocat/demo/releases", { as: "octocat" })).json).toHaveLength(1);
  expect((await github.ask("GET /repos/octocat/demo/releases", by)).json).toHaveLength(0);
});
