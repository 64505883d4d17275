import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type * as Backlot from "../../src/lot/index.ts";

// Floors, not figures: what only a mistake can miss, on the slowest machine and whatever else it does. Each takes
// the best of several tries, since load makes things slower and never faster. The figures are `npm run bench`.

const built = (await import(new URL("../../dist/index.js", import.meta.url).href)) as typeof Backlot;

const scenario = {
  services: { convo: { stubs: [{ request: "GET /a", optional: true, reply: { json: { ok: true } } }] } },
  commands: [{ run: "git push", optional: true, reply: { stdout: "pushed\n" } }],
};

/** The least number of milliseconds that some tries of a piece of work took. */
async function best(tries: number, work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let count = 0; count < tries; count += 1) {
    const startedMs = performance.now();
    await work();
    least = Math.min(least, performance.now() - startedMs);
  }
  return least;
}

/** The ratio of two pieces of work, tried in turns; more rounds while a busy machine keeps it above `limit`. */
async function ratio(limit: number, work: () => unknown, base: () => unknown): Promise<number> {
  let [most, least] = [Infinity, Infinity];
  for (let round = 0; round < 10 && !(most / least < limit); round += 1) {
    least = Math.min(least, await best(4, base));
    most = Math.min(most, await best(4, work));
  }
  return most / least;
}

const loop = 'for i in 1 2 3 4 5 6 7 8 9 10; do "$@" </dev/null >/dev/null || exit 1; done';

function inLoop(env: Readonly<Record<string, string>>, ...command: readonly string[]): void {
  const { status } = spawnSync("/bin/sh", ["-c", loop, "loop", ...command], { env, stdio: "ignore" });
  expect(status).toBe(0);
}

test("a doubled command takes at most 6 times as long as `sh -c :`", async () => {
  await using world = await built.openWorld(scenario);
  const doubled = (): void => inLoop(world.env, "git", "push");
  const bare = (): void => inLoop(world.env, "/bin/sh", "-c", ":");
  expect(await ratio(6, doubled, bare)).toBeLessThan(6);
});

test("opening and closing a world takes at most 20 ms once the lot is warm", async () => {
  await (await built.openWorld(scenario)).close();
  const ms = await best(30, async () => (await built.openWorld(scenario)).close());
  expect(ms).toBeLessThan(20);
});

test("declaring and reading calls take at most 5 ms each", async () => {
  await using world = await built.openWorld(scenario);
  const tool = world.command("tool");
  let count = 0;
  const declare = await best(30, () => tool.stub("run", String((count += 1))));
  const read = await best(30, () => world.calls());
  expect(Math.max(declare, read)).toBeLessThan(5);
});

test("100 calls of one service are read within 20 ms, whatever else was called", async () => {
  await using world = await built.openWorld(scenario);
  const url = `${world.url("convo")}/a`;
  for (let call = 0; call < 200; call += 1) await (await fetch(url)).arrayBuffer();
  const ms = await best(20, () => expect(world.calls({ target: "convo", most: 100 })).toHaveLength(100));
  expect(ms).toBeLessThan(20);
});

test("`backlot --version` starts in at most 3 times the time of `node -e 0`", async () => {
  const cli = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  const node = (...args: readonly string[]): void =>
    expect(spawnSync(process.execPath, args, { stdio: "ignore" }).status).toBe(0);
  const version = (): void => node(cli, "--version");
  const empty = (): void => node("-e", "0");
  expect(await ratio(3, version, empty)).toBeLessThan(3);
});
