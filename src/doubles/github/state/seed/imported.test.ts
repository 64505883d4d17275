import { expect, test } from "vitest";
import { loadSection } from "../../../../../tests/samples/section.ts";
import type { GithubConfig } from "../../config.ts";
import { githubSection } from "../../index.ts";
import { startGithub } from "./start.ts";
import { viewOf } from "../state.ts";
import { refKey } from "../tables.ts";

const sha = "a".repeat(40);

/** What simulacat writes. */
const state = {
  users: [
    { login: "octocat", organizations: ["acme"], name: "The Octocat", bio: "b", email: "o@x.y", id: 7 },
    { login: "hubot", organizations: [] },
  ],
  organizations: [{ login: "acme", name: "Acme", description: "All", email: null, id: 9 }],
  repositories: [
    { owner: "acme", name: "app", description: "App", private: true, default_branch: "trunk", id: 11 },
    { owner: "octocat", name: "empty", private: false },
  ],
  branches: [
    { owner: "acme", repository: "app", name: "topic", sha, protected: false },
    { owner: "acme", repository: "app", name: "feature" },
    { owner: "acme", repository: "app", name: "trunk", sha: "b".repeat(40), protected: true },
  ],
  blobs: [],
  issues: [
    { owner: "acme", repository: "app", number: 4, title: "A", state: "closed", user: { login: "hubot" } },
  ],
  pull_requests: [
    {
      owner: "acme",
      repository: "app",
      number: 5,
      title: "P",
      state: "open",
      user: { login: "hubot" },
      base: { ref: "trunk" },
      head: { ref: "topic" },
      draft: true,
    },
  ],
  __simulacat__: { auth_token: "anything" },
};

test("an initial state of simulacat loads and starts, completed where it leaves something out", async () => {
  const loaded = await loadSection(githubSection, { "state.json": JSON.stringify(state) }, "state.json");
  expect(loaded.findings.filter(({ severity }) => severity === "error").map(({ what }) => what)).toEqual([]);
  if (!loaded.ok) return;
  const config = loaded.value.sections["github"] as GithubConfig;
  expect(config).toMatchObject({ auth: "accept", tokens: [{ value: "anything", owner: "octocat" }] });
  const view = viewOf(startGithub(config, "2025-01-15T10:30:00.000Z"));
  const [app, empty] = view.list("repository").toSorted((one, other) => one.id - other.id);
  expect(app).toMatchObject({ id: 11, visibility: "private", defaultBranch: "trunk", lastNumber: 5 });
  expect(view.get("ref", refKey(11, "refs/heads/topic"))?.sha).toBe(sha);
  expect(view.get("ref", refKey(11, "refs/heads/trunk"))?.sha).toBe("b".repeat(40));
  expect(view.get("protection", refKey(11, "trunk"))).toBeDefined();
  expect(view.get("ref", refKey(empty?.id ?? 0, "refs/heads/main"))).toBeUndefined();
  expect(view.list("pull")).toMatchObject([{ draft: true, headRef: "topic", baseRef: "trunk" }]);
  expect(view.list("membership")).toHaveLength(1);
});
