import { expect, test } from "vitest";
import { githubOf } from "../../../../../tests/samples/github-section.ts";
import { commitAt, readTag, treeEntryAt } from "../../git/index.ts";
import { objectsOf } from "../../domain/objects.ts";
import { draftOf } from "../draft.ts";
import type { GithubState } from "../state.ts";
import { viewOf } from "../state.ts";
import { nameWithin, refKey } from "../tables.ts";
import { startGithub } from "./start.ts";

const at = "2025-01-15T10:30:00.000Z";

const all = `
[[github.users]]
login = "octocat"
id = 3
[[github.users]]
login = "hubot"
[[github.organizations]]
login = "acme"
id = 1
members = { octocat = "admin", hubot = "member" }
[[github.organizations.teams]]
name = "Crew"
members = ["hubot"]
repositories = { "acme/app" = "write" }
[[github.repositories]]
owner = "acme"
name = "app"
labels = ["bug"]
milestones = ["v1", { title = "v2", state = "closed" }]
branches = ["next", { name = "topic", files = { "topic.txt" = "t" } }]
tags = ["v1", { name = "v2", message = "Second" }]
protection = { main = { checks = ["ci"], reviews = 1 } }
hooks = [{ url = "https://example.com/hook" }]
commits = [
  { message = "on next", branch = "next", files = { "next.txt" = "n" }, author = "hubot" },
  { message = "on main", files = { "README.md" = "# two" }, date = 2025-01-01T00:00:00Z },
]
files = { "README.md" = "# one", "bin/run" = { text = "#!/bin/sh", executable = true } }
[[github.repositories]]
owner = "hubot"
name = "app"
fork_of = "acme/app"
files = { "fork.txt" = "f" }
[[github.issues]]
repository = "acme/app"
title = "Second"
labels = ["BUG"]
comments = ["Hi"]
[[github.issues]]
repository = "acme/app"
number = 1
title = "First"
state = "closed"
state_reason = "not_planned"
milestone = "v1"
[[github.pull_requests]]
repository = "acme/app"
title = "Merged"
head = "next"
merged = true
[[github.pull_requests]]
repository = "acme/app"
number = 9
title = "From the fork"
head = "hubot:main"
author = "hubot"
reviews = [{ author = "octocat", state = "APPROVED" }]
checks = { ci = "success", slow = "in_progress" }
[[github.releases]]
repository = "acme/app"
tag = "v3"
assets = [{ name = "app.bin", base64 = "/9g=" }]
[[github.apps]]
slug = "bot"
permissions = ["contents:read"]
[[github.installations]]
app = "bot"
account = "acme"
repositories = ["acme/app"]
access_token = "ghs_bot"
[[github.tokens]]
value = "ghp_octocat"
owner = "octocat"
[github]
default_token = "ghp_octocat"
`;

async function started(): Promise<GithubState> {
  return startGithub(await githubOf(all), at);
}

test("accounts, their ids and what belongs to them", async () => {
  const view = viewOf(await started());
  expect(view.named("account", "octocat")?.id).toBe(3);
  expect(view.named("account", "acme")?.id).toBe(1);
  expect(view.named("account", "bot[bot]")?.type).toBe("Bot");
  const team = view.list("team")[0];
  expect(team).toMatchObject({ slug: "crew", organization: 1 });
  expect(view.list("teamMember")).toMatchObject([{ team: team?.id, role: "member" }]);
  expect(view.list("installation")).toMatchObject([{ account: 1, permissions: { contents: "read" } }]);
  expect(view.list("token")).toHaveLength(2);
  expect(JSON.stringify(await started())).not.toContain("ghp_octocat");
});

