import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  BacklotError,
  ConfigValidationError,
  defineScenario,
  match,
  mergeScenarios,
  openWorld,
  singleRepo,
  type ScenarioInput,
} from "./built.ts";
import { open } from "./open.ts";

const ownCode = new URL("../../dist/", import.meta.url).pathname;

async function errorOf(action: () => unknown): Promise<InstanceType<typeof BacklotError>> {
  try {
    await action();
  } catch (error) {
    if (error instanceof BacklotError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** The line of this file that calls it, so that places can be compared. */
function here(): number {
  const line = /world\.test\.ts:(\d+):/.exec(new Error("here").stack?.split("\n")[2] ?? "")?.[1];
  return Number(line);
}

describe("declaring", () => {
  test("a command that the test's own thread waits for is answered", async () => {
    const world = await open();
    const push = world.command("git").mock("push", "--tags").reply({ stdout: "pushed\n" });
    const { stdout, pid } = spawnSync("git", ["push", "--tags"], { env: world.env, encoding: "utf8" });
    expect(stdout).toBe("pushed\n");
    expect(push.calls).toMatchObject([{ pid, terminals: [] }]);
    expect(push.calls).toEqual([
      expect.objectContaining({ command: "git", args: ["push", "--tags"], stdout: "pushed\n", exitCode: 0 }),
    ]);
    await world.close();
  });

  test("without arguments any arguments match", async () => {
    const world = await open();
    const git = world.command("git").stub().reply({ stdout: "x" });
    execFileSync("git", ["a", "b"], { env: world.env });
    execFileSync("git", [], { env: world.env });
    expect(git.calls.map((call) => call.args)).toEqual([["a", "b"], []]);
  });

  test("replies in sequence, times, never and optional", async () => {
    const world = await open();
    world.command("seq").mock("x").reply({ stdout: "1" }, { exitCode: 3 });
    world.command("no").stub().never();
    world.command("twice").mock().times(2);
    const codes = ["seq x", "seq x", "seq x", "no", "twice"].map(
      (line) => spawnSync("sh", ["-c", line], { env: world.env }).status,
    );
    expect(codes).toEqual([0, 3, 127, 127, 0]);
    const report = await world.verify();
    expect(report.findings.map((one) => one.name).sort()).toEqual([
      "forbidden-call",
      "too-few-calls",
      "too-many-calls",
    ]);
  });

  test("arguments and standard input match by RegExp, matchers and a runner's asymmetric matchers", async () => {
    const world = await open();
    world.command("apply").stub(/^-f/, match.endsWith(".yaml")).withStdin(expect.stringContaining("kind: "));
    const apply = (args: string[], input: string): number | null =>
      spawnSync("apply", args, { env: world.env, input }).status;
    expect(apply(["-f", "a.yaml"], "kind: Pod")).toBe(0);
    expect(apply(["-f", "a.json"], "kind: Pod")).toBe(127);
    expect(apply(["-f", "a.yaml"], "none")).toBe(127);
  });

  test("arguments match by what they start with and what is among them", async () => {
    const world = await open();
    world
      .command("push")
      .mock()
      .withArgs({ startsWith: ["to", /^v/] });
    world
      .command("fetch")
      .mock()
      .withArgs({ includes: ["POST", match.startsWith("--data")] });
    const status = (...[command = "", ...args]: string[]): number | null =>
      spawnSync(command, args, { env: world.env, stdio: "ignore" }).status;
    expect([status("push", "to", "v1", "more"), status("push", "v1", "to")]).toEqual([0, 127]);
    expect([status("fetch", "--data=1", "-X", "POST"), status("fetch", "POST")]).toEqual([0, 127]);
  });

  test("bodies match in part, and calls of a service are plain objects", async () => {
    const world = await open({ services: { convo: {} } });
    const made = world
      .service("convo")
      .mock("POST /agents/{id}")
      .withBody(match.json({ name: expect.any(String) as unknown }))
      .reply({ status: 201, json: { ok: true } });
    const post = (body: unknown): Promise<Response> =>
      fetch(`${world.url("convo")}/agents/7`, { method: "POST", body: JSON.stringify(body) });
    expect((await post({ name: "x", more: 1 })).status).toBe(201);
    expect((await post({ name: 1 })).status).toBe(418);
    expect(made.calls).toEqual([
      expect.objectContaining({ method: "POST", path: "/agents/7", json: { name: "x", more: 1 } }),
    ]);
    expect(world.service("convo").calls).toHaveLength(2);
  });

  test("a layer from the test goes over the file's, which is overridden and not unused", async () => {
    const world = await open({ commands: [{ run: "deploy *", reply: { stdout: "file" } }] });
    world.command("deploy").mock("web").reply({ stdout: "test" });
    world.add({ commands: [{ run: "deploy *", name: "added", reply: { stdout: "added" } }] });
    const deploy = (name: string): string =>
      execFileSync("deploy", [name], { env: world.env, encoding: "utf8" });
    expect([deploy("web"), deploy("api")]).toEqual(["test", "added"]);
    expect(world.expectation("added").calls).toHaveLength(1);
    expect((await world.verify()).findings).toEqual([]);
  });

  test("order across commands and services is judged", async () => {
    const world = await open({ services: { convo: {} } });
    const first = world.command("first").mock().named("first");
    const second = world.service("convo").mock("GET /second");
    world.inOrder(first, second);
    await fetch(`${world.url("convo")}/second`);
    execFileSync("first", { env: world.env });
    const [one] = (await world.verify()).findings;
    expect(one).toMatchObject({ name: "out-of-order" });
  });

  test("the clock stands still until it is moved", async () => {
    const world = await open({ now: "2025-01-15T10:30:00Z" });
    expect(world.clock.now()).toBe("2025-01-15T10:30:00.000Z");
    await world.clock.advance(60_000);
    expect(world.clock.now()).toBe("2025-01-15T10:31:00.000Z");
  });
});

describe("mistakes", () => {
  test("a mistake throws at its line, with that line in its finding and on top of its stack", async () => {
    const world = await open();
    const git = world.command("git");
    const wrong = { exitcode: 3 } as object;
    const line = here() + 1;
    const error = await errorOf(() => git.mock("push").reply(wrong));
    expect(error.findings).toEqual([
      expect.objectContaining({
        name: "unknown-field",
        at: expect.objectContaining({ kind: "code", line }) as unknown,
      }),
    ]);
    expect(error.stack?.split("\n    at ")[1]).toContain(`world.test.ts:${line}:`);
    expect(error.stack).not.toContain(ownCode);
  });

  test("a name that two expectations of a test had stood for the first one, silently", async () => {
    const world = await open();
    const first = world.command("git").stub("a").named("one");
    expect(() => world.command("git").stub("b").named("one")).toThrow('two expectations are named "one"');
    expect(() => world.add({ commands: [{ name: "one", run: "git c", reply: {} }] })).toThrow(
      "duplicate-name",
    );
    first.named("two").named("one");
  });

  test("an unknown service is named with the nearest one", async () => {
    const world = await open({ services: { convo: {} } });
    const error = await errorOf(() => world.url("conva"));
    expect(error.findings[0]).toMatchObject({ name: "unknown-name", near: [{ what: "convo" }] });
  });

  test("a broken scenario rejects with all its problems, and nothing is open", async () => {
    // @ts-expect-error TypeScript sees it too.
    const wrong: ScenarioInput = { nmae: "x", commands: [{ run: "a", times: "1" }] };
    const error = await errorOf(() => openWorld(wrong));
    expect(error.findings.map((one) => one.name)).toContain("unknown-field");
    expect(error.findings.length).toBeGreaterThan(1);
    expect(error.stack).toContain("world.test.ts");
    expect(error.stack).not.toContain(ownCode);
  });

  test("a mistake in a GitHub is a ConfigValidationError with all that is wrong, at its line", async () => {
    const wrong = mergeScenarios(singleRepo("octocat"), {
      github: { tokens: [{ owner: "nobody", repositories: ["octocat/rpeo"] }] },
    });
    for (const refused of [() => openWorld(wrong), () => defineScenario(wrong)]) {
      const error = await errorOf(refused);
      expect(error).toBeInstanceOf(ConfigValidationError);
      expect(error.name).toBe("ConfigValidationError");
      expect(error.findings.map((one) => one.name)).toEqual(["unknown-name", "unknown-name"]);
      expect(error.stack).toContain("world.test.ts");
    }
  });

  test("defineScenario checks at once and gives the same value back", async () => {
    const value = { commands: [{ run: "a", reply: {} }] };
    expect(defineScenario(value)).toBe(value);
    // @ts-expect-error TypeScript sees it too.
    const wrong: ScenarioInput = { commands: [{ run: "a", reply: { stdot: "" } }] };
    const error = await errorOf(() => defineScenario(wrong));
    expect(error.findings[0]).toMatchObject({ name: "unknown-field" });
  });

  test("what a world that is open can't take is refused, and nothing of it is added", async () => {
    const world = await open({ services: { convo: {} } });
    const tooMuch = {
      commands: [{ run: "a", reply: {} }],
      services: { convo: { stubs: [], export: "X" }, other: { stubs: [] } },
      env: { A: "1" },
    };
    const error = await errorOf(() => world.add(tooMuch));
    expect(error.findings.map((one) => one.what)).toEqual([
      "services.convo.export can't be added to a world that is open",
      'there is no service "other"',
      "env can't be added to a world that is open",
    ]);
    expect((await world.verify()).expectations).toEqual([]);
  });

  test("close throws the report once, at the expectation's place", async () => {
    const world = await open();
    const line = here() + 1;
    world.command("git").mock("push");
    const error = await errorOf(() => world.close());
    expect(error.findings).toEqual([
      expect.objectContaining({
        name: "unused-expectation",
        at: expect.objectContaining({ line }) as unknown,
      }),
    ]);
    expect(error.stack).toMatch(new RegExp(`at expectation \\(.*world\\.test\\.ts:${line}:\\d+\\)$`));
    await expect(world.close()).resolves.toMatchObject({ world: "world" });
  });

  test("a world that is closed says so", async () => {
    const world = await open();
    await world.close();
    const error = await errorOf(() => world.command("git").stub());
    expect(error.findings[0]).toMatchObject({ name: "world-closed" });
  });
});
