import { describe, expect, test } from "vitest";
import { arrivalOf, httpHead } from "../../../tests/samples/calls.ts";
import { repository, sampleGithub, token, user, type SampleGithub } from "../../../tests/samples/github.ts";
import { loadSection } from "../../../tests/samples/section.ts";
import { BacklotError, finding, limits, utf8, type CallInput, type Json } from "../../core/index.ts";
import type { World } from "../../engine/index.ts";
import { githubDouble, githubSection } from "./index.ts";
import { emptyGithub } from "./schema/empty.ts";

const config = {
  users: [user("octocat")],
  repositories: [repository("octocat/demo")],
  tokens: [token("octocat")],
};

const services = { github: "http://127.0.0.1:40213" };

function contributed(world: World, to: Readonly<Record<string, string>> = services) {
  return world.contribute({ services: to, folder: "/world" }).at(-1);
}

describe("programs", () => {
  test("find GitHub by its addresses, and are given the only token", async () => {
    const { world } = await sampleGithub(config);
    expect(contributed(world)?.env).toMatchObject({
      GITHUB_API_URL: services.github,
      GITHUB_GRAPHQL_URL: `${services.github}/graphql`,
      GH_TOKEN: "ghp_octocat",
      GITHUB_TOKEN: "ghp_octocat",
    });
    expect(contributed(world)?.hosts).toMatchObject({ "api.github.com": "github" });
  });

  test("are given none of several tokens, and nothing where nobody listens", async () => {
    const { world } = await sampleGithub({
      ...config,
      tokens: [token("octocat"), token("octocat", { name: "b", value: "b" })],
    });
    expect(contributed(world)?.env).not.toHaveProperty("GH_TOKEN");
    expect(contributed(world, {})).toMatchObject({ env: {}, hosts: {} });
  });
});

describe("a world without a GitHub", () => {
  test("has no port, no state, no answers to questions, and refuses what would change it", async () => {
    const { world } = await sampleGithub({ ...config, present: false });
    expect(world.query("github.state", null)).toBe(null);
    expect(contributed(world)).toMatchObject({ env: {}, hosts: {} });
    expect(world.act("github.snapshot", { name: "a" })).toEqual({ refused: "there is no GitHub" });
    const listens = (present: boolean) => githubDouble.listens?.({ ...emptyGithub, present, port: 4000 });
    expect(listens(false)).toEqual([]);
    expect(listens(true)).toEqual([{ name: "github", port: 4000 }]);
  });
});

describe("a read from a test", () => {
  test.each<[Json, Json]>([
    [{ path: "/repos/octocat/demo/labels?per_page=1", origin: "" }, []],
    [{ path: "/repos/octocat/demo/labels" }, []],
    [{ path: "/repos/octocat/none" }, null],
    [{ path: "/nowhere" }, null],
    [{ path: "/repos/octocat/demo/actions/workflows" }, null],
    [{ path: "/user/starred/octocat/demo" }, null],
    [{ path: 7 }, null],
    [{ path: "/zen", origin: 7 }, null],
    ["/zen", null],
  ])("of %j is %j", async (args, answer) => {
    const { world } = await sampleGithub(config);
    expect(world.query("github.get", args)).toEqual(answer);
  });

  test("tells links of the origin that it names", async () => {
    const { world } = await sampleGithub(config);
    const link = (origin: string): unknown =>
      (world.query("github.get", { path: "/repos/octocat/demo", origin }) as { url: string }).url;
    expect(link("http://127.0.0.1:1")).toBe("http://127.0.0.1:1/repos/octocat/demo");
    expect(link("")).toBe("https://api.github.com/repos/octocat/demo");
  });
});

describe("a request", () => {
  const send = async ({ world }: SampleGithub, input: readonly CallInput[], length: number) => {
    const head = httpHead("POST /repos/octocat/demo/labels", {
      service: "github",
      headers: [["Content-Length", String(length)]],
    });
    const arrival = arrivalOf(head, input);
    await world.accept(arrival);
    return { said: arrival.said, call: world.calls().at(-1) };
  };

  test("whose client leaves inside the body is gone, and changes nothing", async () => {
    const github = await sampleGithub(config);
    const { said, call } = await send(github, [{ kind: "bytes", bytes: utf8("{") }, { kind: "gone" }], 9);
    expect(call).toMatchObject({ outcome: "gone", findings: [] });
    expect(said).toEqual([["close", { how: "rst" }]]);
    expect(github.events()).toEqual([]);
  });

  test("limits.bodyBytes: what is longer is refused, since nobody read the rest", async () => {
    const github = await sampleGithub(config);
    const quarter = { kind: "bytes" as const, bytes: new Uint8Array(limits.bodyBytes / 4).fill(0x20) };
    const most = [quarter, quarter, quarter, quarter];
    const end = { kind: "end" as const };
    const whole = await send(github, [...most, end], limits.bodyBytes);
    expect(whole.call).toMatchObject({ outcome: "answered" });
    const one = { kind: "bytes" as const, bytes: utf8(" ") };
    const { call } = await send(github, [...most, one, end], limits.bodyBytes + 1);
    expect(call?.outcome).toBe("refused");
    expect(call?.findings[0]?.what).toContain(`${limits.bodyBytes + 1} bytes`);
  });
});

describe("a stub that is code", () => {
  async function stubbed(fails: Error): Promise<SampleGithub> {
    const text = '[[github.stubs]]\nrequest = "GET /zen"\nreply = { status = 502 }\n';
    const loaded = await loadSection(githubSection, { "backlot.toml": text });
    const layers = (loaded.ok ? loaded.value.layers : []).map((layer) => ({
      ...layer,
      expectations: layer.expectations.map((one) => ({
        ...one,
        answer: { kind: "handler", handler: { kind: "function", id: 1 } } as const,
      })),
    }));
    const run = () => Promise.reject(fails);
    return sampleGithub(config, layers, { handler: { run, test: async () => false } });
  }

  test("and fails is told with the call, which is refused", async () => {
    const what = "the handler threw";
    const github = await stubbed(new BacklotError([finding("handler-failed", { what })]));
    const { headers } = await github.ask("GET /zen", { unchecked: true });
    expect(headers).toHaveProperty("x-backlot-refusal");
    expect(github.world.calls()[0]).toMatchObject({ outcome: "failed", findings: [{ what }] });
  });

  test("and breaks is no failure of the program's", async () => {
    const github = await stubbed(new Error("broken"));
    await expect(github.ask("GET /zen", { unchecked: true })).rejects.toThrow("broken");
  });
});
