import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openCodeCache } from "./code-cache.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An installation with one built file. */
function installation(): { modules: string; dist: string; file: string } {
  const modules = join(mkdtempSync(join(tmpdir(), "code-cache-")), "node_modules");
  folders.push(join(modules, ".."));
  const dist = join(modules, "backlot", "dist");
  mkdirSync(join(dist, "chunks"), { recursive: true });
  const file = join(dist, "chunks", "world-abc.cjs");
  writeFileSync(file, "");
  return { modules, dist, file };
}

test("what is kept is read again, by the same version and program alone", () => {
  const { modules, dist, file } = installation();
  const cache = openCodeCache(dist, "1f", "serve");
  expect(cache.read(file)).toBeUndefined();
  expect(cache.keep(file, Buffer.from("compiled"))).toBe(true);
  expect(cache.read(file)).toEqual(Buffer.from("compiled"));
  expect(openCodeCache(dist, "2a", "serve").read(file)).toBeUndefined();
  expect(openCodeCache(dist, "1f", "run").read(file)).toBeUndefined();
  expect(readdirSync(join(modules, ".cache", "backlot", "compiled", "serve"))).toEqual(["world-abc.cjs-1f"]);
});

test("what was kept of files that are gone, and what was left unfinished, is removed with the next file", () => {
  const { modules, dist, file } = installation();
  const folder = join(modules, ".cache", "backlot", "compiled", "serve");
  mkdirSync(folder, { recursive: true });
  for (const name of ["old-123.cjs-1f", "world-abc.cjs-2a", "world-abc.cjs-2a.4711"])
    writeFileSync(join(folder, name), "");
  openCodeCache(dist, "1f", "serve").keep(file, Buffer.from("compiled"));
  expect(readdirSync(folder).toSorted()).toEqual(["world-abc.cjs-1f", "world-abc.cjs-2a"]);
});

test("nothing is kept where there is no node_modules, or where nothing can be written", () => {
  const { modules, dist, file } = installation();
  const elsewhere = join(modules, "..", "opt", "backlot", "dist");
  expect(openCodeCache(elsewhere, "1f", "serve").keep(file, Buffer.from("compiled"))).toBe(false);
  writeFileSync(join(modules, ".cache"), "a file where the folder should be");
  expect(openCodeCache(dist, "1f", "serve").keep(file, Buffer.from("compiled"))).toBe(false);
});
