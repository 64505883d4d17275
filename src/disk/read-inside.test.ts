import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { limits, utf8 } from "../core/index.ts";
import { readInside, refusedPath, resolveInside } from "./read-inside.ts";
import { writeInside } from "./write-inside.ts";

let outside: string;
let root: string;
let scenario: string;
beforeEach(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), "disk-test-")));
  root = join(outside, "project");
  mkdirSync(join(root, "scenarios"), { recursive: true });
  scenario = join(root, "scenarios", "backlot.toml");
  writeFileSync(join(root, "shared.json"), "shared");
  writeFileSync(join(root, "scenarios", "near.json"), "near");
  writeFileSync(join(outside, "secret"), "secret");
  mkdirSync(join(outside, "project-evil"));
  writeFileSync(join(outside, "project-evil", "secret"), "secret");
});
afterEach(() => {
  rmSync(outside, { recursive: true, force: true });
});

function read(path: string, bytesMax?: number): string {
  const result = readInside(root, scenario, path, { bytesMax });
  return result.ok ? Buffer.from(result.value).toString() : (result.findings[0]?.name ?? "");
}

describe("readInside", () => {
  test("reads beside the file that names it, and anywhere in the project", () => {
    expect(read("near.json")).toBe("near");
    expect(read("../shared.json")).toBe("shared");
    expect(read("./../scenarios/near.json")).toBe("near");
  });

  test("says which file is missing", () => {
    const result = readInside(root, scenario, "none.json");
    expect(result.findings[0]).toMatchObject({
      name: "file-not-found",
      what: `"none.json" can't be read: no such file or directory (ENOENT)`,
    });
  });

  test.each([
    "../../secret",
    "../../../../../../etc/passwd",
    "../../project-evil/secret",
    "/etc/passwd",
    "..",
    "../..",
    ".",
    "",
    "near.json\0",
    "C:/windows/win.ini",
    "c:secret",
    "..\\..\\secret",
    "\\\\server\\share\\file",
    "near.json/../../../secret",
  ])("refuses %j", (path) => {
    expect(read(path)).toBe("bad-path");
  });

  test("takes what looks like an escape in another notation as a plain name", () => {
    expect(read("..%2f..%2fsecret")).toBe("file-not-found");
    expect(read("....//secret")).toBe("file-not-found");
    expect(read("~/secret")).toBe("file-not-found");
  });

  test("follows links inside the project and none that leaves it", () => {
    symlinkSync("near.json", join(root, "scenarios", "good"));
    symlinkSync(join(outside, "secret"), join(root, "scenarios", "file"));
    symlinkSync(outside, join(root, "scenarios", "folder"));
    symlinkSync("/dev/zero", join(root, "scenarios", "zero"));
    symlinkSync("loop", join(root, "scenarios", "loop"));
    expect(read("good")).toBe("near");
    expect(read("file")).toBe("bad-path");
    expect(read("folder/secret")).toBe("bad-path");
    expect(read("zero")).toBe("bad-path");
    expect(read("loop")).toBe("file-not-found");
  });

  test("reads regular files only and never waits for a FIFO", () => {
    expect(spawnSync("mkfifo", [join(root, "scenarios", "fifo")]).status).toBe(0);
    expect(read("fifo")).toBe("bad-path");
    expect(read("../scenarios")).toBe("bad-path");
  });

  test("a file of the largest size is read, one byte more is refused", () => {
    expect(read("near.json", 4)).toBe("near");
    expect(read("near.json", 3)).toBe("over-limit");
    writeFileSync(join(root, "scenarios", "big"), "");
    truncateSync(join(root, "scenarios", "big"), limits.replyFileBytes + 1);
    expect(read("big")).toBe("over-limit");
    writeFileSync(join(root, "scenarios", "empty"), "");
    expect(read("empty", 0)).toBe("");
  });

  test("a path of the longest length is looked for, one character more is refused", () => {
    const name = "a/".repeat(limits.pathChars / 2);
    expect(refusedPath(name)).toBeUndefined();
    expect(refusedPath(`${name}a`)).toBe("is longer than 4096 characters");
  });

  test("a project that is itself reached through a link is still one project", () => {
    symlinkSync(root, join(outside, "alias"));
    const result = readInside(
      join(outside, "alias"),
      join(outside, "alias/scenarios/backlot.toml"),
      "near.json",
    );
    expect(result.ok).toBe(true);
  });

  test("a link that is swapped while it is opened never lets another file out", async () => {
    mkdirSync(join(root, "scenarios", "real"));
    writeFileSync(join(root, "scenarios", "real", "secret"), "fine");
    const swapper = new Worker(
      `const { symlinkSync, renameSync } = require("node:fs");
       const { workerData: folder } = require("node:worker_threads");
       for (let turn = 0; ; turn += 1) {
         symlinkSync(turn % 2 ? "real" : ${JSON.stringify(outside)}, folder + "/next");
         renameSync(folder + "/next", folder + "/swapped");
       }`,
      { eval: true, workerData: join(root, "scenarios") },
    );
    const seen = new Map<string, number>();
    try {
      const deadline = Date.now() + 10_000;
      const sawBoth = () => seen.has("fine") && seen.has("bad-path");
      for (let turn = 0; (turn < 1000 || !sawBoth()) && Date.now() < deadline; turn += 1) {
        const result = read("swapped/secret");
        seen.set(result, (seen.get(result) ?? 0) + 1);
        if (turn % 100 === 0) await new Promise((done) => setImmediate(done));
      }
    } finally {
      await swapper.terminate();
    }
    expect(seen.get("secret")).toBeUndefined();
    expect([...seen.keys()].every((key) => ["fine", "bad-path", "file-not-found"].includes(key))).toBe(true);
    expect([...seen.keys()]).toEqual(expect.arrayContaining(["fine", "bad-path"]));
  });
});

