import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { projectGit, type ProjectGit } from "./index.ts";

let root = "";

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  return execFileSync("git", [...identity, ...args], { cwd: root, encoding: "utf8" }).trim();
}

async function opened(folder = root): Promise<ProjectGit> {
  const found = await projectGit(folder);
  if ("why" in found) throw new Error(found.why);
  return found;
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "project-git-")));
  git("init", "--quiet");
  mkdirSync(join(root, "app/tests"), { recursive: true });
  writeFileSync(join(root, ".gitignore"), "dist/\n");
  writeFileSync(join(root, "app/tests/é.py"), "1\n");
  writeFileSync(join(root, "app/a.py"), "1\n");
  git("add", "--all");
  git("commit", "--quiet", "-m", "x");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

test("paths are the folder's own, in whatever script they are written", async () => {
  expect(await (await opened(join(root, "app"))).tracked()).toEqual(["a.py", "tests/é.py"]);
  expect(await (await opened()).tracked()).toEqual([".gitignore", "app/a.py", "app/tests/é.py"]);
});

test("what git is told to ignore is known of paths that are not there", async () => {
  const project = await opened();
  expect(await project.ignored(["dist/a.js", "data/x", "../y", "/z", "é\ndist"])).toEqual(["dist/a.js"]);
  expect(await project.ignored(["data/x"])).toEqual([]);
  expect(await project.ignored([])).toEqual([]);
});

test("what changed since a commit is committed, changed, added or new", async () => {
  const project = await opened();
  const id = await project.commit("HEAD");
  expect(id).toBe(git("rev-parse", "HEAD"));
  expect(await project.changedSince(id ?? "")).toEqual([]);
  writeFileSync(join(root, "app/committed.py"), "1\n");
  git("add", "--all");
  git("commit", "--quiet", "-m", "y");
  git("mv", "app/a.py", "app/b.py");
  writeFileSync(join(root, "new.py"), "1\n");
  mkdirSync(join(root, "dist"));
  writeFileSync(join(root, "dist/made.js"), "1\n");
  expect(await project.changedSince(id ?? "")).toEqual([
    "app/a.py",
    "app/b.py",
    "app/committed.py",
    "new.py",
  ]);
  expect(await (await opened(join(root, "app"))).changedSince(id ?? "")).toEqual([
    "a.py",
    "b.py",
    "committed.py",
  ]);
});

test.each(["nothing", "--upload-pack=x", "", "HEAD:app/a.py"])("%j is no commit", async (name) => {
  expect(await (await opened()).commit(name)).toBeUndefined();
});

test("a folder in no repository says so", async () => {
  rmSync(join(root, ".git"), { recursive: true });
  vi.stubEnv("GIT_DIR", join(root, "elsewhere"));
  expect(await projectGit(root)).toMatchObject({ why: expect.stringContaining("not a git repository") });
  expect(await projectGit(join(root, "none"))).toMatchObject({
    why: expect.stringContaining("there is no folder"),
  });
});

test("nothing of the repository is run", async () => {
  const program = join(root, "evil");
  writeFileSync(program, `#!/bin/sh\ntouch ${root}/ran\ncat\n`);
  chmodSync(program, 0o755);
  for (const name of ["core.fsmonitor", "core.pager", "diff.external", "pager.diff"])
    git("config", name, program);
  git("config", "diff.d.textconv", program);
  writeFileSync(join(root, ".gitattributes"), "*.py diff=d\n");
  const project = await opened();
  const id = (await project.commit("HEAD")) ?? "";
  rmSync(join(root, "ran"), { force: true });
  writeFileSync(join(root, "app/a.py"), "2\n");
  expect(await project.changedSince(id)).toContain("app/a.py");
  await project.tracked();
  expect(existsSync(join(root, "ran"))).toBe(false);
});
