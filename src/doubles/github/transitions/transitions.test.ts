import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { lineAt } from "../../../../tests/samples/calls.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../tests/samples/github.ts";
import type { TransitionConfig } from "../config.ts";

const addLabel = (name: string): Pick<TransitionConfig, "request" | "body" | "as"> => ({
  request: "POST /repos/octocat/demo/labels",
  body: JSON.stringify({ name }),
  as: null,
});

function transition(name: string, more: Partial<TransitionConfig>): TransitionConfig {
  const when = { kind: "requests", count: 1, method: null, path: null } as const;
  return { name, when, ...addLabel(name), times: 1, at: lineAt(1), ...more };
}

const file = (path: string, content: string): { path: string; content: string; mode: "100644" } => ({
  path,
  content,
  mode: "100644",
});

async function open(...transitions: readonly TransitionConfig[]): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat"), user("hubot")],
    repositories: [repository("octocat/demo")],
    tokens: [token("octocat")],
    transitions,
  });
}

async function labels(github: SampleGithub): Promise<readonly string[]> {
  const { json } = await github.ask("GET /repos/octocat/demo/labels");
  return (json as readonly { id: number; name: string }[])
    .toSorted((one, other) => one.id - other.id)
    .map(({ name }) => name);
}

describe("what happens after a number of calls", () => {
  const polls = { kind: "requests", count: 2, method: "GET", path: "/repos/octocat/{repo}/labels" } as const;

  test("happens when the last of them has been answered, once", async () => {
    const github = await open(transition("done", { when: polls }));
    const seen: (readonly string[])[] = [];
    for (let poll = 0; poll < 5; poll += 1) seen.push(await labels(github));
    expect(seen).toEqual([[], [], ["done"], ["done"], ["done"]]);
    expect(github.events()).toEqual(["backlot.transition", "label.created"]);
    expect(github.world.findings).toEqual([]);
  });

  test("counts only the calls that it waits for, refused ones too", async () => {
    const github = await open(transition("done", { when: { ...polls, count: 1, path: "/nowhere" } }));
    await github.ask("GET /repos/octocat/demo");
    expect(await labels(github)).toEqual([]);
    await github.ask("GET /nowhere");
    expect(await labels(github)).toEqual(["done"]);
  });

  test("happens as often as it says", async () => {
    const again = transition("again", {
      when: { kind: "requests", count: 2, method: "GET", path: "/zen" },
      request: "POST /repos/octocat/demo/labels",
      body: '{"name":"again"}',
      times: 2,
    });
    const github = await open(again);
    for (let call = 0; call < 8; call += 1) await github.ask("GET /zen");
    expect(github.events().filter((type) => type === "backlot.transition")).toHaveLength(2);
    // The label was there already the second time.
    expect(github.world.findings.map(({ name }) => name)).toEqual(["failed-transition"]);
  });
});

describe("what happens because of an event", () => {
  const created = { kind: "event", event: "label.created", repository: "Octocat/Demo" } as const;

  test("is part of the decision that brought it about", async () => {
    const github = await open(transition("bot", { when: created }));
    await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "first" } });
    expect(github.events()).toEqual(["label.created", "backlot.transition", "label.created"]);
    expect(await labels(github)).toEqual(["first", "bot"]);
    await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "second" } });
    expect(await labels(github)).toEqual(["first", "bot", "second"]);
  });

  test("may bring about more, and is told what happened", async () => {
    const github = await open(
      transition("one", { when: created }),
      transition("two", {
        when: created,
        request: "PATCH /repos/{{repository}}/labels/{{name}}",
        body: '{"description":"seen {{label}}"}',
      }),
    );
    const asking = { as: "octocat", json: { name: "first" } };
    await github.ask("POST /repos/octocat/demo/labels", asking);
    const first = (await github.ask("GET /repos/octocat/demo/labels/first")).json as unknown;
    expect(first).toMatchObject({ description: "seen 1" });
    expect(await labels(github)).toEqual(["first", "one"]);
  });

  test("of another repository does not happen", async () => {
    const elsewhere = { ...created, repository: "octocat/other" };
    const github = await open(transition("bot", { when: elsewhere }));
    await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "first" } });
    expect(await labels(github)).toEqual(["first"]);
  });

  test.each([
    [limits.transitions, 0],
    [limits.transitions + 1, 1],
  ])("%i times over is cut short %i times, and told", async (times, told) => {
    const github = await open(
      transition("loop", {
        when: { kind: "event", event: "label.edited", repository: null },
        request: "PATCH /repos/octocat/demo/labels/{{name}}",
        body: '{"description":"again"}',
        times,
      }),
    );
    await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "first" } });
    await github.ask("PATCH /repos/octocat/demo/labels/first", { as: "octocat", json: { color: "ffffff" } });
    const happened = github.events().filter((type) => type === "backlot.transition");
    expect(happened).toHaveLength(limits.transitions);
    expect(github.world.findings.map(({ what }) => what)).toEqual(
      Array.from({ length: told }, () =>
        expect.stringContaining(`more than ${limits.transitions} things would happen`),
      ),
    );
  });
});

