import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { makeSample, runNode } from "./sample.ts";

const cli = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

/** A sample whose temporary files lie in a folder of their own. */
function sampleWithTemp(files: Readonly<Record<string, string>>): {
  folder: string;
  env: NodeJS.ProcessEnv;
  left: () => string[];
} {
  const folder = makeSample(files);
  const temp = join(folder, "tmp");
  mkdirSync(temp);
  const left = (): string[] => (existsSync(temp) ? readdirSync(temp) : []);
  return { folder, env: { TMPDIR: temp, XDG_RUNTIME_DIR: temp }, left };
}

const opens = `
import { execFileSync } from "node:child_process";
import { openWorld } from "backlot";
const world = await openWorld({ services: { s: {} }, commands: [{ run: "deploy", reply: { stdout: "deployed" } }] });
console.log(execFileSync("deploy", { env: world.env, encoding: "utf8" }));
`;

describe("a process", { timeout: 60_000 }, () => {
  test("ends by itself when its worlds are closed, and nothing is left", async () => {
    const { folder, env, left } = sampleWithTemp({ "a.mjs": `${opens} await world.close();` });
    expect(await runNode(folder, ["a.mjs"], env)).toEqual({ code: 0, stdout: "deployed\n", stderr: "" });
    await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 10_000 });
  });

  test.each([
    ["without closing its world", "", 0],
    ["with process.exit", "process.exit(7);", 7],
    ["with an error", "throw new Error('x');", 1],
    ["killed", "process.kill(process.pid, 'SIGKILL');", null],
  ])("ends %s, and nothing is left", async (_, end, code) => {
    const { folder, env, left } = sampleWithTemp({ "a.mjs": `${opens} ${end}` });
    const ended = await runNode(folder, ["a.mjs"], env);
    expect(ended).toMatchObject({ code, stdout: "deployed\n" });
    await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 10_000 });
  });

  test("an error that nobody catches shows the expectation's line and nothing of backlot", async () => {
    const { folder, env } = sampleWithTemp({
      "a.mjs": `import { openWorld } from "backlot";
await using_();
async function using_() {
  const world = await openWorld({});
  world.command("git").mock("push");
  await world.close();
}
`,
    });
    const { code, stderr } = await runNode(folder, ["a.mjs"], env);
    expect(code).toBe(1);
    expect(stderr).toContain(`at expectation (${folder}/a.mjs:5:24)`);
    expect(stderr).not.toContain("node_modules/backlot");
    expect(stderr).not.toContain("findings:");
  });
});

describe("below backlot run", { timeout: 60_000 }, () => {
  const outer = '[[commands]]\nrun = "deploy *"\nreply = {}\noptional = true\n';

  test("every world of the program is in the run's report", async () => {
    const { folder, env, left } = sampleWithTemp({
      "backlot.toml": outer,
      "a.test.mjs": `
        import { execFileSync } from "node:child_process";
        import { test } from "backlot/node-test";
        test("first test", () => void execFileSync("deploy", ["web"]));
        test("second test", ({ world }) => { world.command("git").stub().reply({}); execFileSync("git", ["push"]); });
      `,
    });
    const ended = await runNode(folder, [cli, "run", "--", "node", "--test", "a.test.mjs"], env);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stderr).toContain("all 2 calls answered, 2 expectations met (3 worlds)");
    const journal = readFileSync(join(folder, ".backlot", "last", "journal.ndjson"), "utf8");
    for (const text of ["deploy web", "git push"])
      expect(journal.split(`"${text}"`).length - 1).toBeGreaterThan(0);
    await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 10_000 });
  });

  test("a world whose failure the program swallowed fails the run", async () => {
    const { folder, env } = sampleWithTemp({
      "backlot.toml": outer,
      "a.mjs": `
        import { openWorld } from "backlot";
        const world = await openWorld({});
        world.command("git").mock("push");
        await world.close().catch(() => undefined);
      `,
    });
    const ended = await runNode(folder, [cli, "run", "--", "node", "a.mjs"], env);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("git push was never called");
  });

  test("a world that never closed makes the run exit 3", async () => {
    const { folder, env } = sampleWithTemp({ "backlot.toml": outer, "a.mjs": opens });
    const ended = await runNode(folder, [cli, "run", "--", "node", "a.mjs"], env);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("world-not-closed");
  });
});
