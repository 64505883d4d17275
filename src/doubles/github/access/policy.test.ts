import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { repository, sampleGithub, user } from "../../../../tests/samples/github.ts";
import type { PermissionLevel, RepositoryRole } from "../config.ts";
import { emptyGithub } from "../schema/section.ts";
import { loadPublished, published } from "../published/index.ts";
import { ApiProblem } from "../rest/problem.ts";
import type { AccountRow, RepositoryRow, TokenRow } from "../state/rows.ts";
import { draftOf, type Draft } from "../state/draft.ts";
import { startGithub } from "../state/seed/start.ts";
import { anonymous, type Actor } from "./actor.ts";
import { permissionLevels } from "./permission-names.ts";
import { atLeast, authorize, canSee, roleIn, roleWithin } from "./policy.ts";
import { accessRules } from "./rules/index.ts";
import { hasScope, scopeNames } from "./scopes.ts";
import { tokenKinds } from "./token-kinds.ts";

beforeAll(async () => {
  await loadPublished();
});

/** octocat and the organization acme with an owner, a member, and one who is in no part of it. */
function world(defaultPermission: AccountRow["defaultPermission"] = "read"): Draft {
  const organization = {
    login: "acme",
    id: null,
    name: null,
    email: null,
    description: null,
    members: { boss: "admin", member: "member" },
    teams: [],
    at: user("x").at,
  } as const;
  const state = startGithub(
    {
      ...emptyGithub,
      present: true,
      users: ["octocat", "boss", "member", "guest"].map((login) => user(login)),
      organizations: [{ ...organization, defaultPermission }],
      repositories: [
        repository("octocat/public"),
        repository("octocat/private", { visibility: "private" }),
        repository("acme/public", { collaborators: { guest: "triage" } }),
        repository("acme/private", { visibility: "private" }),
        repository("acme/internal", { visibility: "internal" }),
      ],
    },
    "2025-01-15T10:30:00Z",
  );
  return draftOf(state, "2025-01-15T10:30:00Z");
}

function actorOf(view: Draft, login: string, token: Partial<TokenRow> = {}): Actor {
  const account = view.named("account", login) ?? null;
  const blank: TokenRow = {
    hash: "",
    name: "",
    kind: "classic",
    owner: account?.id ?? 0,
    permissions: null,
    scopes: null,
    repositories: null,
    repositoryVisibility: null,
    expiresAt: null,
    revoked: false,
    installation: null,
  };
  return { ...anonymous, kind: "user", account, token: { ...blank, ...token } };
}

function repositoryOf(view: Draft, name: string): RepositoryRow {
  const [owner, own] = name.split("/");
  const found = view
    .list("repository", view.named("account", owner ?? "")?.id ?? 0)
    .find((one) => one.name === own);
  if (found === undefined) throw new Error(name);
  return found;
}

