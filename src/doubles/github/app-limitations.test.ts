import { describe, expect, test } from "vitest";
import { lineAt } from "../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user, type SampleGithub } from "../../../tests/samples/github.ts";
import type { InstallationConfig } from "./config.ts";

// What simulacat's guide says that its simulator does not do with installations, as it is done here.

const labels = "POST /repos/octocat/demo/labels";
const bot = [["Authorization", "token ghs_bot"]] as const;
const label = { json: { name: "bug", color: "d73a4a" }, headers: bot };

/** An app on octocat's account, with a token that it was given. */
function installed(more: Partial<InstallationConfig> = {}): Promise<SampleGithub> {
  const at = lineAt(1);
  const app = { slug: "bot", name: "Bot", id: 5, owner: "octocat", events: [], at } as const;
  const blank = { id: 7, app: "bot", account: "octocat", repositories: null, permissions: null };
  return sampleGithub({
    users: [user("octocat")],
    repositories: [repository("octocat/demo"), repository("octocat/secret", { visibility: "private" })],
    tokens: [token("octocat", { name: "bot", value: "ghs_bot", kind: "installation", installation: 7 })],
    apps: [{ ...app, permissions: { issues: "write" } }],
    installations: [{ ...blank, suspended: false, at, ...more }],
  });
}

type Check = () => Promise<void>;

describe("with an app installation", () => {
  test.each<[aspect: string, check: Check]>([
    [
      "Installation-scoped permissions",
      async () => {
        const allowed = await installed();
        expect((await allowed.ask(labels, label)).status).toBe(201);
        const github = await installed({ permissions: { issues: "read" } });
        const { status, json } = await github.ask(labels, label);
        expect([status, json.message]).toEqual([403, "Resource not accessible by integration"]);
      },
    ],
    [
      "Installation-scoped repositories",
      async () => {
        const all = await installed();
        expect((await all.ask("GET /repos/octocat/secret", { headers: bot })).status).toBe(200);
        const github = await installed({ repositories: ["octocat/demo"] });
        expect((await github.ask("GET /repos/octocat/secret", { headers: bot })).status).toBe(404);
      },
    ],
    [
      "Suspension",
      async () => {
        const github = await installed({ suspended: true });
        const { status, json } = await github.ask("GET /repos/octocat/demo", { headers: bot });
        expect([status, json.message]).toEqual([403, "This installation has been suspended"]);
      },
    ],
    [
      "Serialization",
      async () => {
        const github = await installed();
        expect((await github.ask("GET /apps/bot")).json).toMatchObject({ id: 5, slug: "bot", name: "Bot" });
      },
    ],
  ])("%s", async (_aspect, check) => {
    expect.hasAssertions();
    await check();
  });
});
