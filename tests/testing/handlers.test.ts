import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/core/index.ts";
import { match } from "./built.ts";
import { open, run } from "./open.ts";

describe("handlers", () => {
  test("a function answers on the test's thread, also asynchronously", async () => {
    const world = await open();
    const seen: unknown[] = [];
    world
      .command("ask")
      .stub()
      .reply(async ({ args, use }) => {
        seen.push(args);
        await Promise.resolve();
        return { stdout: `${args.join(",")} ${use}` };
      });
    expect(await run(world, "ask", ["a", "b"])).toMatchObject({ code: 0, out: "a,b 0" });
    expect(await run(world, "ask", [])).toMatchObject({ code: 0, out: " 1" });
    expect(seen).toEqual([["a", "b"], []]);
  });

  test("a module answers though the test's thread is blocked", async () => {
    const world = await open();
    const module = new URL("programs/handler.mjs", import.meta.url);
    world.command("count").stub().reply(module);
    world.command("named").stub().reply(new URL("#shout", module));
    const out = (command: string): string =>
      execFileSync(command, ["x"], { env: world.env, encoding: "utf8" });
    expect([out("count"), out("count"), out("named")]).toEqual(["call 1", "call 2", "X!"]);
  });

  test("a function handler of a blocked thread fails at once with the fix", async () => {
    const world = await open();
    world
      .command("ask")
      .stub()
      .reply(() => ({ stdout: "never" }));
    const started = performance.now();
    const ended = spawnSync("ask", { env: world.env, encoding: "utf8", timeout: 10_000 });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(ended.status).not.toBe(0);
    const [one] = (await world.verify()).findings;
    expect(one).toMatchObject({ name: "handler-blocked", fix: expect.stringContaining("module") as unknown });
  });

  test("a function handler of a thread that is blocked otherwise fails within limits.handlerAckMs", async () => {
    const world = await open();
    world
      .command("ask")
      .stub()
      .reply(() => ({ stdout: "never" }));
    const code = join(world.env["BACKLOT_WORLD"] ?? "", "code");
    const child = spawn("sh", ["-c", `ask 2>/dev/null; echo $? > ${code}`], { env: world.env });
    const ended = once(child, "exit");
    // Nothing runs on this thread until the file is there: the call has failed without it.
    const blocked = new Int32Array(new SharedArrayBuffer(4));
    const started = performance.now();
    while (!existsSync(code) && performance.now() - started < 15_000) Atomics.wait(blocked, 0, 0, 50);
    const waitedMs = performance.now() - started;
    expect(waitedMs).toBeGreaterThan(limits.handlerAckMs - 100);
    expect(waitedMs).toBeLessThan(14_000);
    await ended;
    expect((await world.verify()).findings[0]).toMatchObject({ name: "handler-blocked" });
  }, 30_000);

  test("predicates given as functions match", async () => {
    const world = await open();
    world.command("git").stub(match.predicate((word: string) => word.startsWith("v")));
    expect((await run(world, "git", ["v1"])).code).toBe(0);
    expect((await run(world, "git", ["w1"])).code).toBe(127);
  });

  test("a handler that throws fails the call, with its own place", async () => {
    const world = await open();
    world
      .command("ask")
      .stub()
      .reply(() => {
        throw new Error("sorry");
      });
    expect((await run(world, "ask", [])).code).not.toBe(0);
    const [one] = (await world.verify()).findings;
    expect(one).toMatchObject({ name: "handler-failed", what: expect.stringContaining("sorry") as unknown });
  });

  test("what a handler returns is checked like a file", async () => {
    const world = await open();
    world
      .command("ask")
      .stub()
      .reply(() => ({ stdot: "x" }) as object);
    await run(world, "ask", []);
    expect((await world.verify()).findings[0]).toMatchObject({ name: "unknown-field" });
  });
});

describe("many", () => {
  test("two worlds at once share nothing", async () => {
    const [one, two] = await Promise.all([open({ services: { s: {} } }), open({ services: { s: {} } })]);
    const answers = [one, two].map((world, index) => {
      world
        .command("who")
        .mock()
        .reply({ stdout: `${index}` });
      world
        .service("s")
        .mock("GET /")
        .reply({ text: `${index}` });
      return execFileSync("who", { env: world.env, encoding: "utf8" });
    });
    expect(answers).toEqual(["0", "1"]);
    const texts = await Promise.all([one, two].map(async (world) => (await fetch(world.url("s"))).text()));
    expect(texts).toEqual(["0", "1"]);
    expect([one.calls().length, two.calls().length]).toEqual([2, 2]);
    await Promise.all([one.close(), two.close()]);
  });

  test("200 commands at once while the test's thread is blocked: none lost, none doubled", async () => {
    const world = await open();
    const hit = world.command("hit").stub(match.any()).reply({ stdout: "ok\n", template: true });
    const script = "i=0; while [ $i -lt 200 ]; do hit $i & i=$((i+1)); done; wait";
    const ended = spawnSync("sh", ["-c", script], { env: world.env, encoding: "utf8", timeout: 60_000 });
    expect(ended.stdout.split("\n").filter((line) => line === "ok")).toHaveLength(200);
    const numbers = hit.calls.map((call) => Number(call.args[0])).sort((left, right) => left - right);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => index));
  }, 90_000);
});