describe("refusedPath", () => {
  test.each(["con", "a/NUL.txt", "com1", "file.txt:stream", "trailing.", "folder /a", "aux"])(
    "refuses %j on Windows, where it means something else",
    (path) => {
      expect(refusedPath(path, "win32")).not.toBeUndefined();
      expect(refusedPath(path, "linux")).toBeUndefined();
    },
  );

  test("leaves plain relative paths alone on Windows", () => {
    expect(refusedPath("../fixtures/./console.json", "win32")).toBeUndefined();
  });
});

describe("resolveInside", () => {
  test("answers for a file that does not exist yet, in a folder that does not either", () => {
    const result = resolveInside(root, scenario, "fixtures/new/terraform.json");
    expect(result).toMatchObject({ ok: true, value: join(root, "scenarios/fixtures/new/terraform.json") });
  });

  test("refuses a new file below a link that leaves the project, even one that leads nowhere yet", () => {
    symlinkSync(outside, join(root, "scenarios", "out"));
    symlinkSync(join(outside, "later"), join(root, "scenarios", "dangling"));
    expect(resolveInside(root, scenario, "out/new.json").ok).toBe(false);
    expect(resolveInside(root, scenario, "dangling/new.json").ok).toBe(false);
    renameSync(join(root, "scenarios", "out"), join(root, "scenarios", "elsewhere"));
    expect(resolveInside(root, scenario, "out/new.json").ok).toBe(true);
  });
});

describe("writeInside", () => {
  test("makes the folders it needs and writes a private file", () => {
    const result = writeInside(root, scenario, "../fixtures/new/terraform.json", utf8("{}"));
    const path = join(root, "fixtures/new/terraform.json");
    expect(result).toMatchObject({ ok: true, value: path });
    expect(readFileSync(path, "utf8")).toBe("{}");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("writes nothing outside the project", () => {
    symlinkSync(outside, join(root, "scenarios", "out"));
    for (const path of ["out/secret", "../../secret", "/tmp/secret", "out/new/file"]) {
      expect(writeInside(root, scenario, path, utf8("x")).findings[0]?.name).toBe("bad-path");
    }
    expect(readFileSync(join(outside, "secret"), "utf8")).toBe("secret");
    expect(readdirSync(outside).sort()).toEqual(["project", "project-evil", "secret"]);
  });

  test("says what is wrong when a file stands where a folder is needed", () => {
    const result = writeInside(root, scenario, "near.json/new.json", utf8("x"));
    expect(result.findings[0]?.what).toContain("not a directory (ENOTDIR)");
    expect(readFileSync(join(root, "scenarios", "near.json"), "utf8")).toBe("near");
  });
});
