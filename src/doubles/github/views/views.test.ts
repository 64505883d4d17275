import { expect, test } from "vitest";
import { organization } from "../../../../tests/samples/github-organization.ts";
import { sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import { realOrigin } from "../rest/origin.ts";
import { draftOf } from "../state/draft.ts";
import { emptyState } from "../state/state.ts";
import { accountOf } from "./accounts.ts";
import { readSubmodules } from "./contents.ts";
import { tagView } from "./git-data.ts";
import { urlsOf } from "./urls.ts";

const at = "2025-01-15T10:30:00Z";

test("an account that is not there is told as GitHub's ghost", () => {
  expect(accountOf(draftOf(emptyState(), at), 99)).toMatchObject({ login: "ghost", id: 10137 });
});

test("of submodules those count that say both where they are and where they come from", () => {
  const text = [
    '[submodule "dep"]\n\tpath = dep\n\turl = https://github.com/acme/dep.git',
    '[submodule "half"]\n\tpath = half',
    '[submodule "other"]\n\turl = https://github.com/acme/other.git\n',
  ].join("\n");
  expect([...readSubmodules(text)]).toEqual([["dep", "https://github.com/acme/dep.git"]]);
});

test("an old tag without a tagger is told with one who has no name", () => {
  const view = draftOf(emptyState(), at);
  const shown = { view, urls: urlsOf(realOrigin), repository: 1, name: "octocat/demo" };
  const sha = "a".repeat(40);
  const tag = { object: "b".repeat(40), type: "commit", tag: "v0", message: "Old\n" } as const;
  expect(tagView(shown, sha, tag)).toMatchObject({
    tag: "v0",
    tagger: { name: "", email: "", date: "1970-01-01T00:00:00Z" },
  });
});

test("an organization whose settings nobody has touched shows GitHub's own", async () => {
  const github = await sampleGithub({
    users: [user("octocat")],
    organizations: [organization("acme", { members: { octocat: "admin" } })],
    tokens: [token("octocat")],
  });
  expect((await github.ask("GET /orgs/acme", { as: "octocat" })).json).toMatchObject({
    members_can_create_repositories: true,
    default_repository_permission: "read",
  });
});
