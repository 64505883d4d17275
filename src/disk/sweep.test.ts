import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { utf8 } from "../core/index.ts";
import { realFileSystem } from "./file-system.ts";
import { acquireLock } from "./lock.ts";
import { createOwnedFolder } from "./owned-folder.ts";
import { currentProcess, ownerText } from "./owner.ts";
import { sweepTempFiles } from "./sweep-temp-files.ts";
import { sweep } from "./sweep.ts";
import { writeAtomic } from "./write-atomic.ts";

let place: string;
let elsewhere: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "disk-test-"));
  elsewhere = mkdtempSync(join(tmpdir(), "disk-test-"));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
  rmSync(elsewhere, { recursive: true, force: true });
});

/** A folder of a process that is gone. */
function leaveFolder(where = place): string {
  const folder = createOwnedFolder({ places: [where] });
  const dead = { ...currentProcess(), startTime: "1" };
  writeFileSync(join(folder, "owner.json"), ownerText(dead, "2025-01-15T10:30:00Z"));
  writeFileSync(join(folder, "file"), "");
  return folder;
}

function age(path: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
}

describe("sweep", () => {
  test("removes the folders of processes that are gone, and no others", async () => {
    const left = [leaveFolder(), leaveFolder()];
    const alive = createOwnedFolder({ places: [place] });
    mkdirSync(join(place, "backlot-of-somebody"));
    writeFileSync(join(place, "backlot-of-somebody", "file"), "");
    writeFileSync(join(place, "backlot-file"), "");
    mkdirSync(join(place, "other"));
    symlinkSync(leaveFolder(elsewhere), join(place, "backlot-link"));
    const result = await sweep({ places: [place] });
    expect([...result.removed].sort()).toEqual(left.sort());
    expect(result.unfinished).toBe(false);
    const rest = [
      alive.slice(place.length + 1),
      "backlot-file",
      "backlot-link",
      "backlot-of-somebody",
      "other",
    ];
    expect(readdirSync(place).sort()).toEqual(rest.sort());
    expect(readdirSync(elsewhere)).toHaveLength(1);
  });

  test("removes a folder whose maker died before it said whose it is, once it is a minute old", async () => {
    const [empty, torn, full] = ["backlot-empty", "backlot-torn", "backlot-full"].map((name) =>
      join(place, name),
    ) as [string, string, string];
    for (const folder of [empty, torn, full]) mkdirSync(folder);
    writeFileSync(join(torn, "owner.json"), '{"pid":1');
    writeFileSync(join(full, "precious"), "");
    for (const folder of [empty, torn, full]) age(folder, 50);
    expect((await sweep({ places: [place] })).removed).toEqual([]);
    for (const folder of [empty, torn, full]) age(folder, 70);
    expect([...(await sweep({ places: [place] })).removed].sort()).toEqual([empty, torn]);
    expect(existsSync(full)).toBe(true);
  });

  // Only root may give a folder to somebody else.
  test.skipIf(process.getuid?.() !== 0)("leaves the folders of other users alone", async () => {
    const folder = leaveFolder();
    chownSync(folder, 65_534, 65_534);
    expect((await sweep({ places: [place] })).removed).toEqual([]);
    chownSync(folder, 0, 0);
    expect((await sweep({ places: [place] })).removed).toEqual([folder]);
  });

  test("stops at its limits and says so", async () => {
    for (let turn = 0; turn < 3; turn += 1) leaveFolder();
    expect(await sweep({ places: [place], timeMs: -1 })).toEqual({ removed: [], unfinished: true });
    const first = await sweep({ places: [place], foldersMax: 2 });
    expect([first.removed.length, first.unfinished]).toEqual([2, true]);
    const second = await sweep({ places: [place], foldersMax: 2 });
    expect([second.removed.length, second.unfinished]).toEqual([1, false]);
  });

  test("never throws, whatever the place is or the removal does", async () => {
    const folder = leaveFolder();
    const remove = () => Promise.reject(new Error("made to fail"));
    expect(await sweep({ places: [place], remove })).toEqual({ removed: [], unfinished: false });
    writeFileSync(join(elsewhere, "file"), "");
    const places = [join(elsewhere, "none"), join(elsewhere, "file"), "/proc/sys/kernel", place];
    expect((await sweep({ places })).removed).toEqual([folder]);
  });

  test("several at once leave nothing and don't mind each other", async () => {
    for (let turn = 0; turn < 10; turn += 1) leaveFolder();
    await Promise.all([1, 2, 3].map(() => sweep({ places: [place] })));
    expect(readdirSync(place)).toEqual([]);
  });
});

describe("sweepTempFiles", () => {
  /** What a process that was killed in the middle of writeAtomic leaves. */
  function leaveTemporary(): string {
    const before = new Set(readdirSync(place));
    const kept = { ...realFileSystem, rename: () => {}, unlink: () => {} };
    writeAtomic(join(place, "fixture.json"), utf8("{}"), { fileSystem: kept });
    const name = readdirSync(place).find((one) => !before.has(one)) as string;
    const { pid, startTime } = currentProcess();
    const dead = name.replace(`-${pid}-${startTime}-`, `-${pid}-1-`);
    writeFileSync(join(place, dead), "{");
    rmSync(join(place, name));
    return dead;
  }

  test("removes what killed writers left, and nothing else", () => {
    const left = [leaveTemporary(), leaveTemporary()];
    const writing = leaveTemporary().replace(/-1-/, `-${currentProcess().startTime}-`);
    for (const name of ["fixture.json", ".backlot-x.tmp", writing, ".hidden"])
      writeFileSync(join(place, name), "");
    mkdirSync(join(place, ".backlot-1-1-1-00000000.tmp"));
    const before = readdirSync(place).length;
    const removed = sweepTempFiles(place);
    expect(removed).toEqual(expect.arrayContaining(left));
    expect(readdirSync(place)).toHaveLength(before - removed.length);
    expect(readdirSync(place)).toEqual(
      expect.arrayContaining(["fixture.json", ".backlot-x.tmp", writing, ".hidden"]),
    );
    expect(sweepTempFiles(place)).toEqual([]);
  });

  test("a file of another container counts as left behind after an hour", () => {
    const { pid, startTime, pidNamespace } = currentProcess();
    const name = leaveTemporary().replace(`-${pid}-1-${pidNamespace}-`, `-${pid}-${startTime}-1-`);
    sweepTempFiles(place);
    writeFileSync(join(place, name), "");
    age(join(place, name), 3500);
    expect(sweepTempFiles(place)).toEqual([]);
    age(join(place, name), 3700);
    expect(sweepTempFiles(place)).toEqual([name]);
  });

  test("removes the locks of processes that are gone and leaves those that are held", () => {
    const lock = acquireLock(join(place, "held"));
    const stale = ".stale.backlot-lock";
    writeFileSync(join(place, stale), ownerText({ ...currentProcess(), startTime: "1" }, "", "n"));
    expect(sweepTempFiles(place)).toEqual([stale]);
    expect(readdirSync(place)).toEqual([".held.backlot-lock"]);
    lock?.release();
  });

  test("never throws for a folder that is none", () => {
    writeFileSync(join(place, "file"), "");
    expect(sweepTempFiles(join(place, "file"))).toEqual([]);
    expect(sweepTempFiles(join(place, "none"))).toEqual([]);
  });
});
