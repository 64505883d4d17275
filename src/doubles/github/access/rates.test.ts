import { describe, expect, test } from "vitest";
import { repository, sampleGithub, token, user } from "../../../../tests/samples/github.ts";
import type { Answered, SampleGithub } from "../../../../tests/samples/github.ts";
import type { GithubConfig, RateLimitsConfig } from "../config.ts";
import { anonymous } from "./actor.ts";
import { rateOf } from "./rates.ts";

const demo = "GET /repos/octocat/demo";
/** The end of the hour in which the sample world begins. */
const hourEnd = String(Date.parse("2025-01-15T11:00:00Z") / 1000);

function open(
  rateLimits: Partial<RateLimitsConfig> = {},
  more: Partial<GithubConfig> = {},
): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [repository("octocat/demo")],
    tokens: [
      token("octocat"),
      token("octocat", { name: "other", value: "ghp_other" }),
      token("hubot"),
      token("octocat", { name: "workflow", value: "ghs_workflow", kind: "actions" }),
    ],
    rateLimits: { limits: {}, secondary: null, ...rateLimits },
    ...more,
  });
}

/** Limit, remaining, used, resource. */
function left({ headers }: Answered): readonly unknown[] {
  return ["limit", "remaining", "used", "resource"].map((name) => headers[`x-ratelimit-${name}`]);
}

describe("the primary limit", () => {
  test("is told by every answer, and counts all tokens of a user together", async () => {
    const github = await open();
    expect(left(await github.ask(demo))).toEqual(["60", "59", "1", "core"]);
    const first = await github.ask(demo, { as: "octocat" });
    expect(left(first)).toEqual(["5000", "4999", "1", "core"]);
    expect(first.headers["x-ratelimit-reset"]).toBe(hourEnd);
    const other = { headers: [["Authorization", "token ghp_other"]] } as const;
    expect(left(await github.ask("GET /repos/octocat/none", other))).toEqual(["5000", "4998", "2", "core"]);
    expect(left(await github.ask(demo, { as: "hubot" }))).toEqual(["5000", "4999", "1", "core"]);
    const workflow = { headers: [["Authorization", "token ghs_workflow"]] } as const;
    expect(left(await github.ask(demo, workflow))).toEqual(["1000", "999", "1", "core"]);
    expect(left(await github.ask(demo, { as: "nobody" }))).toEqual(["60", "58", "2", "core"]);
  });

  test("refuses the call after the last one, and lets calls in again when its window ends", async () => {
    const github = await open({ limits: { core: 2 } });
    for (const remaining of ["1", "0"]) {
      const { status, headers } = await github.ask(demo, { as: "octocat" });
      expect([status, headers["x-ratelimit-remaining"]]).toEqual([200, remaining]);
    }
    const refused = await github.ask(demo, { as: "octocat" });
    expect([refused.status, refused.json.message]).toEqual([403, "API rate limit exceeded for user ID 1."]);
    expect(left(refused)).toEqual(["2", "0", "2", "core"]);
    expect((await github.ask(demo, { as: "hubot" })).status).toBe(200);
    github.world.clock.advance(30 * 60_000 - 1);
    expect((await github.ask(demo, { as: "octocat" })).status).toBe(403);
    github.world.clock.advance(1);
    expect(left(await github.ask(demo, { as: "octocat" }))).toEqual(["2", "1", "1", "core"]);
  });

  test("tells nobody in particular what signing in would bring", async () => {
    const github = await open({ limits: { core: 0 } });
    const { status, json } = await github.ask(demo);
    expect(status).toBe(403);
    expect(json.message).toMatch(
      /^API rate limit exceeded for .*Authenticated requests get a higher rate limit/,
    );
  });

  test("is not used by an answer that tells nothing new", async () => {
    const github = await open();
    const { headers } = await github.ask(demo, { as: "octocat" });
    const again = await github.ask(demo, {
      as: "octocat",
      headers: [["If-None-Match", headers["etag"] ?? ""]],
    });
    expect([again.status, ...left(again)]).toEqual([304, "5000", "4999", "1", "core"]);
  });

  test("counts searches by the minute, apart from everything else", async () => {
    const github = await open();
    const search = await github.ask("GET /search/repositories?q=demo", { as: "octocat", unchecked: true });
    expect(left(search)).toEqual(["30", "29", "1", "search"]);
    expect(search.headers["x-ratelimit-reset"]).toBe(String(Date.parse("2025-01-15T10:31:00Z") / 1000));
    expect(left(await github.ask("GET /search/repositories?q=demo", { unchecked: true }))).toEqual([
      "10",
      "9",
      "1",
      "search",
    ]);
  });

  test("asking what is left is free, even when nothing is", async () => {
    const github = await open({ limits: { core: 1 } });
    await github.ask(demo, { as: "octocat" });
    for (let time = 0; time < 3; time++) {
      const { status, json, headers } = await github.ask("GET /rate_limit", { as: "octocat" });
      const core = { limit: 1, used: 1, remaining: 0, reset: Number(hourEnd) };
      expect([status, json.resources.core, json.rate]).toEqual([200, core, core]);
      expect(json.resources.search).toMatchObject({ limit: 30, used: 0, remaining: 30 });
      expect(headers["x-ratelimit-remaining"]).toBe("0");
    }
  });

  test("grows with what an installation is for, up to 12,500", () => {
    const installation = {
      id: 7,
      app: 1,
      account: 1,
      repositories: null,
      permissions: {},
      suspendedAt: null,
    };
    const limit = (repositories: number, users: number): number =>
      rateOf(
        {
          view: {
            get: () => undefined,
            named: () => undefined,
            list: () => [],
            count: (table) => (table === "repository" ? repositories : users),
          },
          actor: {
            ...anonymous,
            kind: "installation",
            account: {} as never,
            installation: { ...installation, createdAt: "", updatedAt: "" },
          },
          nowMs: 0,
          limits: {},
          counted: () => 0,
        },
        "core",
      ).limit;
    expect([limit(0, 0), limit(20, 20), limit(21, 20), limit(21, 22)]).toEqual([5000, 5000, 5050, 5150]);
    expect([limit(170, 20), limit(171, 20), limit(10_000, 10_000)]).toEqual([12_500, 12_500, 12_500]);
  });
});

describe("the secondary limit", () => {
  test("refuses the calls that the scenario says, in the words that clients look for", async () => {
    const github = await open({ secondary: { after: 1, times: 2, retryAfterSeconds: 7 } });
    const answers: Answered[] = [];
    for (let time = 0; time < 4; time++) answers.push(await github.ask(demo, { as: "octocat" }));
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 200]);
    const refused = answers[1] as Answered;
    expect(refused.headers["retry-after"]).toBe("7");
    // octokit looks for the first, PyGithub for the second.
    expect(refused.json.message).toMatch(/\bsecondary rate\b/i);
    expect(refused.json.message.toLowerCase()).toMatch(/please wait a few minutes before you try again\.$/);
    expect(answers.map(({ headers }) => headers["x-ratelimit-used"])).toEqual(["1", "1", "1", "2"]);
  });
});
