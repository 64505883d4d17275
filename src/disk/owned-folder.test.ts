import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { BacklotError } from "../core/index.ts";
import { realFileSystem } from "./file-system.ts";
import { createOwnedFolder, readOwner, removeOwnedFolder, temporaryPlaces } from "./owned-folder.ts";
import { currentProcess, isGone } from "./owner.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "disk-test-"));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

function failureOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (error instanceof BacklotError) return `${error.findings[0]?.name}: ${error.findings[0]?.what}`;
  }
  return "";
}

describe("createOwnedFolder", () => {
  test("makes a private folder that says whose it is", () => {
    const folder = createOwnedFolder({ places: [place] });
    expect(basename(folder)).toMatch(/^backlot-[0-9a-z]{8}$/);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "owner.json")).mode & 0o777).toBe(0o600);
    const owner = readOwner(folder);
    expect(owner).toMatchObject({ ...currentProcess(), pid: process.pid });
    expect(owner?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(owner !== undefined && isGone(owner)).toBe(false);
  });

  test("says the path before the folder exists, so that it can be registered", () => {
    const told: [string, boolean][] = [];
    const before = (path: string) => told.push([path, existsSync(path)]);
    const folder = createOwnedFolder({ places: [place], before });
    expect(told).toEqual([[folder, false]]);
  });

  test("a missing temporary folder is one clear line", () => {
    const missing = join(place, "none");
    expect(failureOf(() => createOwnedFolder({ places: [missing] }))).toBe(
      `temp-folder: the temporary folder "${missing}" can't be used: no such file or directory (ENOENT)`,
    );
  });

  test("a temporary folder that is a file is one clear line", () => {
    writeFileSync(join(place, "file"), "");
    expect(failureOf(() => createOwnedFolder({ places: [join(place, "file")] }))).toContain(
      "not a directory",
    );
  });

  test.each(["mkdir", "open", "write", "close"] as const)(
    "a disk that fails at %s leaves nothing",
    (call) => {
      const fail = () => {
        throw Object.assign(new Error("made to fail"), { code: "EROFS" });
      };
      const fileSystem = { ...realFileSystem, [call]: fail };
      expect(failureOf(() => createOwnedFolder({ places: [place], fileSystem }))).toBe(
        `temp-folder: the temporary folder "${place}" can't be used: read-only file system (EROFS)`,
      );
      expect(readdirSync(place)).toEqual([]);
    },
  );

  test("a name that is taken is drawn again", () => {
    let turn = 0;
    const fileSystem = {
      ...realFileSystem,
      mkdir: (path: string, mode: number) => {
        turn += 1;
        if (turn === 1) throw Object.assign(new Error("taken"), { code: "EEXIST" });
        realFileSystem.mkdir(path, mode);
      },
    };
    expect(existsSync(createOwnedFolder({ places: [place], fileSystem }))).toBe(true);
  });

  test("the next place is used when the first can't be", () => {
    const folder = createOwnedFolder({ places: [join(place, "none"), place] });
    expect(folder.startsWith(`${place}/backlot-`)).toBe(true);
  });
});

describe("temporaryPlaces", () => {
  test("a TMPDIR that leaves no room for a socket path gives way to /tmp", () => {
    const [atLimit, past] = [`/${"t".repeat(51)}`, `/${"t".repeat(52)}`];
    expect(temporaryPlaces(atLimit)).toEqual([atLimit]);
    expect(temporaryPlaces(past)).toEqual(["/tmp", past]);
    const socket = join(atLimit, "backlot-12345678", "w1", "123456789012345678.sock");
    expect(Buffer.byteLength(socket)).toBeLessThan(100);
  });

  test("a relative TMPDIR becomes absolute", () => {
    expect(temporaryPlaces("tmp").at(-1)).toBe(join(process.cwd(), "tmp"));
  });
});

describe("removeOwnedFolder", () => {
  test("removes everything below, links as links", async () => {
    const folder = createOwnedFolder({ places: [place] });
    writeFileSync(join(place, "precious"), "precious");
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/b/c"), "");
    symlinkSync(join(place, "precious"), join(folder, "link"));
    symlinkSync(place, join(folder, "a/up"));
    expect(await removeOwnedFolder(folder)).toBe(true);
    expect(readdirSync(place)).toEqual(["precious"]);
    expect(readFileSync(join(place, "precious"), "utf8")).toBe("precious");
    expect(await removeOwnedFolder(folder)).toBe(true);
  });

  test("leaves a folder without an owner file alone, and a link to one with", async () => {
    mkdirSync(join(place, "backlot-mine"));
    expect(await removeOwnedFolder(join(place, "backlot-mine"))).toBe(false);
    const folder = createOwnedFolder({ places: [place] });
    symlinkSync(folder, join(place, "backlot-link"));
    expect(await removeOwnedFolder(join(place, "backlot-link"))).toBe(false);
    expect(existsSync(folder)).toBe(true);
  });

  test("leaves a folder whose owner file is torn or a link", async () => {
    const folder = createOwnedFolder({ places: [place] });
    const text = readFileSync(join(folder, "owner.json"), "utf8");
    for (let length = 0; length < text.length - 1; length += 7) {
      writeFileSync(join(folder, "owner.json"), text.slice(0, length));
      expect(await removeOwnedFolder(folder)).toBe(false);
    }
    writeFileSync(join(place, "elsewhere.json"), text);
    rmSync(join(folder, "owner.json"));
    symlinkSync(join(place, "elsewhere.json"), join(folder, "owner.json"));
    expect(await removeOwnedFolder(folder)).toBe(false);
  });

  // Root may write everywhere, so a folder without write rights stops only other users.
  test.skipIf(process.getuid?.() === 0)("removes folders that can't be written", async () => {
    const folder = createOwnedFolder({ places: [place] });
    mkdirSync(join(folder, "cache/module"), { recursive: true });
    writeFileSync(join(folder, "cache/module/file"), "");
    for (const name of ["cache/module", "cache"])
      mkdirSync(join(folder, name), { recursive: true, mode: 0o555 });
    expect(await removeOwnedFolder(folder)).toBe(true);
  });
});
