import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { type ProcessIdentity, sweep } from "../../src/disk/index.ts";
import { reapAbandoned } from "../../src/lot/reaper.ts";

import { type Bundle, bundle } from "./bundle.ts";
import {
  crash,
  type CrashProgram,
  type CrashRun,
  leftovers,
  listeningPorts,
  markedProcesses,
  nothing,
  until,
} from "./harness.ts";

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

/** The processes of a run that the reaper of its first process must not be among. */
function otherProcesses(run: CrashRun): readonly number[] {
  return markedProcesses(run.marker).filter((pid) => pid !== run.pid);
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
      await until(() => listeningPorts(markedProcesses(marker)).length === 2, 15_000);
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

  test.each(["folder-registered", "folder-created"])(
    "a burst of names before %s is not lost with the owner",
    async (killPoint) => {
      const result = await crash(owner([kind, "burst"], { killPoint }));
      expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
    },
  );

  test("signals to the owner's process group don't reach the reaper", async () => {
    const end = (pid: number) => {
      for (const signal of ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"] as const) process.kill(-pid, signal);
    };
    const result = await crash(owner([kind], { end, ownGroup: true }));
    expect(result.left).toEqual(nothing);
  });

  test("signals to the reaper itself don't end it", async () => {
    const whenReady = (run: CrashRun) => {
      const [reaper] = leftovers(run).reapers;
      for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) process.kill(reaper as number, signal);
    };
    const result = await crash(owner([kind], { whenReady }));
    expect(result.left).toEqual(nothing);
  });

  test("an owner that closes it leaves its folder to itself", async () => {
    const result = await crash(owner([kind, "close"]), 300);
    expect(result.left).toMatchObject({ processes: [], reapers: [] });
    expect(result.left.folders).toHaveLength(1);
  });

  test.each([
    ["is terminated", ["worker", kind]],
    ["runs out of memory", ["worker", "out-of-memory", kind]],
  ])("a worker that %s is cleared away while its process lives on", async (_, words) => {
    const whenReady: CrashProgram["whenReady"] = async (run) => {
      expect(otherProcesses(run).length).toBeGreaterThan(5);
      if (words.length === 2) process.kill(run.pid, "SIGUSR2");
      await until(() => otherProcesses(run).length === 0 && leftovers(run).reapers.length === 0, 15_000);
      expect({ ...leftovers(run), processes: markedProcesses(run.marker) }).toEqual({
        ...nothing,
        processes: [run.pid],
      });
    };
    const result = await crash(owner(words, { whenReady }));
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("a process that is killed with its worker leaves nothing", async () => {
    const result = await crash(owner(["worker", kind]));
    expect(result.left).toEqual(nothing);
  });

  test("only folders of this owner are removed", async () => {
    const whenReady = ({ folder, pid }: CrashRun) => {
      const [ours = ""] = readdirSync(folder);
      // The owner is as good as gone, and its folder now belongs to somebody else.
      writeFileSync(join(folder, ours, "owner.json"), `{"pid":${pid + 1},"startTime":"1"}\n`);
    };
    const result = await crash(owner([kind], { whenReady }), 1500);
    expect(result.left.folders).toHaveLength(1);
    // Its shims still wait for their own owner.
    expect(result.left.processes.map((text) => text.split(" ").slice(1, 4).join(" "))).toEqual([
      "sh -c exec",
      "sh -c exec",
    ]);
  });
});

test("when an owner and its reaper are both killed, the next start clears away what they left", async () => {
  let [folder, reaper] = ["", 0];
  let sweeping: Promise<unknown> = Promise.resolve();
  const remove = (left: string, owner: ProcessIdentity) =>
    reapAbandoned(left, owner, [`BACKLOT_WORLD=${left}`]);
  const whenReady = (run: CrashRun) => {
    [folder, reaper] = [run.folder, leftovers(run).reapers[0] as number];
    process.kill(reaper, "SIGSTOP");
  };
  const end = (pid: number) => {
    process.kill(pid, "SIGKILL");
    process.kill(reaper, "SIGKILL");
    sweeping = vi.waitUntil(async () => (await sweep({ places: [folder], remove })).removed.length === 1);
  };
  const result = await crash(owner(["shell"], { whenReady, end }), 1500);
  await sweeping;
  // A process that only the dead reaper knew of is out of reach.
  expect(result.left).toMatchObject({ folders: [], ports: [], reapers: [] });
  expect(result.left.processes.map((text) => text.replace(/^\d+ /, "").trim())).toEqual(["sleep 600"]);
});

describe("the harness", () => {
  test("sees what an owner without a reaper leaves", async () => {
    const whenReady = (run: CrashRun) => {
      for (const reaper of leftovers(run).reapers) process.kill(reaper, "SIGSTOP");
    };
    let stopped: readonly number[] = [];
    const result = await crash(
      owner(["shell"], {
        whenReady: async (run) => {
          await until(() => listeningPorts(markedProcesses(run.marker)).length === 2, 15_000);
          whenReady(run);
          stopped = leftovers(run).reapers;
        },
      }),
      100,
    );
    for (const reaper of stopped) process.kill(reaper, "SIGKILL");
    expect(result.left.folders).toHaveLength(1);
    expect(result.left.processes.length).toBeGreaterThanOrEqual(7);
    expect(result.left.ports).toHaveLength(1);
    expect(result.left.reapers).toEqual(stopped);
    expect(stopped).toHaveLength(1);
  });

  test("a program that dies before it is ready is reported with what it wrote", async () => {
    const result = await crash({ command: "sh", args: ["-c", "echo lost >&2; exit 3"], end: () => {} });
    expect(result).toMatchObject({ exitCode: 3, output: "lost\n", left: nothing });
  });
});
