import { execFile, execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { root } from "./source/files.ts";

const run = promisify(execFile);
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "backlot-check-test-"));
  folders.push(made);
  cpSync(path.join(root, "scripts"), path.join(made, "scripts"), { recursive: true });
  return made;
}

/** What each tool prints and how it exits, when all is well. */
const sound: Readonly<Record<string, string>> = {
  oxfmt: "Finished in 9ms on 2 files using 2 threads.",
  oxlint: "Finished in 9ms on 2 files with 184 rules using 2 threads.",
  tsc: "Files:              82",
  knip: "getImportsAndExports    46  0.13",
  vitest: "      Tests  1 skipped | 60 passed (61)",
};

/** A project whose tools are stand-ins, so that only what check.mjs makes of their output is looked at. */
function project(
  tools: Readonly<Record<string, string>>,
  exits: Readonly<Record<string, number>> = {},
): string {
  const made = folder();
  const rooms = { core: { pure: true } };
  writeFileSync(path.join(made, "architecture.json"), JSON.stringify({ rooms }));
  mkdirSync(path.join(made, "src/core"), { recursive: true });
  for (const name of ["a.ts", "a.test.ts"]) writeFileSync(path.join(made, "src/core", name), "");
  mkdirSync(path.join(made, "node_modules/.bin"), { recursive: true });
  for (const [name, output] of Object.entries(tools)) {
    const file = path.join(made, "node_modules/.bin", name);
    writeFileSync(file, `#!/bin/sh\necho '${output}'\nexit ${exits[name] ?? 0}\n`);
    chmodSync(file, 0o755);
  }
  return made;
}

async function check(made: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const done = await run(process.execPath, ["scripts/check.mjs", ...args], { cwd: made }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: unknown) => error as { code: number; stdout: string },
  );
  return {
    code: done.code,
    lines: done.stdout
      .trimEnd()
      .replaceAll(/\d+\.\d s/g, "S")
      .split("\n"),
  };
}

describe("npm run check", () => {
  test("prints one line a step when all is well", async () => {
    const { code, lines } = await check(project(sound));
    expect(code).toBe(0);
    expect(lines.slice(0, -1).sort()).toEqual([
      "ok   dead code  S",
      "ok   format     S",
      "ok   lint       S",
      "ok   pure types S",
      "ok   types      S",
      "ok   unit tests S",
    ]);
    expect(lines.at(-1)).toBe("check: 6 steps passed in S");
  });

  test("shows the output of the step that failed, and of no other", async () => {
    const { code, lines } = await check(project(sound, { oxlint: 1 }));
    expect(code).toBe(1);
    expect(lines).toContain(sound["oxlint"]);
    expect(lines).not.toContain(sound["tsc"]);
    expect(lines.at(-1)).toBe("check: failed: lint (S)");
  });

  test.each([
    ["oxfmt", "on 1 files", "read 1 where there are at least 2"],
    ["oxlint", "Found 0 warnings and 0 errors.", "read 0 where there are at least 2"],
    ["tsc", "", "read 0 where there are at least 2"],
    ["knip", "", "read 0 where there are at least 2"],
    ["vitest", "No test files found, exiting with code 0", "read 0 where there are at least 31"],
  ])("fails when %s passes without having read the files", async (name, output, problem) => {
    const { code, lines } = await check(project({ ...sound, [name]: output }));
    expect(code).toBe(1);
    expect(lines).toContain(`it passed, but ${problem}`);
  });

  test("runs a choice of steps and refuses one that it has not", async () => {
    const made = project(sound);
    expect((await check(made, "--only", "format,rooms")).lines.at(-1)).toBe("check: 2 steps passed in S");
    expect((await check(made, "--without", "unit tests")).lines.at(-1)).toBe("check: 5 steps passed in S");
    expect((await check(made, "--only", "rooms,nonsense")).code).toBe(1);
  });

  test("a tool that is not installed is a failure that says what to do", async () => {
    const made = project(sound);
    rmSync(path.join(made, "node_modules/.bin/knip"));
    expect((await check(made)).lines).toContain("knip is not installed: run npm ci");
  });
});

describe("after npm install", () => {
  // Inside a git hook, variables would lead git to the repository that runs the test.
  const bare = { PATH: process.env["PATH"] };
  const prepare = (made: string, env: Readonly<Record<string, string>>): void => {
    execFileSync(process.execPath, ["scripts/prepare.mjs"], {
      cwd: made,
      env: { ...bare, ...env },
    });
  };
  const hooks = (made: string): string => {
    const stdout = execFileSync("git", ["config", "--local", "--list"], {
      cwd: made,
      env: bare,
      encoding: "utf8",
    });
    return /^core\.hookspath=(.*)$/m.exec(stdout)?.[1] ?? "";
  };

  test("a clone runs the hooks of .githooks, CI does not, and a tarball is left alone", () => {
    const clone = folder();
    execFileSync("git", ["init", "-q"], { cwd: clone, env: bare });
    prepare(clone, { CI: "true" });
    expect(hooks(clone)).toBe("");
    prepare(clone, {});
    expect(hooks(clone)).toBe(".githooks");
    expect(() => prepare(folder(), {})).not.toThrow();
    expect(() => prepare(folder(), { PATH: "" })).not.toThrow();
  });
});
