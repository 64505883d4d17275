import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { accessWorld, actorOf, may, repositoryOf } from "../../../../tests/samples/access.ts";
import type { PermissionLevel } from "../config.ts";
import { loadPublished } from "../published/index.ts";
import type { TokenRow } from "../state/rows.ts";
import { accessRules } from "./rules/index.ts";
import { scopeNames } from "./scopes.ts";
import { tokenKinds } from "./token-kinds.ts";

beforeAll(async () => {
  await loadPublished();
});

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
    const view = accessWorld();
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
    const view = accessWorld();
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
    const view = accessWorld();
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
    const view = accessWorld();
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