describe("roles", () => {
  const roles = (view: Draft, name: string): unknown =>
    ["octocat", "boss", "member", "guest"].map((login) =>
      roleIn(view, actorOf(view, login), repositoryOf(view, name)),
    );

  test("an owner is its admin, everybody reads what is public, nobody else sees what is private", () => {
    const view = world();
    expect(roles(view, "octocat/public")).toEqual(["admin", "read", "read", "read"]);
    expect(roles(view, "octocat/private")).toEqual(["admin", null, null, null]);
    expect(roleIn(view, anonymous, repositoryOf(view, "octocat/public"))).toBe("read");
    expect(roleIn(view, anonymous, repositoryOf(view, "octocat/private"))).toBeNull();
  });

  test.each([
    ["none", null, "read"],
    ["read", "read", "read"],
    ["write", "write", "write"],
    ["admin", "admin", "admin"],
  ] as const)("members have the organization's base permission: %s", (base, onPrivate, onInternal) => {
    const view = world(base);
    expect(roles(view, "acme/private")).toEqual([null, "admin", onPrivate, null]);
    expect(roles(view, "acme/internal")).toEqual([null, "admin", onInternal, null]);
  });

  test("an outside collaborator has the role of the invitation, also where others have more", () => {
    const view = world("write");
    expect(roles(view, "acme/public")).toEqual(["read", "admin", "write", "triage"]);
  });

  test("the highest of invitation, teams and base permission counts; teams give theirs to those below", () => {
    const view = world();
    const acme = view.named("account", "acme")?.id ?? 0;
    const member = view.named("account", "member")?.id ?? 0;
    const blank = {
      organization: acme,
      description: null,
      privacy: "closed",
      createdAt: "",
      updatedAt: "",
    } as const;
    const above = view.add("team", {
      ...blank,
      notification: "notifications_enabled",
      name: "a",
      slug: "a",
      parent: null,
    });
    const below = view.add("team", {
      ...blank,
      notification: "notifications_enabled",
      name: "b",
      slug: "b",
      parent: above.id,
    });
    const target = repositoryOf(view, "acme/private");
    view.add("teamMember", { team: below.id, user: member, role: "member" });
    const role = (): RepositoryRole | null => roleIn(view, actorOf(view, "member"), target);
    expect(role()).toBe("read");
    const link = view.add("teamRepository", { team: above.id, repository: target.id, role: "maintain" });
    expect(role()).toBe("maintain");
    view.remove("teamRepository", link.id);
    view.add("teamRepository", { team: below.id, repository: target.id, role: "triage" });
    expect(role()).toBe("triage");
    view.add("collaborator", { repository: target.id, user: member, role: "write" });
    expect(role()).toBe("write");
  });

  test("a membership that was not accepted yet gives nothing", () => {
    const view = world("write");
    const acme = view.named("account", "acme")?.id ?? 0;
    const one = view.list("membership", acme).find(({ role }) => role === "member");
    if (one === undefined) throw new Error("nobody");
    view.change("membership", one, { state: "pending" });
    expect(roleIn(view, actorOf(view, "member"), repositoryOf(view, "acme/private"))).toBeNull();
    expect(roleWithin(view, actorOf(view, "member"), acme)).toBeNull();
    expect(roleWithin(view, actorOf(view, "boss"), acme)).toBe("owner");
  });

  test("an app has the role that its permissions come to, where it is installed", () => {
    const view = world();
    const acme = view.named("account", "acme")?.id ?? 0;
    const app = (
      permissions: Record<string, PermissionLevel>,
      repositories: readonly number[] | null,
    ): Actor => ({
      ...actorOf(view, "octocat"),
      kind: "installation",
      token: null,
      installation: {
        id: 1,
        app: 1,
        account: acme,
        repositories,
        permissions,
        suspendedAt: null,
        createdAt: "",
        updatedAt: "",
      },
    });
    const inside = repositoryOf(view, "acme/private");
    for (const [permissions, role] of [
      [{ issues: "read" }, "read"],
      [{ issues: "write" }, "write"],
      [{ administration: "write" }, "admin"],
    ] as const)
      expect(roleIn(view, { ...app(permissions, null), token: actorOf(view, "boss").token }, inside)).toBe(
        role,
      );
    expect(roleIn(view, { ...app({}, []), token: actorOf(view, "boss").token }, inside)).toBeNull();
    const elsewhere = repositoryOf(view, "octocat/public");
    expect(roleIn(view, { ...app({}, null), token: actorOf(view, "boss").token }, elsewhere)).toBe("read");
  });

  test("are in order", () => {
    expect(atLeast("admin", "read")).toBe(true);
    expect(atLeast("triage", "write")).toBe(false);
    expect(atLeast(null, "read")).toBe(false);
  });
});

/** Whether a token may do something: see what it is about, and do that. */
function may(view: Draft, operation: string, actor: Actor, target: RepositoryRow, body = {}): boolean {
  const described = published().operation(operation);
  const isRepository = accessRules().get(operation)?.target === "repository";
  if (isRepository && !canSee(view, actor, target)) return false;
  const params = { org: "acme", issue_number: "1" };
  try {
    authorize(view, {
      operation,
      writes: described?.method !== "GET",
      actor,
      repository: isRepository ? target : null,
      params,
      body,
    });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    throw error;
  }
}