test("histories: commits in their order, branches where they started, tags and forks", async () => {
  const state = await started();
  const draft = draftOf(state, at);
  const app = draft.named("repository", nameWithin(1, "app"));
  if (app === undefined) throw new Error("there is no acme/app");
  const store = objectsOf(draft, app);
  const tip = (ref: string) => draft.get("ref", refKey(app.id, ref))?.sha ?? "";
  const messages = (ref: string): readonly string[] => {
    const commit = commitAt(store, tip(ref));
    return [commit?.message ?? "", commit?.parents.length.toString() ?? ""];
  };
  expect(messages("refs/heads/next")).toEqual(["on next", "1"]);
  expect(commitAt(store, tip("refs/heads/next"))?.author.name).toBe("hubot");
  expect(messages("refs/heads/topic")).toEqual(["Change files on topic", "1"]);
  // next started before the second commit of main, topic after it.
  const topic = commitAt(store, commitAt(store, tip("refs/heads/topic"))?.parents[0] ?? "");
  expect(topic).toMatchObject({ message: "on main", author: { seconds: 1_735_689_600 } });
  const merge = commitAt(store, tip("refs/heads/main"));
  expect(merge?.message).toBe("Merge pull request #3 from acme/next\n\nMerged");
  expect(merge?.parents).toHaveLength(2);
  expect(readTag(store.get(tip("refs/tags/v2")))).toMatchObject({ tag: "v2", message: "Second\n" });
  expect(treeEntryAt(store, topic?.tree ?? "", "bin/run")?.mode).toBe("100755");
  const fork = draft.list("repository").find(({ parent }) => parent === app.id);
  expect(fork?.network).toBe(app.id);
  const forkTip = draft.get("ref", refKey(fork?.id ?? 0, "refs/heads/main"))?.sha ?? "";
  expect(commitAt(store, forkTip)?.message).toBe("Change files");
  expect(draft.get("ref", refKey(fork?.id ?? 0, "refs/heads/next"))?.sha).toBe(tip("refs/heads/next"));
});

test("issues and pull requests in one sequence, said numbers first", async () => {
  const view = viewOf(await started());
  const issues = view
    .list("issue")
    .map(({ number, title, isPull, state }) => ({ number, title, isPull, state }));
  expect(issues).toEqual([
    { number: 1, title: "First", isPull: false, state: "closed" },
    { number: 2, title: "Second", isPull: false, state: "open" },
    { number: 3, title: "Merged", isPull: true, state: "closed" },
    { number: 9, title: "From the fork", isPull: true, state: "open" },
  ]);
  expect(view.list("repository")[0]?.lastNumber).toBe(9);
  const [first, second] = view.list("issue");
  expect(first).toMatchObject({ stateReason: "not_planned", milestone: 1 });
  expect(second).toMatchObject({ comments: 1, labels: [1] });
  expect(view.list("pull")).toMatchObject([
    { merged: true, headRef: "next", baseRef: "main" },
    { merged: false, headRef: "main", maintainerCanModify: true },
  ]);
  const app = view.list("repository")[0]?.id ?? 0;
  expect(view.get("ref", refKey(app, "refs/pull/9/merge"))?.sha).toBe(view.get("pull", 4)?.mergeCommitSha);
  // What was merged before is what this one would be merged into.
  expect(view.get("pull", 4)?.baseSha).toBe(view.get("pull", 3)?.mergeCommitSha);
  expect(view.list("review")).toMatchObject([{ state: "APPROVED", pull: 4 }]);
  expect(view.list("checkRun")).toMatchObject([
    { name: "ci", status: "completed", conclusion: "success" },
    { name: "slow", status: "in_progress", conclusion: null },
  ]);
  expect(view.list("milestone")).toMatchObject([
    { number: 1, state: "open" },
    { number: 2, state: "closed", closedAt: "2025-01-15T10:30:00Z" },
  ]);
});

test("releases make their tags, and keep bytes", async () => {
  const view = viewOf(await started());
  expect(view.list("release")).toMatchObject([{ tag: "v3", target: "main", draft: false }]);
  expect(view.get("ref", refKey(view.list("repository")[0]?.id ?? 0, "refs/tags/v3"))).toBeDefined();
  expect(view.list("asset")).toMatchObject([{ name: "app.bin", bytes: 2, data: "/9g=" }]);
});

test("the same scenario starts the same state", async () => {
  expect(await started()).toEqual(await started());
});
