import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { crc32, madeUpToken } from "./made-up-token.ts";
import { permissionLevels } from "./permission-names.ts";
import { readPermissions } from "./read-permissions.ts";
import { allScopes, hasScope, scopeNames } from "./scopes.ts";
import { proposedKind, tokenKinds } from "./token-kinds.ts";

describe("kinds of tokens", () => {
  test.each([
    ["ghp_octocat", "classic"],
    ["github_pat_ci", "fine-grained"],
    ["gho_x", "oauth"],
    ["ghu_x", "app-user"],
    ["ghs_123", "installation"],
    ["0123456789abcdef0123456789abcdef01234567", "classic"],
    ["secret", "classic"],
    ["", "classic"],
  ])("%s proposes %s", (value, kind) => {
    expect(proposedKind(value)).toBe(kind);
  });
});

describe("scopes", () => {
  test("a wider scope holds narrower ones", () => {
    expect(hasScope(["repo"], "public_repo")).toBe(true);
    expect(hasScope(["admin:org"], "read:org")).toBe(true);
    expect(hasScope(["write:org"], "admin:org")).toBe(false);
    expect(hasScope(["user"], "user:email")).toBe(true);
    expect(hasScope(["public_repo"], "repo")).toBe(false);
    expect(hasScope(["constructor"], "length")).toBe(false);
  });

  test("a token without restrictions has all of them, by the widest names", () => {
    expect(scopeNames.every((name) => hasScope(allScopes, name))).toBe(true);
    expect(allScopes).toContain("admin:org");
    expect(allScopes).not.toContain("read:org");
  });
});

describe("texts of permissions", () => {
  test("a level, a bare name and a scope are read", () => {
    expect(readPermissions("fine-grained", ["issues:read", "contents", "organization_plan"])).toEqual({
      permissions: { issues: "read", contents: "write", organization_plan: "read" },
      scopes: null,
      problems: [],
    });
    expect(readPermissions("classic", ["repo", "read:org", "repo:status"])).toEqual({
      permissions: null,
      scopes: ["repo", "read:org", "repo:status"],
      problems: [],
    });
    expect(readPermissions("classic", ["repo", "issues:read"])).toEqual({
      permissions: { issues: "read" },
      scopes: ["repo"],
      problems: [],
    });
  });

  test("nothing said is no restriction, and an empty list allows nothing", () => {
    expect(readPermissions("fine-grained", null)).toEqual({ permissions: null, scopes: null, problems: [] });
    expect(readPermissions("fine-grained", [])).toEqual({ permissions: {}, scopes: null, problems: [] });
    expect(readPermissions("classic", [])).toEqual({ permissions: null, scopes: [], problems: [] });
  });

  test("what is unknown, said twice or not of the kind is told, all of it at once", () => {
    const { problems } = readPermissions("fine-grained", [
      "isues:read",
      "issues",
      "issues:read",
      "issues:admin",
      "read:org",
      "",
      "constructor",
    ]);
    expect(problems.map(({ index, problem, near }) => [index, problem, near])).toEqual([
      [0, "unknown", ["issues:read"]],
      [2, "duplicate", []],
      [3, "level", ["issues:read", "issues:write"]],
      [4, "scope", []],
      [5, "unknown", []],
      [6, "unknown", []],
    ]);
    expect(readPermissions("classic", ["read:orgs"]).problems[0]?.near).toContain("read:org");
  });

  test("any text is read or told, never both", () => {
    fc.assert(
      fc.property(fc.constantFrom(...tokenKinds), fc.array(fc.string()), (kind, texts) => {
        const { permissions, scopes, problems } = readPermissions(kind, texts);
        const read = Object.keys(permissions ?? {}).length + (scopes ?? []).length;
        expect(read + problems.length).toBe(texts.length);
      }),
    );
  });

  test("the names are those of the published description", () => {
    const file = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
    const { components } = JSON.parse(readFileSync(file, "utf8")) as {
      components: { schemas: Record<string, { properties: Record<string, { enum: string[] }> }> };
    };
    const said = components.schemas["app-permissions"]?.properties ?? {};
    const own = Object.keys(said).map((name) => [name, permissionLevels[name]]);
    expect(Object.fromEntries(own)).toEqual(
      Object.fromEntries(Object.entries(said).map(([name, shape]) => [name, shape.enum])),
    );
  });
});

describe("values that are made up", () => {
  test("the checksum is GitHub's: that of a published, revoked token", () => {
    expect(crc32("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ")).toBe(parse62("0mLq17"));
  });

  test("they are well formed, of their kind and always the same", () => {
    for (const kind of tokenKinds) {
      const value = madeUpToken(kind, "octocat", "ci");
      expect(value).toMatch(/^(gh[pous]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59})$/);
      const body = /[0-9A-Za-z]+$/.exec(value)?.[0] ?? "";
      expect(parse62(body.slice(-6))).toBe(crc32(body.slice(0, -6)));
      expect(madeUpToken(kind, "Octocat", "ci")).toBe(value);
      expect(proposedKind(value)).toBe(kind === "actions" ? "installation" : kind);
    }
    const all = tokenKinds.flatMap((kind) => [
      madeUpToken(kind, "octocat", "1"),
      madeUpToken(kind, "octocat", "2"),
      madeUpToken(kind, "hubot", "1"),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});

function parse62(text: string): number {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return text.split("").reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
}
