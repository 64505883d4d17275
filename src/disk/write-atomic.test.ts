import { execFileSync } from "node:child_process";
import {
  lstatSync,
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
import { join } from "node:path";

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { BacklotError, bytesEqual, utf8 } from "../core/index.ts";
import { type FileSystem, realFileSystem } from "./file-system.ts";
import { writeAtomic } from "./write-atomic.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Call = keyof FileSystem;
type Hook = (call: Call, index: number) => void;

/** The real disk with a hook before every call. */
function watched(before: Hook): FileSystem {
  let index = 0;
  const wrap = (call: Call) => {
    const real = realFileSystem[call] as (...given: unknown[]) => unknown;
    return (...given: unknown[]) => {
      index += 1;
      before(call, index - 1);
      return real(...given);
    };
  };
  return Object.fromEntries(
    (Object.keys(realFileSystem) as Call[]).map((call) => [call, wrap(call)]),
  ) as never;
}

function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: made to fail`), { code });
}

function failureOf(action: () => void): BacklotError {
  try {
    action();
  } catch (error) {
    if (error instanceof BacklotError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

describe("writeAtomic", () => {
  test("writes a private file and replaces it whole", () => {
    const path = join(folder, "a.json");
    writeAtomic(path, utf8("old"));
    writeAtomic(path, utf8("new and longer"));
    expect(readFileSync(path, "utf8")).toBe("new and longer");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["a.json"]);
  });

  test("gives the file the mode that was asked for", () => {
    const path = join(folder, "backlot.toml");
    writeAtomic(path, utf8("x"), { mode: 0o644 });
    expect(statSync(path).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  test("keeps the order that survives a power failure: write, fsync, close, rename, fsync of the folder", () => {
    const calls: Call[] = [];
    writeAtomic(join(folder, "a"), utf8("x"), { fileSystem: watched((call) => calls.push(call)) });
    expect(calls).toEqual(["open", "open", "write", "fsync", "close", "rename", "fsync", "close"]);
  });

  test("replaces a symbolic link instead of writing through it", () => {
    const target = join(folder, "precious");
    writeFileSync(target, "precious");
    symlinkSync(target, join(folder, "link"));
    writeAtomic(join(folder, "link"), utf8("new"));
    expect(readFileSync(target, "utf8")).toBe("precious");
    expect(readFileSync(join(folder, "link"), "utf8")).toBe("new");
  });

  test("says what is wrong when the folder is missing or is a file", () => {
    writeFileSync(join(folder, "file"), "");
    const missing = failureOf(() => writeAtomic(join(folder, "none", "a"), utf8("x")));
    expect(missing.findings[0]).toMatchObject({ name: "cannot-write" });
    expect(missing.findings[0]?.what).toMatch(/could not be written: no such file or directory \(ENOENT\)$/);
    const notFolder = failureOf(() => writeAtomic(join(folder, "file", "a"), utf8("x")));
    expect(notFolder.findings[0]?.what).toContain("not a directory (ENOTDIR)");
  });

  test("removes its temporary file when the target is a folder", () => {
    mkdirSync(join(folder, "taken"));
    expect(failureOf(() => writeAtomic(join(folder, "taken"), utf8("x"))).code).toBe("BKL5012");
    expect(readdirSync(folder)).toEqual(["taken"]);
  });

  test.each(["ENOSPC", "EIO", "EACCES"])(
    "each disk call in turn fails with %s: never half, nothing left",
    (code) => {
      const path = join(folder, "a.json");
      const [old, next] = [utf8("old ".repeat(1000)), utf8("new ".repeat(2000))];
      const seen: Call[] = [];
      for (let failing = 0; failing < 20; failing += 1) {
        writeAtomic(path, old);
        let failed: Call | undefined;
        const fileSystem = watched((call, index) => {
          if (index !== failing) return;
          failed = call;
          throw diskError(code);
        });
        const write = () => writeAtomic(path, next, { fileSystem });
        // Index 7 is the close of the folder, whose failure changes nothing.
        if (failing >= 7) write();
        else expect(failureOf(write).findings[0]?.what).toContain(`(${code})`);
        // Index 6 is the folder's fsync, after the rename: from there on the new content is in place.
        expect(bytesEqual(readFileSync(path), failing >= 6 ? next : old)).toBe(true);
        expect(readdirSync(folder)).toEqual(["a.json"]);
        if (failed === undefined) break;
        seen.push(failed);
      }
      expect(seen).toEqual(["open", "open", "write", "fsync", "close", "rename", "fsync", "close"]);
    },
  );

  test("a disk that takes a few bytes at a time still gets all of them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 7 }), (bytes, atMost) => {
        const path = join(folder, "slow");
        const fileSystem: FileSystem = {
          ...realFileSystem,
          write: (descriptor, from, offset, length) =>
            realFileSystem.write(descriptor, from, offset, Math.min(length, atMost)),
        };
        writeAtomic(path, bytes, { fileSystem });
        expect(bytesEqual(readFileSync(path), bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

test("a device or a FIFO was replaced by a file", ({ skip }) => {
  skip(process.platform === "win32", "Windows has neither in its folders");
  const fifo = join(folder, "fifo");
  execFileSync("mkfifo", [fifo]);
  symlinkSync(fifo, join(folder, "to-fifo"));
  symlinkSync("/dev/null", join(folder, "to-device"));
  for (const name of ["fifo", "to-fifo", "to-device"]) {
    expect(() => writeAtomic(join(folder, name), utf8("x"))).toThrow("cannot-write");
  }
  expect(lstatSync(fifo).isFIFO()).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(["fifo", "to-device", "to-fifo"]);
});
