import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findRepository, projectGit, type Repository } from "./index.ts";

let outer = "";
let root = "";

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  return execFileSync("git", [...identity, ...args], { cwd: root, encoding: "utf8" }).trim();
}

/** A program that says that it ran, and gives its input back. */
function program(): string {
  const file = join(outer, "program");
  writeFileSync(file, `#!/bin/sh\necho "$@" >>${join(outer, "ran")}\ncat\n`);
  chmodSync(file, 0o755);
  return file;
}

function found(folder = root): Repository {
  const repository = findRepository(folder);
  if ("why" in repository) throw new Error(repository.why);
  return repository;
}

async function said(repository: Repository, args: readonly string[]): Promise<string> {
  return Buffer.from((await repository.run(args)).stdout).toString();
}

/** Everything that the gate, the locks and the diff of contracts ask git for. */
async function askAll(): Promise<void> {
  const repository = found();
  for (const args of [
    ["status", "--porcelain", "--", ":(literal)a.py"],
    ["log", "-1", "--format=%H %ct", "--", ":(literal)a.py"],
    ["rev-list", "--count", "HEAD..HEAD"],
    ["blame", "--porcelain", "--no-textconv", "-L", "1,1", "--", "a.py"],
    ["cat-file", "blob", "HEAD:a.py"],
  ]) {
    expect([args[0], (await repository.run(args)).exitCode]).toEqual([args[0], 0]);
  }
  const project = await projectGit(root);
  if ("why" in project) throw new Error(project.why);
  await project.tracked();
  await project.ignored(["dist/x"]);
  await project.changedSince((await project.commit("HEAD")) ?? "");
}

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "repository-")));
  root = join(outer, "project");
  mkdirSync(root);
  git("init", "--quiet");
  writeFileSync(join(root, "a.py"), "1\n");
  git("add", "--all");
  git("commit", "--quiet", "-m", "x");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(outer, { recursive: true });
});

test("filters, converters, monitors, hooks and programs for signatures that a repository names ran when it was asked", async () => {
  const signed = git("cat-file", "commit", "HEAD").replace(
    "\n\n",
    "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----\n\n",
  );
  const made = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], {
    cwd: root,
    input: `${signed}\n`,
  });
  git("reset", "--quiet", "--soft", made.toString().trim());
  const evil = program();
  for (const [key, value] of Object.entries({
    "core.fsmonitor": evil,
    "core.hooksPath": outer,
    "core.pager": evil,
    "core.sshCommand": evil,
    "filter.one.clean": `${evil} clean`,
    "filter.one.required": "true",
    "filter.two with a.dot.process": `${evil} process`,
    "diff.x.textconv": `${evil} textconv`,
    "diff.x.command": `${evil} command`,
    "diff.external": evil,
    "log.showSignature": "true",
    "gpg.program": evil,
    "status.submoduleSummary": "true",
  })) {
    git("config", key, value);
  }
  writeFileSync(join(root, ".git/info/attributes"), "* filter=one diff=x\n*.md filter=two\n");
  // What was only touched, too, is looked into.
  writeFileSync(join(root, "a.py"), "2\n");
  writeFileSync(join(root, "b.md"), "2\n");
  await askAll();
  expect(existsSync(join(outer, "ran"))).toBe(false);
});

test("an object that is missing was fetched with the program that the repository names for it", async () => {
  const evil = program();
  const blob = git("rev-parse", "HEAD:a.py");
  git("config", "extensions.partialClone", "origin");
  git("config", "remote.origin.url", outer);
  git("config", "remote.origin.promisor", "true");
  git("config", "remote.origin.uploadpack", evil);
  rmSync(join(root, ".git/objects", blob.slice(0, 2), blob.slice(2)));
  const { exitCode } = await found().run(["cat-file", "blob", "HEAD:a.py"]);
  expect(exitCode).not.toBe(0);
  expect(existsSync(join(outer, "ran"))).toBe(false);
});

test("filters of the user's own configuration still tell what changed", async () => {
  const home = join(outer, "home");
  mkdirSync(home);
  writeFileSync(join(home, ".gitconfig"), `[filter "own"]\n\tclean = ${program()}\n`);
  vi.stubEnv("HOME", home);
  writeFileSync(join(root, ".git/info/attributes"), "* filter=own\n");
  writeFileSync(join(root, "a.py"), "2\n");
  expect(await said(found(), ["status", "--porcelain"])).toBe(" M a.py\n");
  expect(existsSync(join(outer, "ran"))).toBe(true);
});

test("a filter whose name can't be given to git is no way round", async () => {
  git("config", "filter.a=b.clean", program());
  writeFileSync(join(root, ".git/info/attributes"), "* filter=a=b\n");
  writeFileSync(join(root, "a.py"), "2\n");
  await expect(found().run(["status", "--porcelain"])).rejects.toThrow("filter of the name");
  expect(existsSync(join(outer, "ran"))).toBe(false);
});

test("a folder of the project that looks like a bare repository was taken for one", async () => {
  const evil = join(root, "evil");
  execFileSync("git", ["init", "--quiet", "--bare", evil]);
  execFileSync("git", ["config", "--file", join(evil, "config"), "core.fsmonitor", program()]);
  execFileSync("git", ["config", "--file", join(evil, "config"), "core.bare", "false"]);
  execFileSync("git", ["config", "--file", join(evil, "config"), "core.worktree", ".."]);
  expect(findRepository(evil)).toEqual({ why: expect.stringContaining("bare repository") as string });
  // Where only git itself sees it, git was told.
  const { exitCode } = await found().run(["status"], undefined, evil);
  expect(exitCode).not.toBe(0);
});
