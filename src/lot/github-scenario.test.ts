import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ConfigValidationError, limits } from "../core/index.ts";
import type { GithubConfig } from "../doubles/github/index.ts";
import { githubDouble } from "../doubles/github/index.ts";
import { defineScenario } from "./define-scenario.ts";
import { describeScenario } from "./describe.ts";
import { loadScenario, tryLoadScenario } from "./load.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A project with these files; ends of paths in "!" are executable. */
function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), "backlot-github-"));
  made.push(root);
  for (const [path, content] of Object.entries({ ".git/HEAD": "", ...files })) {
    const file = join(root, path.replace(/!$/, ""));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: path.endsWith("!") ? 0o755 : 0o644 });
  }
  return root;
}

async function github(root: string): Promise<GithubConfig> {
  const { scenario } = await loadScenario({ files: [join(root, "backlot.toml")], cwd: root });
  return scenario.sections["github"] as GithubConfig;
}

async function problems(root: string): Promise<readonly string[]> {
  const result = await tryLoadScenario({ files: [join(root, "backlot.toml")], cwd: root });
  return result.findings.map(({ name, what }) => `${name}: ${what}`);
}

const fromFolder = `[[github.users]]
login = "octocat"
[[github.repositories]]
owner = "octocat"
name = "demo"
files_from = "repos/demo"
`;

/** The GitHub part of the design's scenario file. */
const design = `
now = "2025-01-15T10:30:00Z"
[[github.users]]
login = "octocat"
[[github.repositories]]
owner = "octocat"
name = "demo"
private = true
files_from = "repos/demo"
[[github.tokens]]
name = "ci"
owner = "octocat"
permissions = ["issues:write", "metadata:read"]
repositories = ["octocat/demo"]
[[github.stubs]]
request = "GET /rate_limit"
reply = { status = 502 }
times = 1
`;

test("the design's own scenario loads, starts and is told in one line", async () => {
  const root = project({ "backlot.toml": design, "repos/demo/README.md": "# demo" });
  const { scenario } = await loadScenario({ files: [join(root, "backlot.toml")], cwd: root });
  expect(describeScenario(scenario)).toBe("backlot.toml: GitHub with 1 repository, 1 token");
  const config = scenario.sections["github"] as GithubConfig;
  expect(config.tokens[0]).toMatchObject({ name: "ci", kind: "classic", repositories: ["octocat/demo"] });
  const state = githubDouble.start(config, "2025-01-15T10:30:00.000Z");
  expect(Object.values(state?.tables.ref.rows ?? {})).toMatchObject([{ name: "refs/heads/main" }]);
});

test("a folder's files are those of the first commit: bytes, hidden files, marks; not git's own", async () => {
  const root = project({
    "backlot.toml": fromFolder,
    "repos/demo/README.md": "# demo",
    "repos/demo/.github/workflows/ci.yml": "on: push",
    "repos/demo/logo.png": Uint8Array.of(0xff, 0xd8),
    "repos/demo/bin/run!": "#!/bin/sh",
    "repos/demo/.git/config": "secret",
    "repos/demo/vendor/.git": "gitdir: elsewhere",
  });
  const { repositories } = await github(root);
  expect(repositories[0]?.files).toEqual([
    { path: ".github/workflows/ci.yml", content: "on: push", mode: "100644" },
    { path: "README.md", content: "# demo", mode: "100644" },
    { path: "bin/run", content: "#!/bin/sh", mode: "100755" },
    { path: "logo.png", content: "\udcff\udcd8", mode: "100644" },
  ]);
});

test("a folder that has changed is read again, a new file in a folder below it included", async () => {
  const root = project({ "backlot.toml": fromFolder, "repos/demo/src/a.ts": "a" });
  expect((await github(root)).repositories[0]?.files).toHaveLength(1);
  writeFileSync(join(root, "repos/demo/src/b.ts"), "b");
  expect((await github(root)).repositories[0]?.files).toHaveLength(2);
  writeFileSync(join(root, "repos/demo/src/b.ts"), "other");
  expect((await github(root)).repositories[0]?.files[1]?.content).toBe("other");
});

test("links, missing folders and files are refused, and what leaves the project", async () => {
  const linked = project({ "backlot.toml": fromFolder, "repos/demo/a": "a" });
  symlinkSync("/etc/passwd", join(linked, "repos/demo/link"));
  expect(await problems(linked)).toEqual([
    'bad-path: "repos/demo" holds a link or something else that is no file ("link")',
  ]);
  const folderLink = project({ "backlot.toml": fromFolder, "repos/keep": "" });
  symlinkSync("/etc", join(folderLink, "repos/demo"));
  expect(await problems(folderLink)).toEqual([
    'bad-path: "repos/demo" leads out of the project through a link',
  ]);
  expect(await problems(project({ "backlot.toml": fromFolder }))).toEqual([
    'file-not-found: there is no folder "repos/demo"',
  ]);
  expect(await problems(project({ "backlot.toml": fromFolder, "repos/demo": "a file" }))).toEqual([
    'file-not-found: "repos/demo" is not a folder',
  ]);
  for (const path of ["../x", "/etc", ".", "a\\\\b"]) {
    const outside = project({ "backlot.toml": fromFolder.replace("repos/demo", path) });
    expect((await problems(outside))[0]).toContain("bad-path: github.repositories[0].files_from");
  }
});

test("as many files as the limit says, and not one more", { timeout: 60_000 }, async () => {
  const files = Object.fromEntries(
    Array.from({ length: limits.githubFiles }, (_, index) => [`repos/demo/${index}`, ""]),
  );
  const root = project({ "backlot.toml": fromFolder, ...files });
  expect((await github(root)).repositories[0]?.files).toHaveLength(limits.githubFiles);
  writeFileSync(join(root, "repos/demo/more"), "");
  expect(await problems(root)).toEqual([
    `over-limit: "repos/demo" has more than ${limits.githubFiles} files or folders`,
  ]);
});

test("as many bytes as the limit says, and not one more", async () => {
  const half = new Uint8Array(limits.githubFileBytes / 2);
  const root = project({ "backlot.toml": fromFolder, "repos/demo/a": half, "repos/demo/b": half });
  expect((await github(root)).repositories[0]?.files).toHaveLength(2);
  writeFileSync(join(root, "repos/demo/c"), "c");
  expect(await problems(root)).toEqual([
    `over-limit: the files of "repos/demo" have more than ${limits.githubFileBytes} bytes`,
  ]);
});

test("a file with a mistake is a ConfigValidationError, which holds every finding", async () => {
  const root = project({ "backlot.toml": '[[github.tokens]]\nowner = "nobody"\nrepositories = ["a/b"]\n' });
  const error = await loadScenario({ files: [join(root, "backlot.toml")], cwd: root }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigValidationError);
  expect((error as ConfigValidationError).findings).toHaveLength(2);
});

test("a folder is not read where a scenario is only checked, and its branch is there all the same", () => {
  const scenario = {
    github: {
      users: [{ login: "octocat" }],
      repositories: [
        { owner: "octocat", name: "demo", filesFrom: "repos/demo", protection: { main: { reviews: 1 } } },
      ],
    },
  };
  expect(defineScenario(scenario)).toBe(scenario);
});
