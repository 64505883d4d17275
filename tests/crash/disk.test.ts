import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { sweepTempFiles } from "../../src/disk/index.ts";
import { type Bundle, bundle } from "./bundle.ts";
import { crash, type CrashResult } from "./harness.ts";

let built: Bundle;
let folder: string;
beforeAll(async () => {
  built = await bundle(["src/disk/index.ts", "src/lot/kill-point.ts"]);
});
afterAll(() => {
  built.remove();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crash-disk-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** More for a long run: CRASH_TEST_KILLS=500. */
const kills = Number(process.env["CRASH_TEST_KILLS"] ?? 10);

/** Kills a program some time after it is ready. */
function run(program: string, waitMs: number): Promise<CrashResult> {
  const args = [join(import.meta.dirname, "programs", program), built.file, folder];
  const whenReady = () => new Promise<void>((resolve) => setTimeout(resolve, waitMs));
  return crash({ command: process.execPath, args, whenReady });
}

test(
  "a fixture is the old one or the new one after every kill, and the next start leaves no temporary file",
  { timeout: kills * 1500 },
  async () => {
    let [torn, left] = [0, 0];
    for (let turn = 0; turn < kills; turn += 1) {
      await run("writer.mjs", (turn * 37) % 50);
      const text = readFileSync(join(folder, "fixture.json"), "utf8");
      const fixture = JSON.parse(text) as { turn: number; body: string };
      if (fixture.body.length !== 200_000 + (fixture.turn % 7) * 50_000) torn += 1;
      left += readdirSync(folder).filter((name) => name.endsWith(".tmp")).length;
      sweepTempFiles(folder);
      expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    }
    console.log(`${kills} kills while writing: ${torn} torn, ${left} temporary files left and swept`);
    expect(torn).toBe(0);
  },
);

test(
  "of many processes that take one lock, some of them killed, never two hold it",
  { timeout: 60_000 },
  async () => {
    const runs: Promise<CrashResult>[] = [];
    // Each is killed at some moment after it has had the lock once, most of them while they hold it.
    for (let index = 0; index < 12; index += 1) runs.push(run("locker.mjs", index * 40));
    const results = await Promise.all(runs);
    const output = results.map((result) => result.output).join("");
    expect(output).not.toContain("VIOLATION");
    expect(output).not.toContain("Error");
    expect(output.match(/ready/g)).toHaveLength(12);
    sweepTempFiles(folder);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  },
);
