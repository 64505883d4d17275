import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createOwnedFolder, currentProcess, ownerText } from "../disk/index.ts";
import { reapAbandoned, type Reaper, startReaper } from "./reaper.ts";

let place: string;
const open: Reaper[] = [];
const children: ChildProcess[] = [];
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "reaper-test-"));
});
afterEach(async () => {
  for (const reaper of open.splice(0)) await reaper.close();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(place, { recursive: true, force: true });
});

function start(shell?: string): Reaper {
  const reaper = startReaper({ owner: currentProcess(), shell });
  open.push(reaper);
  return reaper;
}

function sleeper(env: Record<string, string> = {}): ChildProcess & { readonly pid: number } {
  const child = spawn("sleep", ["600"], { env: { ...process.env, ...env }, stdio: "ignore" });
  children.push(child);
  return child as ChildProcess & { readonly pid: number };
}

const shells: [string, string | undefined][] = [
  ["shell", undefined],
  ["node", "/nowhere/sh"],
];
// Where /bin/sh is another shell (dash, ash), bash is tried too: it is /bin/sh on many systems.
if (existsSync("/bin/bash")) shells.push(["bash", "/bin/bash"]);

describe.each(shells)("the reaper in %s", (_, shell) => {
  test("ends what carries a mark and what it knows by pid, and nothing else", async () => {
    const folder = createOwnedFolder({ places: [place] });
    const reaper = start(shell);
    const [marked, known, longer, other] = [
      sleeper({ WORLD: folder }),
      sleeper(),
      sleeper({ WORLD: `${folder}1`, MY_WORLD: folder }),
      sleeper(),
    ];
    const ends = [marked, known].map((child) => once(child, "exit"));
    reaper.register("mark", `WORLD=${folder}`);
    reaper.register("pid", known.pid);
    reaper.register("dir", folder);
    await reaper.reap();
    expect(await Promise.all(ends)).toEqual([
      [null, "SIGTERM"],
      [null, "SIGTERM"],
    ]);
    expect([longer, other].map((child) => child.exitCode ?? child.signalCode)).toEqual([null, null]);
    expect(existsSync(folder)).toBe(false);
  });

  test("leaves alone what was dropped", async () => {
    const [kept, removed] = [createOwnedFolder({ places: [place] }), createOwnedFolder({ places: [place] })];
    const reaper = start(shell);
    const child = sleeper({ WORLD: kept });
    reaper.register("dir", kept);
    reaper.register("mark", `WORLD=${kept}`);
    reaper.register("pid", child.pid);
    reaper.register("dir", removed);
    reaper.drop("pid", child.pid);
    reaper.drop("mark", `WORLD=${kept}`);
    reaper.drop("dir", kept);
    await reaper.reap();
    expect([existsSync(kept), existsSync(removed)]).toEqual([true, false]);
    expect(child.signalCode).toBeNull();
  });

  // Only root may give a folder to somebody else.
  test.skipIf(process.getuid?.() !== 0)("leaves a folder of another user and a link alone", async () => {
    const [given, target] = [createOwnedFolder({ places: [place] }), createOwnedFolder({ places: [place] })];
    const reaper = start(shell);
    chownSync(given, 65_534, 65_534);
    symlinkSync(target, join(place, "backlot-link"));
    reaper.register("dir", given);
    reaper.register("dir", join(place, "backlot-link"));
    await reaper.reap();
    expect([existsSync(given), existsSync(target)]).toEqual([true, true]);
  });

  test("a folder that nobody has named an owner of yet is removed only if it is empty", async () => {
    const reaper = start(shell);
    const [empty, torn, full] = ["backlot-a", "backlot-b", "backlot-c"].map((name) => join(place, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [empty, torn, full]) {
      reaper.register("dir", folder);
      mkdirSync(folder);
    }
    writeFileSync(join(torn, "owner.json"), "");
    writeFileSync(join(full, "precious"), "");
    await reaper.reap();
    expect(readdirSync(place)).toEqual(["backlot-c"]);
  });

  test("touches nothing when it is closed, and closing twice is closing once", async () => {
    const folder = createOwnedFolder({ places: [place] });
    const reaper = start(shell);
    const child = sleeper({ WORLD: folder });
    reaper.register("dir", folder);
    reaper.register("mark", `WORLD=${folder}`);
    await Promise.all([reaper.close(), reaper.close()]);
    reaper.register("dir", folder);
    expect(existsSync(folder)).toBe(true);
    expect(child.signalCode).toBeNull();
  });

  test("one that somebody ended is started again and told everything", async () => {
    const folder = createOwnedFolder({ places: [place] });
    const reaper = start(shell);
    reaper.register("dir", folder);
    const first = reaper.pid as number;
    process.kill(first, "SIGKILL");
    await vi.waitUntil(() => reaper.pid !== first, { timeout: 5000, interval: 5 });
    await reaper.reap();
    expect(existsSync(folder)).toBe(false);
  });

  test("a thousand names in one go all arrive", async () => {
    const reaper = start(shell);
    const folders = Array.from({ length: 20 }, () => createOwnedFolder({ places: [place] }));
    for (let turn = 0; turn < 1000; turn += 1) {
      const missing = join(place, `backlot-missing-${turn}-${"x".repeat(100)}`);
      reaper.register("dir", missing);
      if (turn % 50 === 0) reaper.register("dir", folders[turn / 50] as string);
      reaper.drop("dir", missing);
    }
    await reaper.reap();
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });

  test("a process that has ended is not registered", () => {
    const reaper = start(shell);
    expect(() => reaper.register("pid", 2 ** 22)).not.toThrow();
    expect(() => reaper.drop("pid", 2 ** 22)).not.toThrow();
  });
});

test("what a dead owner left is cleared away with its processes", async () => {
  const folder = createOwnedFolder({ places: [place] });
  const dead = { ...currentProcess(), pid: 2 ** 22, startTime: "1" };
  writeFileSync(join(folder, "owner.json"), ownerText(dead, "2025-01-15T10:30:00Z"));
  const child = sleeper({ BACKLOT_WORLD: folder });
  const ended = once(child, "exit");
  await reapAbandoned(folder, dead, [`BACKLOT_RUN=${folder}`, `BACKLOT_WORLD=${folder}`]);
  expect(await ended).toEqual([null, "SIGTERM"]);
  expect(existsSync(folder)).toBe(false);
});
