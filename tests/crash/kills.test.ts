import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { type Bundle, bundle } from "./bundle.ts";
import { crash, type CrashResult, nothing } from "./harness.ts";

let built: Bundle;
beforeAll(async () => {
  built = await bundle(["src/disk/index.ts", "src/lot/reaper.ts", "src/lot/kill-point.ts"]);
});
afterAll(() => {
  built.remove();
});

/** More for a long run: CRASH_TEST_KILLS=500. */
const kills = Number(process.env["CRASH_TEST_KILLS"] ?? 10);
const args = (): string[] => [join(import.meta.dirname, "programs", "owner.mjs"), built.file];

function report(title: string, results: readonly CrashResult[]): void {
  const times = results.map((result) => result.cleanAfterMs).sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(0);
  console.log(
    `${title}: ${times.length} kills, clean after p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`,
  );
}

test(
  "an owner in full use, killed again and again, never leaves anything",
  { timeout: kills * 3000 },
  async () => {
    const results: CrashResult[] = [];
    for (let turn = 0; turn < kills; turn += 1) {
      results.push(await crash({ command: process.execPath, args: args() }));
    }
    report("in full use", results);
    for (const result of results) expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  },
);

test(
  "an owner killed at any moment of its start never leaves anything",
  { timeout: kills * 3000 },
  async () => {
    const results: CrashResult[] = [];
    for (let turn = 0; turn < kills; turn += 1) {
      const afterMs = 30 + (90 * turn) / kills;
      results.push(await crash({ command: process.execPath, args: [...args(), "marked-only"], afterMs }));
    }
    report("while it starts", results);
    for (const result of results) expect(result).toMatchObject({ signal: "SIGKILL", left: nothing });
  },
);
