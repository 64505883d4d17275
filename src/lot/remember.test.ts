import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failed, finding, ok, utf8, type Result } from "../core/index.ts";
import type { ReadFile } from "../scenario/index.ts";
import { remembered } from "./remember.ts";

let root: string;
let loads: number;
let result: Result<number>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "remember-"));
  loads = 0;
  result = ok(1);
  for (const name of ["a.toml", "included.toml"]) writeFileSync(join(root, name), "one");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const read: ReadFile = () => ({ ok: true, bytes: utf8("") });

function load(files: readonly string[] = ["a.toml"]): Promise<Result<number>> {
  return remembered(root, files, read, async (readFile) => {
    loads += 1;
    for (const name of ["a.toml", "included.toml", "absent.txt"]) readFile(name, 10);
    return await Promise.resolve(result);
  });
}

test("a scenario whose files have not changed is loaded once", async () => {
  await load();
  expect(await load()).toEqual(ok(1));
  expect(loads).toBe(1);
  await load(["included.toml"]);
  expect(loads).toBe(2);
});

test.each([
  ["the file is written", () => writeFileSync(join(root, "a.toml"), "two")],
  ["an included file is written", () => writeFileSync(join(root, "included.toml"), "two!")],
  [
    "a file is replaced by one as long",
    () => {
      writeFileSync(join(root, "new"), "eno");
      renameSync(join(root, "new"), join(root, "a.toml"));
    },
  ],
  ["a file goes", () => rmSync(join(root, "included.toml"))],
  ["a file that was looked for comes", () => writeFileSync(join(root, "absent.txt"), "")],
])("it is loaded again when %s", async (_, change) => {
  await load();
  change();
  await load();
  await load();
  expect(loads).toBe(2);
});

test("what could not be loaded is tried again", async () => {
  result = failed([finding("no-scenario", { what: "not there" })]);
  await load();
  await load();
  expect(loads).toBe(2);
});
