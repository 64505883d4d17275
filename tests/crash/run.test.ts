import { existsSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  crash,
  type CrashProgram,
  type CrashResult,
  type CrashRun,
  leftovers,
  listeningAddresses,
  markedProcesses,
  nothing,
  until,
} from "./harness.ts";
import { cli, fives, makeProject, program, programProcesses, type Project, scenario } from "./product.ts";

const files = { "backlot.toml": scenario, "program.sh": program };
let project: Project;
beforeAll(() => {
  project = makeProject(files);
});
afterAll(() => {
  project.remove();
});

/** More for a long run: CRASH_TEST_KILLS=500. */
const kills = Number(process.env["CRASH_TEST_KILLS"] ?? 10);

/** Every killPoint() that `backlot run` passes, in order. */
const killPoints = [
  "lot.reaper-started",
  "lot.folder-registered",
  "lot.folder-made",
  "lot.pool-made",
  "lot.shim-open",
  "run.folder-made",
  "world.folder-made",
  "world.ports-open",
  "world.commands-made",
  "world.open",
  "run.program-checked",
  "run.program-started",
  "run.program-registered",
  "run.program-ended",
  "run.leftovers-ended",
  "world.closing",
  "world.stored",
  "world.closed",
  "run.read",
  "last-run.folder-made",
  "last-run.journal-written",
  "run.kept",
  "lot.closing",
  "lot.shim-closed",
  "lot.folder-removed",
  "lot.closed",
];

function backlotRun(words: readonly string[], more: Partial<CrashProgram> = {}): Promise<CrashResult> {
  return crash({
    command: process.execPath,
    args: [cli, "run", "--", ...words],
    cwd: project.folder,
    ...more,
  });
}

async function allStarted(run: CrashRun): Promise<void> {
  await until(
    () => markedProcesses(run.marker).length > programProcesses,
    15_000,
    () => JSON.stringify(leftovers(run)),
  );
}

describe("backlot run", () => {
  test.each(fives(killPoints))("killed at %s leaves nothing", async (_, points) => {
    const results = await Promise.all(
      points.map(async (killPoint) => {
        // A project of its own: of runs that end together in one, only one keeps its report there.
        const own = makeProject(files);
        const { signal, left } = await backlotRun(["./program.sh"], { killPoint, cwd: own.folder });
        own.remove();
        return { killPoint, signal, left };
      }),
    );
    expect(results).toEqual(points.map((killPoint) => ({ killPoint, signal: "SIGKILL", left: nothing })));
  });

  test("not killed, it ends what its program left behind and leaves nothing", async () => {
    const result = await backlotRun(["./program.sh"], { killPoint: "none" });
    expect(result).toMatchObject({ exitCode: 0, left: nothing });
    expect(existsSync(project.path(".backlot/last/report.json"))).toBe(true);
  });

  test("killed while its program runs leaves nothing, and all it listened on was loopback", async () => {
    let addresses: readonly { readonly address: string }[] = [];
    const whenReady = async (run: CrashRun): Promise<void> => {
      await allStarted(run);
      addresses = listeningAddresses(markedProcesses(run.marker));
    };
    const result = await backlotRun(["./program.sh", "stay"], { whenReady });
    expect(addresses.map(({ address }) => address)).toEqual(["0100007F"]);
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("killed at any moment leaves nothing", { timeout: kills * 3000 + 5000 }, async () => {
    const results: CrashResult[] = [];
    for (let turn = 0; turn < kills; turn += 1) {
      const afterMs = 40 + Math.floor((turn * 600) / kills);
      results.push(await backlotRun(["./program.sh", "stay"], { afterMs }));
    }
    const slowest = Math.max(...results.map((result) => result.cleanAfterMs));
    console.log(`backlot run: ${kills} kills at any moment, clean after ${slowest.toFixed(0)} ms at most`);
    for (const result of results) expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("killed with its program's terminal signals leaves nothing", async () => {
    const end = (pid: number): void => void process.kill(-pid, "SIGKILL");
    const result = await backlotRun(["./program.sh", "stay"], { whenReady: allStarted, end, ownGroup: true });
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("ended by a signal that can be caught leaves nothing", async () => {
    const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
    const results = await Promise.all(
      signals.map((signal) => {
        const end = (pid: number): void => void process.kill(pid, signal);
        return backlotRun(["./program.sh", "stay"], { whenReady: allStarted, end });
      }),
    );
    expect(results.map(({ exitCode }) => exitCode)).toEqual([143, 130, 129]);
    for (const result of results) expect(result.left).toEqual(nothing);
  });

  test("in another run, killed with it, leaves nothing", async () => {
    let owners: readonly number[] = [];
    const whenReady = async (run: CrashRun): Promise<void> => {
      await allStarted(run);
      owners = markedProcesses(run.marker);
    };
    const words = [process.execPath, cli, "run", "--", "./program.sh", "stay"];
    const result = await backlotRun(words, { whenReady });
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
    const reapers = owners.flatMap((pid) => leftovers({ pid, marker: "none", folder: "/proc/1" }).reapers);
    expect(reapers).toEqual([]);
  });

  test("that was in another run and killed does not end the other, which misses its world", async () => {
    const inner = `${process.execPath} ${cli} run -- sh -c 'kill -9 $PPID'; sleep 0.3; echo survived`;
    const result = await backlotRun(["sh", "-c", inner], { killPoint: "none" });
    // Its world was never closed, so evidence is missing; the rest of the outer program ran all the same.
    expect(result).toMatchObject({ exitCode: 3, left: nothing });
    expect(result.output).toContain("survived\n");
    expect(result.output).toContain("world-not-closed");
  });

  test("killed together with its reaper is cleared away by the next start", async () => {
    let next: CrashResult | undefined;
    const result = await backlotRun(["./program.sh", "stay"], {
      whenReady: async (run) => {
        await allStarted(run);
        const { reapers } = leftovers(run);
        for (const reaper of reapers) process.kill(reaper, "SIGSTOP");
        process.kill(run.pid, "SIGKILL");
        for (const reaper of reapers) process.kill(reaper, "SIGKILL");
        expect(leftovers(run).folders).toHaveLength(1);
        next = await backlotRun(["true"], { killPoint: "none", env: { TMPDIR: run.folder } });
        expect(leftovers(run)).toEqual(nothing);
      },
      end: () => undefined,
    });
    expect(next).toMatchObject({ exitCode: 0, left: nothing });
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });
});
