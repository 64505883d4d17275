import { beforeAll, describe, expect, test } from "vitest";
import { accessWorld, actorOf, may, repositoryOf } from "../../../../tests/samples/access.ts";
import { repository, sampleGithub, user } from "../../../../tests/samples/github.ts";
import type { PermissionLevel } from "../config.ts";
import { loadPublished } from "../published/index.ts";
import type { TokenRow } from "../state/rows.ts";
import { permissionLevels } from "./permission-names.ts";
import { accessRules } from "./rules/index.ts";
import { hasScope, scopeNames } from "./scopes.ts";
import { tokenKinds } from "./token-kinds.ts";

beforeAll(async () => {
  await loadPublished();
});

describe("scopes", () => {
  test("public_repo is worth nothing where what is made is private", () => {
    const view = accessWorld();
    const repo = repositoryOf(view, "octocat/public");
    const narrow = actorOf(view, "octocat", { scopes: ["public_repo"] });
    const make = "repos/create-for-authenticated-user";
    expect(may(view, make, narrow, repo)).toBe(true);
    expect(may(view, make, narrow, repo, { private: true })).toBe(false);
    expect(may(view, make, narrow, repo, { visibility: "private" })).toBe(false);
    expect(may(view, make, actorOf(view, "octocat", { scopes: ["repo"] }), repo, { private: true })).toBe(
      true,
    );
  });

  test("only delete_repo deletes a repository", () => {
    const view = accessWorld();
    const repo = repositoryOf(view, "octocat/private");
    for (const scope of scopeNames)
      expect([
        scope,
        may(view, "repos/delete", actorOf(view, "octocat", { scopes: ["repo", scope] }), repo),
      ]).toEqual([scope, hasScope([scope], "delete_repo")]);
  });
});

describe("commenting through issues", () => {
  test("takes the permission for what the number stands for", () => {
    const view = accessWorld();
    const repo = repositoryOf(view, "octocat/private");
    for (const [isPull, needed, other] of [
      [true, "pull_requests", "issues"],
      [false, "issues", "pull_requests"],
    ] as const) {
      view.put("issue", {
        id: 1,
        repository: repo.id,
        number: 1,
        isPull,
        title: "",
        body: null,
        state: "open",
        stateReason: null,
        author: 1,
        labels: [],
        assignees: [],
        milestone: null,
        locked: false,
        lockReason: null,
        comments: 0,
        closedBy: null,
        createdAt: "",
        updatedAt: "",
        closedAt: null,
      });
      const allowed = (name: string): boolean =>
        may(
          view,
          "issues/create-comment",
          actorOf(view, "octocat", { permissions: { [name]: "write" } }),
          repo,
        );
      expect([allowed(needed), allowed(other)]).toEqual([true, false]);
    }
  });
});

describe("checks", () => {
  test("are told by apps alone", () => {
    const view = accessWorld();
    const repo = repositoryOf(view, "octocat/public");
    const allowed = (of: TokenRow["kind"]): boolean =>
      may(view, "checks/create", actorOf(view, "octocat", { kind: of }), repo);
    expect(tokenKinds.filter(allowed)).toEqual(["installation", "actions"]);
  });

  test("a personal token is told so", async () => {
    const github = await sampleGithub({
      users: [user("octocat")],
      repositories: [repository("octocat/demo")],
      tokens: [],
    });
    expect((await github.ask("POST /repos/octocat/demo/check-runs", { json: { name: "ci" } })).status).toBe(
      401,
    );
  });
});

describe("every permission that a rule names", () => {
  test("opens its operation to a token that has all of one set, and no less", () => {
    const view = accessWorld();
    const repo = repositoryOf(view, "octocat/private");
    for (const [id, rule] of accessRules()) {
      if (rule.target !== "repository" || rule.appsOnly === true || rule.permissions === "") continue;
      for (const set of rule.permissions.split("; ")) {
        const own = Object.fromEntries(
          set.split(",").map((one) => one.split("=") as [string, PermissionLevel]),
        );
        const allowed = may(
          view,
          id,
          actorOf(view, "octocat", { kind: "fine-grained", permissions: own }),
          repo,
        );
        expect([id, set, allowed]).toEqual([id, set, true]);
        const lower = Object.fromEntries(
          Object.keys(own)
            .slice(1)
            .map((name) => [name, own[name] as PermissionLevel]),
        );
        const without = may(
          view,
          id,
          actorOf(view, "octocat", { kind: "fine-grained", permissions: { ...lower, pages: "write" } }),
          repo,
        );
        const onlyMetadata = set === "metadata=read";
        expect([id, set, without]).toEqual([id, set, onlyMetadata]);
      }
    }
    expect(Object.keys(permissionLevels)).toContain("pages");
  });
});