const operation = fc.constantFrom(...accessRules().keys());
const target = fc.constantFrom(
  "octocat/public",
  "octocat/private",
  "acme/public",
  "acme/private",
  "acme/internal",
);
const login = fc.constantFrom("octocat", "boss", "member", "guest");
const kind = fc.constantFrom(...tokenKinds);
const useful = [
  ...new Set(
    [...accessRules().values()].flatMap(({ permissions }) => permissions.match(/[a-z_]+(?==)/g) ?? []),
  ),
];
const permissions = fc.dictionary(
  fc.constantFrom(...useful),
  fc.constantFrom<PermissionLevel>("read", "write"),
  { maxKeys: 6 },
);
const scopes = fc.uniqueArray(fc.constantFrom(...scopeNames), { maxLength: 5 });
const order: readonly PermissionLevel[] = ["read", "write", "admin"];

describe("a token that is given less", () => {
  test("never may more: fewer permissions, or lower ones", () => {
    const view = world();
    fc.assert(
      fc.property(
        operation,
        target,
        login,
        kind,
        permissions,
        fc.infiniteStream(fc.nat(2)),
        (id, name, who, of, more, dice) => {
          const less: Record<string, PermissionLevel> = {};
          for (const [one, level] of Object.entries(more)) {
            const roll = dice.next().value;
            if (roll > 0) less[one] = roll === 1 ? level : (order[0] as PermissionLevel);
          }
          const repo = repositoryOf(view, name);
          const withLess = may(view, id, actorOf(view, who, { kind: of, permissions: less }), repo);
          const withMore = may(view, id, actorOf(view, who, { kind: of, permissions: more }), repo);
          const withAll = may(view, id, actorOf(view, who, { kind: of }), repo);
          expect([withLess, withMore]).not.toEqual([true, false]);
          expect([withMore, withAll]).not.toEqual([true, false]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("never may more: fewer scopes, with permissions beside or without", () => {
    const view = world();
    fc.assert(
      fc.property(
        operation,
        target,
        login,
        scopes,
        fc.nat(5),
        fc.option(permissions),
        (id, name, who, more, count, own) => {
          const repo = repositoryOf(view, name);
          const token = { kind: "classic", permissions: own } as const;
          const withLess = may(
            view,
            id,
            actorOf(view, who, { ...token, scopes: more.slice(0, count) }),
            repo,
          );
          const withMore = may(view, id, actorOf(view, who, { ...token, scopes: more }), repo);
          const withAll = may(view, id, actorOf(view, who), repo);
          expect([withLess, withMore]).not.toEqual([true, false]);
          expect([withMore, withAll]).not.toEqual([true, false]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("never may more: fewer repositories, or public ones alone", () => {
    const view = world();
    const ids = view.list("repository").map(({ id }) => id);
    fc.assert(
      fc.property(
        operation,
        target,
        login,
        fc.subarray(ids),
        fc.nat(5),
        kind,
        (id, name, who, more, count, of) => {
          const repo = repositoryOf(view, name);
          const allowed = (token: Partial<TokenRow>): boolean =>
            may(view, id, actorOf(view, who, { kind: of, ...token }), repo);
          const withLess = allowed({ repositories: more.slice(0, count) });
          expect([withLess, allowed({ repositories: more })]).not.toEqual([true, false]);
          expect([allowed({ repositories: more }), allowed({})]).not.toEqual([true, false]);
          expect([allowed({ repositoryVisibility: "public" }), allowed({})]).not.toEqual([true, false]);
          expect(allowed({ repositoryVisibility: "all" })).toBe(allowed({}));
          expect(allowed({ repositoryVisibility: "private" })).toBe(allowed({}));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("with an empty list may do nothing with a repository", () => {
    const view = world();
    for (const [id, rule] of accessRules()) {
      if (rule.target !== "repository") continue;
      for (const token of [{ permissions: {} }, { scopes: [] }, { repositories: [] }])
        expect([
          id,
          may(view, id, actorOf(view, "octocat", token), repositoryOf(view, "octocat/public")),
        ]).toEqual([id, false]);
    }
  });
});

describe("scopes", () => {
  test("public_repo is worth nothing where what is made is private", () => {
    const view = world();
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
    const view = world();
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
    const view = world();
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
    const view = world();
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
    const view = world();
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
