import { describe, expect, test } from "vitest";
import { lineAt } from "../../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import type { Asking, SampleGithub } from "../../../../tests/samples/github.ts";
import type { InstallationConfig, PermissionLevel, TokenConfig } from "../config.ts";

const label = { name: "bug", color: "d73a4a" };

function by(value: string, json?: unknown): Asking {
  return { headers: [["Authorization", `Bearer ${value}`]], ...(json === undefined ? {} : { json }) };
}

/** The app "ci" on octocat's account, with a token of the installation and one of a user of the app. */
function open(
  installed: Partial<InstallationConfig> = {},
  more: Partial<TokenConfig> = {},
  permissions: Readonly<Record<string, PermissionLevel>> = { issues: "write" },
): Promise<SampleGithub> {
  const at = lineAt(1);
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [
      repository("octocat/demo"),
      repository("octocat/secret", { visibility: "private" }),
      repository("hubot/demo"),
      repository("hubot/secret", { visibility: "private" }),
    ],
    apps: [{ slug: "ci", name: "CI", id: 3, owner: "octocat", permissions, events: [], at }],
    installations: [
      {
        id: 7,
        app: "ci",
        account: "octocat",
        repositories: null,
        permissions: null,
        suspended: false,
        at,
        ...installed,
      },
    ],
    tokens: [
      token("octocat", { name: "app", value: "ghs_app", kind: "installation", installation: 7, ...more }),
      token("octocat", { name: "person", value: "ghu_person", kind: "app-user", installation: 7 }),
    ],
  });
}

describe("a token of an installation", () => {
  test("acts as the app's bot, on the repositories of its account", async () => {
    const github = await open();
    const made = await github.ask("POST /repos/octocat/secret/labels", by("ghs_app", label));
    expect(made.status).toBe(201);
    expect((await github.ask("GET /repos/hubot/demo", by("ghs_app"))).status).toBe(200);
    expect((await github.ask("GET /repos/hubot/secret", by("ghs_app"))).status).toBe(404);
    const elsewhere = await github.ask("POST /repos/hubot/demo/labels", by("ghs_app", label));
    expect([elsewhere.status, elsewhere.json.message]).toEqual([
      403,
      "Resource not accessible by integration",
    ]);
    const call = github.world.log.read(0, github.world.log.count).find((record) => record.kind === "call");
    expect(call?.identity).toEqual({ carried: "app", actor: "ci[bot]" });
    expect(elsewhere.headers["x-ratelimit-limit"]).toBe("5000");
  });

  test("is nobody to what is a person's", async () => {
    const github = await open();
    for (const line of ["GET /user", "GET /user/repos", "POST /user/repos", "GET /user/orgs"]) {
      const { status, json } = await github.ask(
        line,
        by("ghs_app", line.startsWith("P") ? { name: "x" } : undefined),
      );
      expect([line, status, json.message]).toEqual([line, 403, "Resource not accessible by integration"]);
    }
  });

  test("does not reach what was not selected, nor more than it was given", async () => {
    const selected = await open({ repositories: ["octocat/demo"] });
    expect((await selected.ask("GET /repos/octocat/secret", by("ghs_app"))).status).toBe(404);
    const narrower = await open({ permissions: { issues: "read" } });
    const refused = await narrower.ask("POST /repos/octocat/demo/labels", by("ghs_app", label));
    expect(refused.status).toBe(403);
    expect(refused.headers["x-accepted-github-permissions"]).toBe("issues=write; pull_requests=write");
    const asked = await open({}, { permissions: { metadata: "read" } });
    expect((await asked.ask("POST /repos/octocat/demo/labels", by("ghs_app", label))).status).toBe(403);
    // A token that says more than its installation has is no more for it.
    const more = await open({ permissions: { issues: "read" } }, { permissions: { issues: "write" } });
    expect((await more.ask("POST /repos/octocat/demo/labels", by("ghs_app", label))).status).toBe(403);
  });

  test("is limited by nothing where neither app nor installation names a permission", async () => {
    const github = await open({}, {}, {});
    expect((await github.ask("POST /repos/octocat/secret/labels", by("ghs_app", label))).status).toBe(201);
  });

  test("dies with its suspension", async () => {
    const github = await open({ suspended: true });
    for (const value of ["ghs_app", "ghu_person"]) {
      const { status, json } = await github.ask("GET /repos/octocat/demo", by(value));
      expect([status, json.message]).toEqual([403, "This installation has been suspended"]);
    }
  });
});

describe("a token of somebody who uses an app", () => {
  test("is that user, within what the app is installed on and for", async () => {
    const github = await open({ repositories: ["octocat/demo"] });
    expect((await github.ask("GET /user", by("ghu_person"))).json.login).toBe("octocat");
    expect((await github.ask("POST /repos/octocat/demo/labels", by("ghu_person", label))).status).toBe(201);
    expect((await github.ask("GET /repos/octocat/secret", by("ghu_person"))).status).toBe(404);
    const key = await github.ask("GET /repos/octocat/demo/keys", by("ghu_person"));
    expect([key.status, key.json.message]).toEqual([403, "Resource not accessible by integration"]);
  });
});
