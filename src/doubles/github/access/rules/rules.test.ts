import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPublished, published } from "../../published/index.ts";
import { operations } from "../../rest/operations.ts";
import { permissionLevels } from "../permission-names.ts";
import { isScope } from "../scopes.ts";
import { accessRules } from "./index.ts";
import { knownWrong } from "./known-wrong.ts";

beforeAll(async () => {
  await loadPublished();
});

describe("the rules of access", () => {
  test("are for operations that GitHub publishes, one for each", () => {
    const ids = new Set(published().ids);
    expect([...accessRules().keys()].filter((id) => !ids.has(id))).toEqual([]);
    expect(accessRules().size).toBeGreaterThan(300);
  });

  test("say something of every operation that keeps state", () => {
    expect([...operations.keys()].filter((id) => !accessRules().has(id))).toEqual([]);
  });

  test("name permissions, levels and scopes that there are", () => {
    const wrong: string[] = [];
    for (const [id, { permissions, scopes = "", needs = "" }] of accessRules()) {
      for (const one of permissions.split(/[;,]\s*/).filter(Boolean)) {
        const [name = "", level] = one.split("=");
        if (!permissionLevels[name]?.some((known) => known === level)) wrong.push(`${id}: ${one}`);
      }
      for (const scope of `${scopes}, ${needs}`.split(/,\s*/).filter(Boolean))
        if (!isScope(scope)) wrong.push(`${id}: ${scope}`);
      if (scopes.split(", ").join() !== scopes.split(", ").toSorted().join()) wrong.push(`${id}: order`);
    }
    expect(wrong).toEqual([]);
  });

  test("are about what stands in the path", () => {
    const wrong = [...accessRules()].filter(([id, { target }]) => {
      const template = published().operation(id)?.template ?? "";
      if (target === "repository") return !/\{(template_)?repo\}/.test(template);
      if (target === "organization") return !/\{(org|team_id)\}/.test(template);
      if (target === "user") return !/^\/(user\b|issues$|notifications|gists)/.test(template);
      return /^\/(repos|orgs|user)\//.test(template);
    });
    expect(wrong.map(([id]) => id)).toEqual(["users/get-by-id"]);
  });
});

describe("the scopes that GitHub says it accepts", () => {
  // As the recordings of @octokit/fixtures have them, by what X-Accepted-OAuth-Scopes says.
  test.each([
    [
      "",
      `meta/root repos/get-content repos/create-or-update-file-contents repos/update repos/list-collaborators
      repos/add-collaborator repos/remove-collaborator repos/list-invitations repos/get-branch-protection
      repos/update-branch-protection repos/delete-branch-protection repos/create-commit-status issues/create
      issues/add-labels issues/create-label issues/update-label issues/delete-label search/issues-and-pull-requests`,
    ],
    [
      "repo",
      `repos/get issues/list-for-repo issues/list-labels-for-repo issues/get-label git/list-matching-refs
      git/create-ref git/update-ref git/delete-ref repos/get-release-by-tag repos/list-release-assets
      repos/get-release-asset repos/upload-release-asset repos/update-release-asset repos/delete-release-asset`,
    ],
    ["repo, repo:status", "repos/get-combined-status-for-ref repos/list-commit-statuses-for-ref"],
    ["public_repo, repo", "issues/lock issues/unlock"],
    ["public_repo, repo, repo:invite", "repos/accept-invitation-for-authenticated-user"],
    ["admin:org, read:org, repo, user, write:org", "orgs/get"],
    ["notifications, repo", "activity/mark-notifications-as-read"],
  ])("%j", (scopes, ids) => {
    const said = ids.split(/\s+/).map((id) => [id, accessRules().get(id)?.scopes ?? ""]);
    expect(said).toEqual(said.map(([id]) => [id, scopes]));
  });
});

describe("the rules and what @octokit/app-permissions read in GitHub's pages", () => {
  test("differ only where the reason is known", () => {
    const differ: Record<string, string> = {};
    for (const [key, said] of appPermissions()) {
      const [method = "", path = ""] = key.split(" ");
      const routed = published().route(method, path.replaceAll(/\{\w+\}/g, "1"));
      const id = routed !== undefined && "operation" in routed ? routed.operation.id : undefined;
      const rule = id === undefined ? undefined : accessRules().get(id);
      if (id === undefined || rule === undefined) continue;
      const own = rule.permissions
        .split(/[;,]\s*/)
        .toSorted()
        .join();
      if (own !== [...said].toSorted().join()) differ[id] = [...said].toSorted().join();
    }
    const reasons = Object.entries(knownWrong).flatMap(([reason, ids]) =>
      ids.split(/\s+/).map((id) => [id, reason] as const),
    );
    const known = new Map(reasons);
    expect(Object.entries(differ).filter(([id]) => !known.has(id))).toEqual([]);
    expect([...known.keys()].filter((id) => differ[id] === undefined)).toEqual([]);
  });
});

/** Permissions by "GET /repos/{owner}/{repo}". */
function appPermissions(): ReadonlyMap<string, ReadonlySet<string>> {
  const file = createRequire(import.meta.url).resolve(
    "@octokit/app-permissions/generated/api.github.com.json",
  );
  const { permissions } = JSON.parse(readFileSync(file, "utf8")) as {
    permissions: Record<string, Record<string, string | string[]>>;
  };
  const found = new Map<string, Set<string>>();
  for (const [name, levels] of Object.entries(permissions)) {
    for (const level of ["read", "write", "admin"]) {
      const lines = levels[level];
      if (!Array.isArray(lines)) continue;
      for (const line of lines) {
        const set = found.get(line) ?? new Set<string>();
        found.set(line, set.add(`${name}=${level}`));
      }
    }
  }
  return found;
}
