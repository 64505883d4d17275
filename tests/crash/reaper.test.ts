import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Bundle, bundle } from "./bundle.ts";
import { crash, type CrashProgram, listeningPorts, markedProcesses, nothing, until } from "./harness.ts";

let built: Bundle;
beforeAll(async () => {
  built = await bundle(["src/disk/index.ts", "src/lot/reaper.ts", "src/lot/kill-point.ts"]);
});
afterAll(() => {
  built.remove();
});

const program = join(import.meta.dirname, "programs", "owner.mjs");

function owner(words: readonly string[], more: Partial<CrashProgram> = {}): CrashProgram {
  return { command: process.execPath, args: [program, built.file, ...words], ...more };
}

const killPoints = [
  "before-reaper",
  "reaper-started",
  "folder-registered",
  "folder-created",
  "mark-registered",
  "pool-made",
  "child-started",
  "pid-registered",
  "everything-started",
];

describe.each([["shell"], ["no-shell"]])("an owner with the reaper in: %s", (kind) => {
  test.each(killPoints)("killed at %s leaves nothing", async (killPoint) => {
    const result = await crash(owner([kind], { killPoint }));
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("killed while it runs leaves nothing, though it had children, ports and waiting shims", async () => {
    let before = { processes: 0, ports: 0 };
    const whenReady: CrashProgram["whenReady"] = async ({ marker }) => {
      await until(() => listeningPorts(markedProcesses(marker)).length === 2, 5000);
      const pids = markedProcesses(marker);
      before = { processes: pids.length, ports: listeningPorts(pids).length };
    };
    const result = await crash(owner([kind, "stubborn"], { whenReady }));
    // The owner, five marked children or more, one known by its pid, two that wait on FIFOs.
    expect(before.processes).toBeGreaterThanOrEqual(9);
    expect(before.ports).toBe(2);
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("a folder with quotes, newlines and stars in its path is removed", async () => {
    const result = await crash(owner([kind, "strange"]));
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });
});
