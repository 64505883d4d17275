import { expect, test } from "vitest";
import { lineAt } from "../../../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user } from "../../../../../tests/samples/github.ts";
import type { OrganizationConfig } from "../../config.ts";

const acme: OrganizationConfig = {
  login: "acme",
  id: null,
  name: null,
  email: null,
  description: null,
  members: { octocat: "admin", hubot: "member" },
  defaultPermission: "write",
  teams: [
    {
      name: "Core",
      slug: "core",
      description: null,
      privacy: "closed",
      members: { hubot: "member" },
      repositories: { "acme/app": "write" },
      parent: null,
    },
  ],
  at: lineAt(1),
};

test("a pull request's life is told by its events, and its timeline has commits and reviews in their places", async () => {
  const as = "octocat";
  const github = await sampleGithub({
    users: [user("octocat"), user("hubot")],
    organizations: [acme],
    repositories: [
      repository("acme/app", { files: [{ path: "README.md", content: "# App", mode: "100644" }] }),
    ],
    tokens: [token("octocat"), token("hubot")],
  });
  const app = (line: string, json?: unknown, who = as): ReturnType<typeof github.ask> => {
    const [method = "", rest = ""] = line.split(" ");
    return github.ask(`${method} /repos/acme/app${rest}`, {
      as: who,
      ...(json === undefined ? {} : { json }),
    });
  };
  const { sha } = (await app("GET /git/ref/heads/main")).json.object;
  await app("POST /git/refs", { ref: "refs/heads/topic", sha });
  const commit = (name: string): ReturnType<typeof github.ask> =>
    app(`PUT /contents/${name}`, { message: name, content: "eA==", branch: "topic" });
  await commit("one.md");
  await app("POST /issues", { title: "Wanted" });
  expect(
    (await app("POST /pulls", { title: "x", head: "topic", base: "main", body: "Fixes #1" })).status,
  ).toBe(201);
  await app("POST /pulls/2/requested_reviewers", { reviewers: ["hubot"], team_reviewers: ["core"] });
  await app("POST /pulls/2/reviews", { event: "REQUEST_CHANGES", body: "No" }, "hubot");
  await commit("two.md");
  await app("PUT /pulls/2/merge", {});
  const events = await app("GET /issues/2/events");
  expect(events.json).toMatchObject([
    {
      event: "review_requested",
      requested_reviewer: { login: "hubot" },
      review_requester: { login: "octocat" },
    },
    { event: "review_requested", requested_team: { slug: "core" } },
    { event: "merged", commit_id: expect.stringMatching(/^[0-9a-f]{40}$/) as string },
    { event: "closed" },
  ]);
  const kinds = (json: readonly { readonly event: string }[]): readonly string[] =>
    json.map(({ event }) => event);
  expect(kinds((await app("GET /issues/2/timeline")).json)).toEqual([
    "committed",
    "review_requested",
    "review_requested",
    "reviewed",
    "committed",
    "merged",
    "closed",
  ]);
  expect((await app("GET /issues/1")).json).toMatchObject({ state: "closed", state_reason: "completed" });
  expect(kinds((await app("GET /issues/1/timeline")).json)).toEqual(["cross-referenced", "closed"]);
});
