import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { isInstalled } from "../scripts/runner/commands.ts";

const run = promisify(execFile);
const repository = path.join(import.meta.dirname, "..", "..");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A project with backlot installed, and `backlot` on its PATH. */
function project(files: Readonly<Record<string, string>>): {
  folder: string;
  env: Readonly<Record<string, string>>;
} {
  const folder = mkdtempSync(path.join(tmpdir(), "init-"));
  folders.push(folder);
  mkdirSync(path.join(folder, "node_modules", ".bin"), { recursive: true });
  symlinkSync(repository, path.join(folder, "node_modules", "backlot"));
  symlinkSync(path.join(repository, "node_modules", "vitest"), path.join(folder, "node_modules", "vitest"));
  symlinkSync(
    path.join(repository, "dist", "cli", "main.js"),
    path.join(folder, "node_modules", ".bin", "backlot"),
  );
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const bin = path.join(folder, "node_modules", ".bin");
  return { folder, env: { PATH: `${bin}:${process.env["PATH"]}`, HOME: folder, NO_COLOR: "1" } };
}

const vitest = path.join(repository, "node_modules", "vitest", "vitest.mjs");

const cases: readonly [
  runner: string,
  files: Readonly<Record<string, string>>,
  written: string,
  command: readonly string[],
][] = [
  [
    "vitest in TypeScript",
    {
      "package.json": '{ "name": "shop", "type": "module", "devDependencies": { "vitest": "^4" } }',
      "tsconfig.json": "{}",
      "tests/other.txt": "",
    },
    "tests/backlot-example.test.ts",
    ["node", vitest, "run"],
  ],
  // That it passes is shown by the consumer project, which has jest.
  [
    "jest",
    { "package.json": '{ "name": "shop", "devDependencies": { "jest": "^30" } }', "tests/other.txt": "" },
    "tests/backlot-example.test.js",
    ["jest-is-not-installed-here"],
  ],
  [
    "jest in a project of modules",
    { "package.json": '{ "name": "shop", "type": "module" }', "jest.config.js": "" },
    "test/backlot-example.test.cjs",
    ["jest-is-not-installed-here"],
  ],
  [
    "node:test",
    { "package.json": '{ "name": "shop" }' },
    "test/backlot-example.test.mjs",
    ["node", "--test", "test/backlot-example.test.mjs"],
  ],
  [
    "pytest",
    { "pyproject.toml": "" },
    "test/test_backlot_example.py",
    ["pytest", "-q", "-p", "no:cacheprovider", "test/test_backlot_example.py"],
  ],
  ["bats", { "test/old.bats": "" }, "test/backlot-example.bats", ["bats", "test/backlot-example.bats"]],
];

test.each(cases)(
  "the example for %s passes as it is",
  async (_, files, written, command) => {
    const { folder, env } = project(files);
    const { stdout } = await run("backlot", ["init"], { cwd: folder, env });
    expect(stdout).toContain(`written: ${written}, `);
    expect(readFileSync(path.join(folder, written), "utf8")).toContain("Put your own program here");
    expect((await run("backlot", ["check"], { cwd: folder, env })).stdout).toMatch(/, all well\n$/);
    const [program = "", ...args] = command;
    if (!isInstalled(program, env["PATH"] ?? "")) return;
    const done = await run(program, args, { cwd: folder, env, timeout: 60_000 });
    expect(done.stdout).toMatch(/1 passed|pass 1|1 test|^ok 1/m);
  },
  90_000,
);
