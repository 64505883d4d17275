import { describe, expect, test } from "vitest";
import { lineAt } from "../../../../tests/samples/calls.ts";
import { organization, team } from "../../../../tests/samples/github-organization.ts";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import type { SampleGithub } from "../../../../tests/samples/github.ts";
import type { GithubConfig } from "../config.ts";

function open(more: Partial<GithubConfig> = {}): Promise<SampleGithub> {
  const at = lineAt(1);
  const teams = [
    team("core", { repositories: { "acme/secret": "write" } }),
    team("inner", { parent: "core", members: { hubot: "member" } }),
    team("lone", { members: { mona: "member" } }),
  ];
  const permissions = { members: "write", administration: "write", contents: "write" } as const;
  return sampleGithub({
    users: ["octocat", "hubot", "mona"].map((login) => user(login)),
    organizations: [
      organization("acme", {
        members: { octocat: "admin", hubot: "member", mona: "member" },
        teams,
        defaultPermission: "none",
      }),
      organization("other", { members: { octocat: "admin" } }),
    ],
    repositories: [repository("acme/secret", { visibility: "private" }), repository("other/app")],
    apps: [{ slug: "ci", name: "CI", id: 3, owner: "acme", permissions, events: [], at }],
    installations: [
      { id: 7, app: "ci", account: "acme", repositories: null, permissions: null, suspended: false, at },
    ],
    tokens: [
      ...["octocat", "hubot", "mona"].map((login) => token(login)),
      token("acme", { name: "app", value: "ghp_app", kind: "installation", installation: 7 }),
      token("octocat", {
        name: "fine",
        value: "ghp_fine",
        kind: "fine-grained",
        expires: "2025-02-01T00:00:00Z",
      }),
    ],
    ...more,
  });
}

describe("a role by teams", () => {
  test("reaches whoever is in a team below, and nobody else", async () => {
    const github = await open();
    const pushes = async (as: string) => {
      const { status, json } = await github.ask("GET /repos/acme/secret", { as });
      return status === 200 && (json.permissions.push as boolean);
    };
    expect([await pushes("hubot"), await pushes("mona")]).toEqual([true, false]);
    expect((await github.ask("GET /repos/acme/secret", { as: "mona" })).status).toBe(404);
  });
});

describe("an app installed on an organization", () => {
  test("makes repositories there, and not elsewhere", async () => {
    const github = await open();
    const make = (login: string) =>
      github.ask(`POST /orgs/${login}/repos`, { as: "app", json: { name: "made" }, unchecked: true });
    expect((await make("acme")).status).toBe(201);
    const elsewhere = (await make("other")).status;
    expect([403, 404]).toContain(elsewhere);
    expect((await github.ask("GET /repos/other/made", { as: "octocat" })).status).toBe(404);
  });

  test("takes collaborators away by its permission alone", async () => {
    const github = await open();
    await github.ask("PUT /repos/acme/secret/collaborators/mona", {
      as: "app",
      json: { permission: "push" },
    });
    expect((await github.ask("GET /repos/acme/secret", { as: "mona" })).json.permissions.push).toBe(true);
    expect((await github.ask("DELETE /repos/acme/secret/collaborators/mona", { as: "app" })).status).toBe(
      204,
    );
    expect((await github.ask("GET /repos/acme/secret", { as: "mona" })).status).toBe(404);
  });

  test("is told its own number when its limit is used up", async () => {
    const github = await open({ rateLimits: { limits: { core: 1 }, secondary: null } });
    const ask = () => github.ask("GET /repos/acme/secret", { as: "app" });
    expect((await ask()).status).toBe(200);
    expect((await ask()).json.message).toBe("API rate limit exceeded for installation ID 7.");
  });
});

describe("what is about no repository and keeps no state", () => {
  test("is read by anybody, and what nothing answers asks no token for a permission", async () => {
    const github = await open();
    expect((await github.ask("GET /emojis")).headers["x-backlot-fidelity"]).toBe("synthetic");
    const { status, headers } = await github.ask("GET /nowhere", { as: "fine" });
    expect(status).toBe(404);
    expect(headers["github-authentication-token-expiration"]).toBe("2025-02-01 00:00:00 UTC");
    expect(headers).not.toHaveProperty("x-accepted-github-permissions");
    const known = await github.ask("GET /repos/other/app", { as: "fine" });
    expect(known.headers["x-accepted-github-permissions"]).toBe("metadata=read");
  });

  test("an app made from a manifest is counted by itself", async () => {
    const github = await open();
    const line = "POST /app-manifests/code/conversions";
    const { headers } = await github.ask(line, { as: "octocat", json: {}, unchecked: true });
    expect(headers["x-ratelimit-resource"]).toBe("integration_manifest");
  });
});
