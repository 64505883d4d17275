import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { BacklotError, openWorld, type ScenarioInput, type World } from "./built.ts";
import { makeSample, runNode, runVitest } from "./sample.ts";

/** A project with a real command in a folder of its own. */
function project(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "recorded-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), "{}");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "tool"), '#!/bin/sh\necho "real $*"\n');
  chmodSync(join(folder, "bin", "tool"), 0o755);
  return { folder, env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"]}` } };
}

type Project = ReturnType<typeof project>;

async function open({ folder, env }: Project, scenario: ScenarioInput = {}): Promise<World> {
  const world = await openWorld(scenario, { cwd: folder, env, title: "tags a release" });
  onTestFinished(() =>
    world.close().then(
      () => undefined,
      () => undefined,
    ),
  );
  return world;
}

/** The command's name: a variable, since it is no program that this project needs. */
const name: string = "tool";
const run = (world: World, ...args: string[]) => spawnSync(name, args, { env: world.env, encoding: "utf8" });
const recordings = ({ folder }: Project, name: string): { args: string[]; stdout: string }[] =>
  (JSON.parse(readFileSync(join(folder, name), "utf8")) as { recordings: [] }).recordings;
const names = async (world: World): Promise<string[]> =>
  (await world.verify()).findings.map((one) => one.name);

test("code records and replays, whatever the run says; the path starts at the project", async () => {
  const here = project();
  const first = await open(here);
  first.command("tool").mock("push").record("fixtures/tool.json");
  expect(run(first, "push").stdout).toBe("real push\n");
  expect(existsSync(join(here.folder, "fixtures/tool.json"))).toBe(false);
  await first.close();
  expect(recordings(here, "fixtures/tool.json")).toMatchObject([{ args: ["push"], stdout: "real push\n" }]);
  rmSync(join(here.folder, "bin", "tool"));

  const second = await open(here);
  const push = second.command("tool").mock("push").record("fixtures/tool.json");
  expect(run(second, "push").stdout).toBe("real push\n");
  expect(push.calls).toMatchObject([{ args: ["push"], outcome: "answered" }]);
  await second.close();

  const third = await open(here);
  third.command("tool").mock().replay("fixtures/tool.json", { many: true, strict: false });
  expect([run(third, "push").status, run(third, "push").status, run(third, "pull").status]).toEqual([
    0, 0, 127,
  ]);
  expect(await names(third)).toEqual(["fixture-miss"]);
});

test("a recording that a test leaves unused fails it at its line", async () => {
  const here = project();
  writeFileSync(join(here.folder, "f.json"), "[]");
  const world = await open(here);
  expect(() => world.command("tool").mock().replay("f.json")).toThrow(BacklotError);
  expect(() => world.command("tool").mock().replay("../f.json")).toThrow("leaves the project");
  expect(() =>
    world
      .command("tool")
      .mock()
      .record("f.json", { mode: "sometimes" as "once" }),
  ).toThrow("record");
  rmSync(join(here.folder, "f.json"));
  const recorder = await open(here);
  recorder.command("tool").mock().record("f.json");
  run(recorder, "a");
  run(recorder, "b");
  await recorder.close();
  const { metadata } = JSON.parse(readFileSync(join(here.folder, "f.json"), "utf8")) as { metadata: object };
  expect(metadata).toMatchObject({ test_function: "tags a release" });
  const replayer = await open(here);
  replayer.command("tool").mock().replay("f.json");
  run(replayer, "a");
  const error = await replayer.close().then(
    () => undefined,
    (one: unknown) => one as Error,
  );
  expect(error?.message).toContain("unconsumed-recording");
  expect(error?.message).toContain("[1] tool b");
  expect(error?.stack).toMatch(/recorded\.test\.ts:\d+/);
});

test("5 MB of bytes that are no text took minutes to record", { timeout: 60_000 }, async () => {
  const here = project();
  const input = Buffer.alloc(5_000_000).map((_, index) => Math.imul(index, 2_654_435_761) >>> 13);
  for (const round of ["recorded", "replayed"]) {
    const world = await open(here);
    world.command("cat").mock().record("f.json");
    const { stdout } = spawnSync("cat", [], { env: world.env, input, maxBuffer: 10_000_000 });
    expect([round, Buffer.compare(stdout, input)]).toEqual([round, 0]);
    await world.close();
  }
});

test("two worlds that record one fixture at once: one wins, the other one is told", async () => {
  const here = project();
  const worlds = [await open(here), await open(here)];
  for (const world of worlds) world.command("tool").stub().record("f.json", { mode: "all" });
  for (const [index, world] of worlds.entries()) run(world, String(index));
  const ends = await Promise.allSettled(worlds.map((world) => world.close()));
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(String((ends[1] as PromiseRejectedResult).reason)).toContain("fixture-busy");
  expect(recordings(here, "f.json")).toMatchObject([{ args: ["0"] }]);
});

const fixture = JSON.stringify({
  version: "1.0",
  metadata: { created_at: "", cmdmox_version: "", platform: "", python_version: "" },
  recordings: ["a", "b"].map((arg, sequence) => ({
    sequence,
    command: "tool",
    args: [arg],
    stdout: arg,
    timestamp: "",
  })),
});

test("in a world of a whole file each test replays a fixture from its beginning", async () => {
  const folder = makeSample({
    "backlot.toml": "",
    "f.json": fixture,
    "a.test.ts": `
      import { spawnSync } from "node:child_process";
      import { expect } from "vitest";
      import { fileWorld } from "backlot/vitest";
      const test = fileWorld();
      const run = (what) => spawnSync("tool", [what], { encoding: "utf8" }).stdout;
      test("all of it", ({ world }) => {
        world.command("tool").mock().replay("f.json");
        expect(run("a") + run("b")).toBe("ab");
      });
      test("once more", ({ world }) => {
        world.command("tool").mock().replay("f.json");
        expect(run("b") + run("a")).toBe("ba");
      });
      test("not all", ({ world }) => {
        world.command("tool").mock().replay("f.json");
        expect(run("a")).toBe("a");
      });
    `,
  });
  const { tests, stdout, stderr } = await runVitest(folder);
  expect(Object.values(tests).map(({ status }) => status)).toEqual(["passed", "passed", "failed"]);
  expect(stdout + stderr).toContain("[1] tool b");
});

test("worlds of node:test record too, with file and name of the test", async () => {
  const folder = makeSample({
    "backlot.toml": '[[commands]]\nrun = "basename **"\nfixture = "fixtures/names.json"\n',
    "tests/a.test.mjs": `
      import { execFileSync } from "node:child_process";
      import { test } from "backlot/node-test";
      test("takes the last part", () => void execFileSync("basename", ["/a/b"]));
    `,
  });
  const { code } = await runNode(folder, ["--test", "tests/a.test.mjs"], { BACKLOT_RECORD: "once" });
  expect(code).toBe(0);
  const written = JSON.parse(readFileSync(join(folder, "fixtures/names.json"), "utf8")) as {
    metadata: object;
    recordings: object[];
  };
  expect(written.metadata).toMatchObject({
    test_module: "tests/a.test.mjs",
    test_function: "takes the last part",
  });
  expect(written.recordings).toMatchObject([{ command: "basename", stdout: "b\n" }]);
});

test("the worlds of a run's tests record one fixture together, and replay it together", async () => {
  const folder = makeSample({
    "backlot.toml": 'shared = true\n[[commands]]\nrun = "basename **"\nfixture = "names.json"\n',
    "run.toml": "",
    "a.test.mjs": `
      import { execFileSync } from "node:child_process";
      import { test } from "backlot/node-test";
      for (const name of ["one", "two"]) test(name, () => void execFileSync("basename", ["/a/" + name]));
    `,
  });
  const cli = "node_modules/backlot/dist/cli/main.js";
  const backlot = (...flags: string[]) =>
    runNode(folder, [cli, "run", "-s", "run.toml", ...flags, "--", process.execPath, "--test", "a.test.mjs"]);
  expect(await backlot("--record")).toMatchObject({ code: 0 });
  expect(recordings({ folder, env: {} }, "names.json").map(({ args }) => args)).toEqual([
    ["/a/one"],
    ["/a/two"],
  ]);
  expect(await backlot()).toMatchObject({ code: 0 });
});
