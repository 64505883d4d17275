import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";

// What was compiled is kept beside an installation, so each test has one of its own.
let root = "";
let kept = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "compiled-"));
  const installed = join(root, "node_modules", "backlot");
  mkdirSync(installed, { recursive: true });
  for (const name of ["dist", "package.json"])
    cpSync(resolve(name), join(installed, name), {
      recursive: true,
      filter: (source) => !/\/dist\/types/.test(source),
    });
  kept = join(root, "node_modules", ".cache", "backlot", "compiled");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function backlot(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const main = join(root, "node_modules", "backlot", "dist", "cli", "main.js");
  const { NODE_V8_COVERAGE: _coverage, NODE_DISABLE_COMPILE_CACHE: _off, ...inherited } = process.env;
  return spawnSync(process.execPath, [main, ...words], {
    cwd: root,
    env: { ...inherited, ...env },
    encoding: "utf8",
    timeout: 30_000,
  });
}

function files(): string[] {
  return existsSync(kept) ? readdirSync(kept, { recursive: true, encoding: "utf8" }).toSorted() : [];
}

test("what a command compiled is kept for the next, which says the same", () => {
  const first = backlot(["explain", "BKL2001"]);
  expect(first.status).toBe(0);
  const after = files();
  expect(after.filter((name) => /^explain\/application-[\w-]+\.cjs-[0-9a-f]+$/.test(name))).toHaveLength(1);
  const bytes = readFileSync(join(kept, after.find((name) => name.includes("application-")) ?? ""));
  expect(backlot(["explain", "BKL2001"])).toMatchObject({ status: 0, stdout: first.stdout, stderr: "" });
  expect(files()).toEqual(after);
  expect(readFileSync(join(kept, after.find((name) => name.includes("application-")) ?? ""))).toEqual(bytes);
});

test("kept code that was cut or written over is refused and made again", () => {
  const { stdout } = backlot(["explain", "BKL2001"]);
  const place = join(kept, files().find((name) => name.includes("application-")) ?? "");
  const whole = readFileSync(place);
  for (const broken of [whole.subarray(0, 1000), Buffer.alloc(whole.length, 7), Buffer.alloc(0)]) {
    writeFileSync(place, broken);
    expect(backlot(["explain", "BKL2001"])).toMatchObject({ status: 0, stdout, stderr: "" });
    expect(readFileSync(place).length).toBeGreaterThan(5_000);
  }
});

test("nothing is kept of wrong command lines, for coverage, or where Node's switch forbids it", () => {
  expect(backlot(["explian", "BKL2001"]).status).toBe(2);
  expect(backlot(["../../../escape"]).status).toBe(2);
  expect(backlot(["explain", "BKL2001"], { NODE_DISABLE_COMPILE_CACHE: "1" }).status).toBe(0);
  expect(backlot(["explain", "BKL2001"], { NODE_V8_COVERAGE: join(root, "coverage") }).status).toBe(0);
  expect(files()).toEqual([]);
});

test("an installation that can't be written to starts as well", () => {
  writeFileSync(join(root, "node_modules", ".cache"), "a file where the folder should be");
  expect(backlot(["explain", "BKL2001"])).toMatchObject({ status: 0, stderr: "" });
});
