import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { BacklotError } from "../core/index.ts";
import { type FileSystem, realFileSystem } from "./file-system.ts";
import { acquireLock, type Lock, withLock } from "./lock.ts";
import { currentProcess, ownerText } from "./owner.ts";

let folder: string;
let path: string;
let lockPath: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-test-"));
  path = join(folder, "terraform.json");
  lockPath = join(folder, ".terraform.json.backlot-lock");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The lock that a killed process left. */
function leaveStaleLock(): void {
  writeFileSync(lockPath, ownerText({ ...currentProcess(), startTime: "1" }, "2025-01-15T10:30:00Z", "n"));
}

/** The real disk with a hook before every call. */
function watched(before: (call: number) => void): FileSystem {
  let calls = 0;
  const entries = Object.entries(realFileSystem).map(([name, real]) => [
    name,
    (...given: unknown[]): unknown => {
      calls += 1;
      before(calls - 1);
      return (real as (...all: unknown[]) => unknown)(...given);
    },
  ]);
  return Object.fromEntries(entries) as FileSystem;
}

describe("acquireLock", () => {
  test("a second one gets nothing until the first is released", () => {
    const first = acquireLock(path);
    expect(first).toBeDefined();
    expect(acquireLock(path)).toBeUndefined();
    expect(acquireLock(join(folder, "other.json"))).toBeDefined();
    first?.release();
    const second = acquireLock(path);
    expect(second).toBeDefined();
    first?.release();
    expect(acquireLock(path)).toBeUndefined();
    second?.release();
    expect(readdirSync(folder)).toEqual([".other.json.backlot-lock"]);
  });

  test("says who holds it", () => {
    acquireLock(path);
    expect(JSON.parse(readFileSync(lockPath, "utf8"))).toMatchObject({ ...currentProcess() });
  });

  test("the lock of a process that is gone is taken over", () => {
    leaveStaleLock();
    const lock = acquireLock(path);
    expect(lock).toBeDefined();
    expect(acquireLock(path)).toBeUndefined();
    lock?.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a lock without a name is respected while it is young", () => {
    writeFileSync(lockPath, "");
    expect(acquireLock(path)).toBeUndefined();
    utimesSync(lockPath, new Date(0), new Date(0));
    expect(acquireLock(path)).toBeDefined();
  });

  test.each([
    ["a free lock", false],
    ["a stale lock", true],
  ])("whatever another process does between two steps, %s is held by one", (_, stale) => {
    let steps = 0;
    for (let interrupted = 0; interrupted <= steps; interrupted += 1) {
      for (const releases of [false, true]) {
        if (stale) leaveStaleLock();
        let other: Lock | undefined;
        const fileSystem = watched((call) => {
          steps = Math.max(steps, call);
          if (call !== interrupted) return;
          other = acquireLock(path);
          if (releases) other?.release();
        });
        const own = acquireLock(path, fileSystem);
        const otherHolds = other !== undefined && !releases;
        expect([own !== undefined, otherHolds].filter(Boolean).length).toBeLessThanOrEqual(1);
        // One of them gets it, unless each saw the other in the middle of taking it.
        if (!stale) expect(own !== undefined || other !== undefined).toBe(true);
        own?.release();
        other?.release();
        const last = acquireLock(path);
        expect(last).toBeDefined();
        last?.release();
        expect(readdirSync(folder)).toEqual([]);
      }
    }
    expect(steps).toBeGreaterThan(3);
  });

  test("works where the file system has no hard links", () => {
    const link = () => {
      throw Object.assign(new Error("no links here"), { code: "EPERM" });
    };
    const fileSystem = { ...realFileSystem, link };
    const lock = acquireLock(path, fileSystem);
    expect(lock).toBeDefined();
    expect(acquireLock(path, fileSystem)).toBeUndefined();
    expect(acquireLock(path)).toBeUndefined();
    lock?.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(["ENOSPC", "EIO", "EACCES"])("a disk that fails with %s leaves no lock and no file", (code) => {
    for (let failing = 0; failing < 3; failing += 1) {
      const fileSystem = watched((call) => {
        if (call === failing) throw Object.assign(new Error("made to fail"), { code });
      });
      let lock: Lock | undefined;
      try {
        lock = acquireLock(path, fileSystem);
      } catch (error) {
        expect((error as BacklotError).findings[0]?.name).toBe("cannot-write");
      }
      // The third call is the close of a file that has been written, whose failure changes nothing.
      expect(lock !== undefined).toBe(failing === 2);
      lock?.release();
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});

describe("withLock", () => {
  test("returns what the action returned and lets go, also when it throws", async () => {
    expect(await withLock(path, () => 7)).toMatchObject({ ok: true, value: 7 });
    const failing = withLock(path, () => Promise.reject(new Error("the action's own")));
    await expect(failing).rejects.toThrow("the action's own");
    expect(await withLock(path, async () => 8)).toMatchObject({ ok: true, value: 8 });
  });

  test("of two that write one file the second gets a finding", async () => {
    const inner = await withLock(path, () => withLock(path, () => 1));
    expect(inner).toMatchObject({
      ok: true,
      value: { ok: false, findings: [{ name: "file-locked", code: "BKL5020" }] },
    });
  });
});
