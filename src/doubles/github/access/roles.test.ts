import { describe, expect, test } from "vitest";
import { accessWorld, actorOf, repositoryOf } from "../../../../tests/samples/access.ts";
import type { PermissionLevel, RepositoryRole } from "../config.ts";
import type { Draft } from "../state/draft.ts";
import type { TokenRow } from "../state/rows.ts";
import { anonymous, type Actor } from "./actor.ts";
import { atLeast, roleIn, roleWithin } from "./roles.ts";

describe("roles", () => {
  const roles = (view: Draft, name: string): unknown =>
    ["octocat", "boss", "member", "guest"].map((login) =>
      roleIn(view, actorOf(view, login), repositoryOf(view, name)),
    );

  test("an owner is its admin, everybody reads what is public, nobody else sees what is private", () => {
    const view = accessWorld();
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
    const view = accessWorld(base);
    expect(roles(view, "acme/private")).toEqual([null, "admin", onPrivate, null]);
    expect(roles(view, "acme/internal")).toEqual([null, "admin", onInternal, null]);
  });

  test("an outside collaborator has the role of the invitation, also where others have more", () => {
    const view = accessWorld("write");
    expect(roles(view, "acme/public")).toEqual(["read", "admin", "write", "triage"]);
  });

  test("the highest of invitation, teams and base permission counts; teams give theirs to those below", () => {
    const view = accessWorld();
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
    const view = accessWorld("write");
    const acme = view.named("account", "acme")?.id ?? 0;
    const one = view.list("membership", acme).find(({ role }) => role === "member");
    if (one === undefined) throw new Error("nobody");
    view.change("membership", one, { state: "pending" });
    expect(roleIn(view, actorOf(view, "member"), repositoryOf(view, "acme/private"))).toBeNull();
    expect(roleWithin(view, actorOf(view, "member"), acme)).toBeNull();
    expect(roleWithin(view, actorOf(view, "boss"), acme)).toBe("owner");
  });

  test("an app has the role that its permissions come to, where it is installed", () => {
    const view = accessWorld();
    const installation = {
      id: 1,
      app: 1,
      account: view.named("account", "acme")?.id ?? 0,
      suspendedAt: null,
      createdAt: "",
      updatedAt: "",
    };
    const app = (
      permissions: Record<string, PermissionLevel>,
      repositories: readonly number[] | null,
      token: Partial<TokenRow> = {},
    ): Actor => ({
      ...actorOf(view, "octocat", { kind: "installation", ...token }),
      kind: "installation",
      installation: { ...installation, repositories, permissions },
    });
    const inside = repositoryOf(view, "acme/private");
    const roleOf = (actor: Actor, name = "acme/private"): RepositoryRole | null =>
      roleIn(view, actor, repositoryOf(view, name));
    expect(roleOf(app({ issues: "read" }, null))).toBe("read");
    expect(roleOf(app({ issues: "write" }, null))).toBe("write");
    expect(roleOf(app({ administration: "write" }, null))).toBe("admin");
    expect(roleOf(app({ administration: "write" }, null, { permissions: { contents: "read" } }))).toBe(
      "read",
    );
    expect(roleOf(app({}, null))).toBe("admin");
    expect(roleOf(app({}, [inside.id]))).toBe("admin");
    expect(roleOf(app({}, []))).toBeNull();
    expect(roleOf(app({}, null), "octocat/public")).toBe("read");
    expect(roleOf(app({}, null), "octocat/private")).toBeNull();
  });

  test("are in order", () => {
    expect(atLeast("admin", "read")).toBe(true);
    expect(atLeast("triage", "write")).toBe(false);
    expect(atLeast(null, "read")).toBe(false);
  });
});
