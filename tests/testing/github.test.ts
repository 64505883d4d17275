import { describe, expect, test } from "vitest";
import { BacklotError, type World } from "./built.ts";
import { open } from "./open.ts";

const github = {
  users: [{ login: "octocat" }],
  repositories: [{ owner: "octocat", name: "demo", files: { "README.md": "# demo\n" } }],
  tokens: [{ name: "ci", value: "ghp_octocat", owner: "octocat" }],
} as const;

function ask(world: World, line: string, body?: object): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const headers = { Authorization: "token ghp_octocat" };
  return fetch(
    `${world.github.url}${path}`,
    body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) },
  );
}

describe("stubs of the simulated GitHub", () => {
  test("are declared from test code, by its own handle or as those of a service", async () => {
    const world = await open({ github });
    const down = world.github.mock("GET /repos/{owner}/{repo}").reply({ status: 502 }).once();
    world
      .service("github")
      .stub("GET /rate_limit")
      .reply({ json: { own: true } });
    expect((await ask(world, "GET /repos/octocat/demo")).status).toBe(502);
    expect((await ask(world, "GET /repos/octocat/demo")).status).toBe(200);
    expect(await (await ask(world, "GET /api/v3/rate_limit")).json()).toEqual({ own: true });
    expect(down.calls).toMatchObject([{ path: "/repos/octocat/demo", response: { status: 502 } }]);
    expect(world.service("github").calls).toHaveLength(3);
    await world.close();
  });

  test("may be functions, and come from a fragment as well", async () => {
    const world = await open({ github });
    world.github
      .stub("POST /graphql")
      .reply(({ body }) => ({ text: `got ${typeof body === "string" ? body : ""}` }));
    world.add({ github: { stubs: [{ request: "GET /meta", reply: { status: 503 } }] } });
    expect(await (await ask(world, "POST /graphql", { query: "x" })).text()).toBe('got {"query":"x"}');
    expect((await ask(world, "GET /meta")).status).toBe(503);
    expect(() => world.add({ github: { users: [{ login: "hubot" }] } } as never)).toThrow(BacklotError);
  });

  test("that no call used fail the test, and so do writes that are not simulated", async () => {
    const world = await open({ github });
    world.github.mock("GET /emojis");
    expect((await ask(world, "POST /repos/octocat/demo/actions/runners/remove-token")).status).toBe(400);
    await expect(world.close()).rejects.toThrow(/is not simulated[\s\S]*\[\[github\.stubs\]\]/);
  });

  test("can't be had where there is no GitHub", async () => {
    const world = await open({});
    expect(() => world.github.stub("GET /emojis")).toThrow(BacklotError);
  });
});

test("GitHub is looked at as it was after any of its events, and goes back to a snapshot", async () => {
  const world = await open({ github });
  const title = (at?: number): string | undefined =>
    (at === undefined ? world.github : world.github.at(at)).issue("octocat/demo", 1)?.title;
  await ask(world, "POST /repos/octocat/demo/issues", { title: "One" });
  const happened = world.github.events.length;
  world.github.snapshot();
  await ask(world, "PATCH /repos/octocat/demo/issues/1", { title: "Two" });
  expect([title(0), title(happened), title()]).toEqual([undefined, "One", "Two"]);
  expect(world.github.events[0]).toMatchObject({
    number: 1,
    type: "issues.opened",
    actor: "octocat",
    repository: "octocat/demo",
    call: 1,
  });
  expect(() => world.github.at(99).user("octocat")).toThrow(/no state after 99 events/);
  world.github.restore();
  expect(title()).toBe("One");
});

test("the journal says which declared token a call carried, never its value", async () => {
  const world = await open({ github });
  await ask(world, "GET /user");
  const journal = await world.journal();
  expect(journal).toContain('"identity":{"carried":"ci","actor":"octocat"}');
  expect(journal).not.toContain("ghp_octocat");
});

test("what happens by itself is part of the run, written as a scenario", async () => {
  const world = await open({
    github: {
      ...github,
      transitions: [
        {
          when: { requests: 2, request: "GET /repos/octocat/demo/issues/{number}" },
          request: "PATCH /repos/{{repository}}/issues/{{number}}",
          json: { state: "closed" },
        },
      ],
    },
  });
  await ask(world, "POST /repos/octocat/demo/issues", { title: "One" });
  const states: string[] = [];
  for (let poll = 0; poll < 3; poll += 1) {
    const answer = (await (await ask(world, "GET /repos/octocat/demo/issues/1")).json()) as { state: string };
    states.push(answer.state);
  }
  expect(states).toEqual(["open", "open", "closed"]);
  await world.close();
});
