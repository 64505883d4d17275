import { beforeAll, expect, test } from "vitest";
import { githubOf } from "../../../../tests/samples/github-section.ts";
import { readyGithub } from "./ready.ts";
import { linkScenario, parseInput } from "../../../scenario/index.ts";
import type { GithubInput } from "../builders.ts";
import type { GithubConfig } from "../config.ts";
import { githubSection } from "../index.ts";

// What reads the section is loaded when a scenario has one; no other test file is to do that for this one.
beforeAll(async () => {
  await githubSection.prepare?.(() => true);
});

const text = `
[github]
default_token = "ci"
[github.rate_limits]
secondary = { retry_after_seconds = 5 }
[[github.users]]
login = "octocat"
site_admin = true
[[github.organizations]]
login = "acme"
default_permission = "write"
[[github.repositories]]
owner = "acme"
name = "app"
default_branch = "trunk"
delete_branch_on_merge = true
files = { "read_me.md" = "x", "logo" = { base64 = "/9g=" } }
branches = [{ name = "some_topic", files = { a = "a" } }]
protection = { some_topic = { dismiss_stale_reviews = true } }
former_names = ["acme/old_app"]
[[github.pull_requests]]
repository = "acme/app"
title = "P"
head = "some_topic"
requested_reviewers = ["octocat"]
author = "bot[bot]"
checks = { some_check = "timed_out" }
[[github.apps]]
slug = "bot"
[[github.installations]]
app = "bot"
account = "acme"
access_token = "ghs_bot"
[[github.tokens]]
name = "ci"
owner = "octocat"
repository_visibility = "public"
expires = 2027-01-15T10:30:00Z
`;

const input: GithubInput = {
  defaultToken: "ci",
  rateLimits: { secondary: { retryAfterSeconds: 5 } },
  users: [{ login: "octocat", siteAdmin: true }],
  organizations: [{ login: "acme", defaultPermission: "write" }],
  repositories: [
    {
      owner: "acme",
      name: "app",
      defaultBranch: "trunk",
      deleteBranchOnMerge: true,
      files: { "read_me.md": "x", logo: Uint8Array.of(0xff, 0xd8) },
      branches: [{ name: "some_topic", files: { a: "a" } }],
      protection: { some_topic: { dismissStaleReviews: true } },
      formerNames: ["acme/old_app"],
    },
  ],
  pullRequests: [
    {
      repository: "acme/app",
      title: "P",
      head: "some_topic",
      requestedReviewers: ["octocat"],
      author: "bot[bot]",
      checks: { some_check: "timed_out" },
    },
  ],
  apps: [{ slug: "bot" }],
  installations: [{ app: "bot", account: "acme", accessToken: "ghs_bot" }],
  tokens: [
    {
      name: "ci",
      owner: "octocat",
      repositoryVisibility: "public",
      expires: new Date("2027-01-15T10:30:00Z"),
    },
  ],
};

test("TypeScript says the same in camelCase, and names that are the user's stay as they are", async () => {
  readyGithub();
  const linked = linkScenario([parseInput({ github: input })], {
    sections: [githubSection],
    readFile: null,
    covers: () => false,
    today: "2026-11-20",
  });
  expect(linked.findings).toEqual([]);
  const config = linked.ok ? (linked.value.sections["github"] as GithubConfig) : undefined;
  expect(withoutPlaces(config)).toEqual(withoutPlaces(await githubOf(text)));
});

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === "at" ? undefined : one)));
}
