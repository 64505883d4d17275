import { anonymous, type Actor } from "../../src/doubles/github/access/actor.ts";
import { authorize, canSee } from "../../src/doubles/github/access/policy.ts";
import { accessRules } from "../../src/doubles/github/access/rules/index.ts";
import { published } from "../../src/doubles/github/published/index.ts";
import { ApiProblem } from "../../src/doubles/github/rest/problem.ts";
import { emptyGithub } from "../../src/doubles/github/schema/empty.ts";
import { draftOf, type Draft } from "../../src/doubles/github/state/draft.ts";
import type { AccountRow, RepositoryRow, TokenRow } from "../../src/doubles/github/state/rows.ts";
import { startGithub } from "../../src/doubles/github/state/seed/start.ts";
import { repository, user } from "./github.ts";

/** octocat and the organization acme with an owner, a member, and one who is in no part of it. */
export function accessWorld(defaultPermission: AccountRow["defaultPermission"] = "read"): Draft {
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

/** A user with a token; its fields restrict nothing unless they are given. */
export function actorOf(view: Draft, login: string, token: Partial<TokenRow> = {}): Actor {
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

/** The repository of that name. @param name "octocat/public" */
export function repositoryOf(view: Draft, name: string): RepositoryRow {
  const [owner, own] = name.split("/");
  const found = view
    .list("repository", view.named("account", owner ?? "")?.id ?? 0)
    .find((one) => one.name === own);
  if (found === undefined) throw new Error(name);
  return found;
}

/** Whether a token may do something: see what it is about, and do that. */
export function may(view: Draft, operation: string, actor: Actor, target: RepositoryRow, body = {}): boolean {
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
