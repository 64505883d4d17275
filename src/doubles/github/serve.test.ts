import { describe, expect, test } from "vitest";
import { repository, sampleGithub, token, user, type SampleGithub } from "../../../tests/samples/github.ts";
import { loadSection } from "../../../tests/samples/section.ts";
import type { Layer, ReplyData } from "../../core/index.ts";
import { emptyReply } from "../../stubs/index.ts";
import { githubSection } from "./index.ts";

/** The expectations of a file's `[[github.stubs]]`. */
async function stubs(text: string): Promise<readonly Layer[]> {
  const loaded = await loadSection(githubSection, { "backlot.toml": text });
  if (!loaded.ok) throw new Error(loaded.findings.map(({ what }) => what).join("\n"));
  return loaded.value.layers;
}

async function open(text = ""): Promise<SampleGithub> {
  return sampleGithub(
    {
      users: [user("octocat"), user("hubot")],
      repositories: [repository("octocat/demo"), repository("octocat/secret", { visibility: "private" })],
      tokens: [token("octocat"), token("hubot")],
    },
    await stubs(text),
  );
}

describe("what no operation keeps state for", () => {
  test("is read as the description says, and is marked as made up", async () => {
    const github = await open();
    const answer = await github.ask("GET /repos/octocat/demo/actions/workflows");
    expect(answer).toMatchObject({ status: 200, headers: { "x-backlot-fidelity": "synthetic" } });
    expect(github.world.calls().at(-1)).toMatchObject({ outcome: "answered", fidelity: "synthetic" });
  });

  test("is not read of what the caller may not see", async () => {
    const github = await open();
    const line = "GET /repos/octocat/secret/actions/workflows";
    expect((await github.ask(line, { as: "hubot" })).status).toBe(404);
    expect((await github.ask(line, { as: "octocat" })).status).toBe(200);
  });

  test("is not written: clients are told once, and the run fails", async () => {
    const github = await open();
    const answer = await github.ask("POST /api/v3/repos/octocat/demo/actions/runners/registration-token", {
      as: "octocat",
    });
    expect(answer).toMatchObject({
      status: 400,
      json: { documentation_url: expect.stringContaining("docs.github.com/rest/actions") as unknown },
      headers: { "x-backlot-refusal": "BKL2001", "x-should-retry": "false" },
    });
    const [call] = github.world.calls();
    expect(call).toMatchObject({ outcome: "refused", findings: [{ name: "unmatched-call" }] });
    expect(github.world.suggest(call as NonNullable<typeof call>)).toBe(
      '[[github.stubs]]\nrequest = "POST /repos/octocat/demo/actions/runners/registration-token"\nreply = { json = {} }\n',
    );
    expect(github.events()).toEqual([]);
  });

  test.each([
    ["POST /graphql", "GraphQL"],
    ["POST /api/graphql", "GraphQL"],
    ["GET /octocat/demo", "web site"],
  ])("%s is refused as %s, which is to come", async (line, part) => {
    const answer = await (await open()).ask(line);
    expect(answer).toMatchObject({ status: 400, headers: { "x-backlot-refusal": "BKL2001" } });
    expect(answer.json.message).toContain(part);
  });

  test("a token that is not known is refused before anything is made up", async () => {
    const github = await open();
    const headers = [["Authorization", "token nobody's"]] as const;
    expect((await github.ask("GET /emojis", { headers })).status).toBe(401);
  });
});

describe("a stub", () => {
  const rateLimit = '[[github.stubs]]\nrequest = "GET /rate_limit"\n';

  test("answers before the simulation, as often as it says", async () => {
    const github = await open(
      `[[github.stubs]]\nrequest = "GET /repos/{owner}/{repo}"\nreply = { status = 502 }\ntimes = 1\n`,
    );
    expect((await github.ask("GET /repos/octocat/demo", { unchecked: true })).status).toBe(502);
    expect((await github.ask("GET /repos/octocat/demo")).status).toBe(200);
    const [failed, answered] = github.world.calls();
    expect(failed).toMatchObject({ outcome: "answered", scripted: true, findings: [] });
    expect(failed?.answeredBy).toBe("GET /repos/{owner}/{repo}");
    expect(answered).toMatchObject({ outcome: "answered", expectation: null, findings: [] });
  });

  test("is found below /api/v3 as well", async () => {
    const github = await open(`${rateLimit}reply = { json = { ok = true } }\n`);
    expect((await github.ask("GET /api/v3/rate_limit", { unchecked: true })).json).toEqual({ ok: true });
  });

  test("answers what is not simulated, filled from the request", async () => {
    const github = await open(
      '[[github.stubs]]\nrequest = "POST /graphql"\nbody = { json = { query = { contains = "viewer" } } }\nreply = { template = true, text = "{{json.query}} {{call}}" }\n',
    );
    const asking = { json: { query: "{ viewer { login } }" } };
    expect((await github.ask("POST /graphql", asking)).text).toBe("{ viewer { login } } 1");
    expect((await github.ask("POST /graphql", { json: { query: "{ node }" } })).status).toBe(400);
  });

  test("breaks connections", async () => {
    const github = await open(`${rateLimit}reply = { fault = "reset" }\n`);
    expect((await github.ask("GET /rate_limit", { unchecked: true })).status).toBe(0);
    expect(github.world.calls()[0]).toMatchObject({ scripted: true, findings: [] });
  });

  test("that forbids a call refuses it", async () => {
    const github = await open(`${rateLimit}times = 0\n`);
    const answer = await github.ask("GET /rate_limit", { unchecked: true });
    expect(answer.headers["x-backlot-refusal"]).toBe("BKL2005");
    expect(github.world.calls()[0]).toMatchObject({ outcome: "refused" });
  });

  test("has no models to complete its reply from", async () => {
    const loaded = await loadSection(githubSection, {
      "backlot.toml": `${rateLimit}reply = { model = "RateLimit" }\n`,
    });
    expect(loaded.findings.map(({ name }) => name)).toEqual(["unknown-field"]);
  });

  test("may be code that is given the request", async () => {
    const [layer] = await stubs(`${rateLimit}reply = { json = {} }\n`);
    const expectations = (layer?.expectations ?? []).map((one) => ({
      ...one,
      answer: { kind: "handler", handler: { kind: "function", id: "h" } } as never,
    }));
    const run = async (_handler: unknown, _for: unknown, input: unknown): Promise<ReplyData> => {
      const { path } = input as { path: string };
      if (path.startsWith("/api")) throw new Error("told");
      return { ...emptyReply, status: 403 };
    };
    const handler = { run, test: async () => false };
    const github = await sampleGithub({}, [{ name: "code", expectations }], { handler });
    expect((await github.ask("GET /rate_limit", { unchecked: true })).status).toBe(403);
  });
});
