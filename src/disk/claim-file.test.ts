import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { utf8 } from "../core/index.ts";
import { claimFile, type FileClaim } from "./claim-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function claim(path: string): FileClaim {
  const made = claimFile(path);
  if (made === undefined) throw new Error("someone else has it");
  return made;
}

test("a claimed file is written by its owner alone, in folders that are made, and leaves nothing else", () => {
  const path = join(folder, "a/b/f.json");
  const first = claim(path);
  expect(claimFile(path)).toBeUndefined();
  first.write(utf8("1"));
  first.write(utf8("2"));
  first.release();
  first.release();
  expect(readFileSync(path, "utf8")).toBe("2");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "a/b"))).toEqual(["f.json"]);
  claim(path).release();
});

test("a claim that is released again does not take another's away", () => {
  const path = join(folder, "f.json");
  const first = claim(path);
  first.release();
  const second = claim(path);
  first.release();
  expect(claimFile(path)).toBeUndefined();
  second.release();
});

test("a folder that can't be made is a finding", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => claimFile(join(folder, "file/f.json"))).toThrow(/cannot-write/);
});
