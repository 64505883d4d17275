import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  crash,
  type CrashProgram,
  type CrashResult,
  type CrashRun,
  crowding,
  leftovers,
  listeningAddresses,
  markedProcesses,
  nothing,
  until,
} from "./harness.ts";
import { fives, library, makeProject, type Project, scenario } from "./product.ts";

let project: Project;
beforeAll(() => {
  project = makeProject({ "backlot.toml": scenario });
});
afterAll(() => {
  project.remove();
});

const programs = join(import.meta.dirname, "programs");
const kills = Number(process.env["CRASH_TEST_KILLS"] ?? 10);

function embedder(words: readonly string[], more: Partial<CrashProgram> = {}): Promise<CrashResult> {
  const args = [join(programs, "embedder.mjs"), library, ...words];
  return crash({ command: process.execPath, args, cwd: project.folder, ...more });
}

/** Every killPoint() in the thread that holds the worlds. */
const killPoints = [
  "lot.reaper-started",
  "lot.folder-registered",
  "lot.folder-made",
  "lot.pool-made",
  "lot.shim-open",
  "world.folder-made",
  "world.ports-open",
  "world.commands-made",
  "world.open",
  "world.closing",
  "world.stored",
  "world.closed",
];

describe("a test process", () => {
  test.each(fives(killPoints))("killed at %s leaves nothing", async (_, points) => {
    const results = await Promise.all(
      points.map(async (killPoint) => {
        const { signal, left } = await embedder(["close"], { killPoint });
        return { killPoint, signal, left };
      }),
    );
    expect(results).toEqual(points.map((killPoint) => ({ killPoint, signal: "SIGKILL", left: nothing })));
  });

  test("killed while its programs run leaves nothing, and all it listened on was loopback", async () => {
    let addresses: readonly { readonly address: string }[] = [];
    const whenReady = async (run: CrashRun): Promise<void> => {
      await until(() => markedProcesses(run.marker).length >= 6, 15_000, run.output);
      addresses = listeningAddresses(markedProcesses(run.marker));
    };
    const result = await embedder([], { whenReady });
    expect(addresses.map(({ address }) => address)).toEqual(["0100007F", "0100007F"]);
    expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test("killed at any moment leaves nothing", { timeout: kills * 3000 + 5000 }, async () => {
    const results: CrashResult[] = [];
    for (let turn = 0; turn < kills; turn += 1) {
      results.push(await embedder([], { afterMs: 40 + Math.floor((turn * 500) / kills) }));
    }
    const slowest = Math.max(...results.map((result) => result.cleanAfterMs));
    console.log(`test process: ${kills} kills at any moment, clean after ${slowest.toFixed(0)} ms at most`);
    for (const result of results) expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  });

  test.each([["exit"], ["close"]])("that ends by itself (%s) leaves nothing", async (word) => {
    const result = await embedder([word], { killPoint: "none" });
    expect(result).toMatchObject({ exitCode: 0, left: nothing });
  });
});

describe("the thread that holds the worlds", () => {
  test.each(["throws", "exits", "runs out of memory", "terminated"])(
    "%s: the test's thread is told at once, and nothing is left while the process lives on",
    async (failure) => {
      const whenReady = async (run: CrashRun): Promise<void> => {
        await until(
          () => markedProcesses(run.marker).length === 1 && leftovers(run).reapers.length === 0,
          2000 * crowding(),
          () => JSON.stringify(leftovers(run)),
        );
        expect(leftovers(run)).toMatchObject({ folders: [], ports: [], reapers: [] });
      };
      const args = ["--import", join(programs, "lot-thread.mjs"), join(programs, "lot-crash.mjs"), library];
      const result = await crash({
        command: process.execPath,
        args,
        cwd: project.folder,
        env: { LOT_THREAD_FAILURE: failure },
        whenReady,
      });
      const line = result.output.split("\n").find((one) => one.startsWith("{")) ?? "{}";
      const told = JSON.parse(line) as Record<string, string | number>;
      expect(told).toMatchObject({ sync: "lot-crashed", close: "lot-crashed", open: "lot-crashed" });
      expect(["answered", "lot-crashed"]).toContain(told["pending"]);
      // Collecting garbage before running out of memory takes as long as it takes.
      expect(told["longestMs"]).toBeLessThan(failure === "runs out of memory" ? 10_000 : 1500);
      expect(told["asyncMs"]).toBeLessThan(1500);
      expect(result.left).toEqual(nothing);
    },
  );
});
