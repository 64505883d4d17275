import { spawn, type ChildProcess } from "node:child_process";

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { crash, leftovers, nothing, until } from "./harness.ts";
import { cli, makeProject, type Project, scenario } from "./product.ts";

let project: Project;
const shells: ChildProcess[] = [];
beforeAll(() => {
  project = makeProject({ "backlot.toml": scenario });
});
afterEach(() => {
  for (const shell of shells.splice(0)) shell.kill("SIGKILL");
});
afterAll(() => {
  project.remove();
});

/** A program that somebody starts in the world whose exports `backlot serve` has printed. */
function startIn(exports: string): ChildProcess {
  const shell = spawn("sh", ["-c", `${exports}\nexec /bin/sleep 600`], { stdio: "ignore" });
  shells.push(shell);
  return shell;
}

test.each([
  ["killed", false],
  ["killed together with its reaper", true],
])("a world that is held for others and %s goes, and their programs stay", async (_, withReaper) => {
  const serve = { command: process.execPath, args: [cli, "serve"], cwd: project.folder };
  let shell: ChildProcess | undefined;
  const result = await crash({
    ...serve,
    readyText: "export BACKLOT_WORLD=",
    whenReady: async (run) => {
      await until(() => run.output().endsWith("\n"), 15_000);
      shell = startIn(run.output());
      if (!withReaper) return;
      const { reapers } = leftovers(run);
      for (const reaper of reapers) process.kill(reaper, "SIGSTOP");
      process.kill(run.pid, "SIGKILL");
      for (const reaper of reapers) process.kill(reaper, "SIGKILL");
      expect(leftovers(run).folders).toHaveLength(1);
      const args = [cli, "run", "--", "true"];
      const next = await crash({ ...serve, args, killPoint: "none", env: { TMPDIR: run.folder } });
      expect(next).toMatchObject({ exitCode: 0, left: nothing });
    },
    end: (pid) => {
      if (!withReaper) process.kill(pid, "SIGKILL");
    },
  });
  expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  expect(shell?.pid).toBeGreaterThan(0);
  expect([shell?.exitCode, shell?.signalCode]).toEqual([null, null]);
});
