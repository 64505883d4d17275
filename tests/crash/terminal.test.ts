import { mkdtempSync, rmSync } from "node:fs";

import { spawn } from "@lydell/node-pty";
import { expect, test } from "vitest";

import { crowding, isNothing, leftovers, markedProcesses, nothing, until } from "./harness.ts";
import { cli, makeProject, program, programProcesses, scenario } from "./product.ts";

test("backlot run on a terminal, killed while its program runs, leaves nothing", async () => {
  const project = makeProject({ "backlot.toml": scenario, "program.sh": program });
  const folder = mkdtempSync("/tmp/crash-");
  const marker = `${process.pid}-terminal-${Date.now()}`;
  const env = { ...process.env, TMPDIR: folder, CRASH_TEST_RUN: marker } as Record<string, string>;
  const terminal = spawn(process.execPath, [cli, "run", "--", "./program.sh", "stay"], {
    cwd: project.folder,
    env,
  });
  const run = { pid: terminal.pid, marker, folder };
  const left = (): string => JSON.stringify(leftovers(run));
  try {
    await until(() => markedProcesses(marker).length > programProcesses, 15_000, left);
    process.kill(terminal.pid, "SIGKILL");
    await until(() => isNothing(leftovers(run)), 2000 * crowding(), left);
    expect(leftovers(run)).toEqual(nothing);
  } finally {
    for (const pid of markedProcesses(marker)) process.kill(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    project.remove();
  }
});
