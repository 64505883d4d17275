import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { utf8 } from "../core/index.ts";
import { openFolder } from "./folder.ts";

const at = Date.UTC(2025, 0, 15, 10, 30);
let outer = "";
let root = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "folder-")));
  root = join(outer, "root");
  mkdirSync(root);
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

test("what is not there is made when asked for", async () => {
  const folder = openFolder(join(root, "a/b"), { make: true });
  expect(folder.root).toBe(join(root, "a/b"));
  expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
});

test.each(["a/b", "x\0y", "file"])("what is no folder is empty and read only: %s", async (name) => {
  writeFileSync(join(root, "file"), "");
  const folder = openFolder(join(root, name), { make: false });
  expect([await folder.read("x", 1), await folder.stat("/"), await folder.list("", 9)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
  await expect(folder.write("x", utf8("x"), { mtimeMs: at })).rejects.toThrow(
    "ENOENT: no such file or directory, open 'x'",
  );
  await expect(folder.append("x", utf8("x"), { mtimeMs: at })).rejects.toThrow("ENOENT");
  await expect(folder.makeFolder("x")).rejects.toThrow("ENOENT");
  await folder.remove("x");
  expect(readdirSync(root)).toEqual(["file"]);
});

test("what can't be made is told with the path as given", () => {
  writeFileSync(join(root, "file"), "");
  expect(() => openFolder(join(root, "file"), { make: true })).toThrow(
    `ENOTDIR: not a directory, mkdir '${join(root, "file")}'`,
  );
  expect(() => openFolder(join(root, "file/x"), { make: true })).toThrow(/^ENOTDIR: /);
});

// Reason: only Linux has a folder in which the system makes none and says that it is not there.
test.skipIf(process.platform !== "linux")("making a folder where none can be ends", () => {
  expect(() => openFolder("/proc/backlot/a", { make: true })).toThrow(/^ENOENT: /);
});

test.each(["/proc/self/fd", "/nowhere"])(
  "the root of the file system may be opened, seen through %s",
  async (proc) => {
    writeFileSync(join(outer, "secret"), "x");
    const folder = openFolder("/", { make: false }, proc);
    expect(await folder.read(join(root, "../secret"), 9)).toEqual(utf8("x"));
  },
);
