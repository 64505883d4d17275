import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { hideFromGit } from "./hide-from-git.ts";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hide-"));
  folder = join(root, "fixtures", "deep");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, "package.json"), "{}");
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

test("a folder gets one line, once", () => {
  hideFromGit(folder, "*.review");
  hideFromGit(folder, "*.review");
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*.review\n");
});

test("what the file held before stays", () => {
  writeFileSync(join(folder, ".gitignore"), "*.log");
  hideFromGit(folder, "*.review");
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*.log\n*.review\n");
});

test("nothing is written where a folder above says so already, up to the project's", () => {
  writeFileSync(join(root, ".gitignore"), "node_modules\r\n*.review\r\n");
  hideFromGit(folder, "*.review");
  hideFromGit(root, "*.review");
  expect(readdirSync(folder)).toEqual([]);
});