describe("what can't happen", () => {
  test.each([
    [{ request: "POST /repos/octocat/none/labels" }, /404/],
    [{ request: "POST /nowhere" }, /no operation/],
    [{ request: "POST /repos/octocat/demo/actions/runners/remove-token" }, /not simulated/],
    [{ as: "nobody" }, /nobody is called nobody/],
    [{ request: "POST /repos/{{owner}}/demo/labels" }, /\{\{owner\}\} is nothing that the event tells/],
    [{ body: '{"name":"first"}' }, /already_exists/],
  ])("%j is told at its place, and the call is answered", async (more, why) => {
    const github = await open(
      transition("bot", { when: { kind: "event", event: "label.created", repository: null }, ...more }),
    );
    const asking = { as: "octocat", json: { name: "first" } };
    expect((await github.ask("POST /repos/octocat/demo/labels", asking)).status).toBe(201);
    expect(github.world.findings).toMatchObject([{ name: "failed-transition", at: { line: 1 } }]);
    expect(github.world.findings[0]?.what).toMatch(why);
    expect(await labels(github)).toEqual(["first"]);
  });
});

describe("what continuous integration does", () => {
  const head = { name: "topic", from: null, files: [file("a", "1")], remove: [], sha: null, message: null };
  const pull = { as: "octocat", json: { title: "One", head: "topic", base: "main" } };

  function acme(...transitions: readonly TransitionConfig[]): Promise<SampleGithub> {
    return sampleGithub({
      users: [user("octocat"), user("ci-bot")],
      repositories: [repository("octocat/demo", { files: [file("README.md", "# demo")], branches: [head] })],
      tokens: [token("octocat")],
      transitions,
    });
  }

  test("begins when a pull request is opened, and ends after two polls", async () => {
    const github = await acme(
      transition("begins", {
        when: { kind: "event", event: "pull_request.opened", repository: null },
        request: "POST /repos/{{repository}}/statuses/{{sha}}",
        body: '{"state":"pending","context":"ci"}',
        as: "ci-bot",
      }),
      transition("ends", {
        when: { kind: "requests", count: 2, method: "GET", path: "/repos/octocat/demo/commits/{ref}/status" },
        request: "POST /repos/{{repository}}/statuses/{{ref}}",
        body: '{"state":"success","context":"ci"}',
        as: "ci-bot",
      }),
    );
    const opened = await github.ask("POST /repos/octocat/demo/pulls", pull);
    const { sha } = (opened.json as { head: { sha: string } }).head;
    const states: string[] = [];
    for (let poll = 0; poll < 3; poll += 1) {
      const { json } = await github.ask(`GET /repos/octocat/demo/commits/${sha}/status`);
      states.push((json as { state: string }).state);
    }
    expect(states).toEqual(["pending", "pending", "success"]);
    expect(github.world.findings).toEqual([]);
  });

  test("may be a bot that reviews", async () => {
    const github = await acme(
      transition("review", {
        when: { kind: "event", event: "pull_request.opened", repository: "octocat/demo" },
        request: "POST /repos/{{repository}}/pulls/{{number}}/reviews",
        body: '{"event":"APPROVE","body":"From {{head_ref}} to {{base_ref}}"}',
        as: "ci-bot",
      }),
    );
    await github.ask("POST /repos/octocat/demo/pulls", pull);
    expect((await github.ask("GET /repos/octocat/demo/pulls/1/reviews")).json).toMatchObject([
      { state: "APPROVED", body: "From topic to main", user: { login: "ci-bot" } },
    ]);
  });
});

test.each(["__proto__", "constructor", "toString"])(
  "one that is called %s happens as often as it may",
  async (name) => {
    const when = { kind: "event", event: "label.created", repository: null } as const;
    const again = { request: "PATCH /repos/octocat/demo", body: '{"description":"once"}', as: null };
    const github = await open({ ...transition(name, { when }), ...again });
    for (const label of ["a", "b", "c"])
      await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: label } });
    expect(github.events().filter((type) => type === "backlot.transition")).toHaveLength(1);
    expect(github.world.findings).toEqual([]);
  },
);
