// The tests of this folder are green against mocks that say what the service does not. The demo runs them inside backlot,
// has the gate tell what is wrong, has `backlot fix` repair what can be repaired, and puts in what was decided about
// the rest. It works in a copy: nothing here is changed. Succeeds when everything was found, and the end is clean.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const backlot = join(root, "dist/cli/main.js");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const project = realpathSync(mkdtempSync(join(tmpdir(), "mock-drift-")));
const environment = {
  ...process.env,
  NO_COLOR: "1",
  FORCE_COLOR: "",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) => [
      [`GIT_${role}_NAME`, "Author"],
      [`GIT_${role}_EMAIL`, "author@example.com"],
      [`GIT_${role}_DATE`, "2026-04-18T00:00:00Z"],
    ]),
  ),
};

/** A project of its own with the files of this folder, in git, with backlot and vitest installed. */
function makeProject() {
  for (const name of ["backlot.toml", "convo.models.yaml", "convo.openapi.yaml", "mocks", "src", "tests"]) {
    cpSync(join(here, name), join(project, name), { recursive: true });
  }
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }\n');
  writeFileSync(join(project, ".gitignore"), "node_modules\n.backlot\nout\n");
  git("init", "-q", "-b", "main");
  commit("The tests and mocks as they were");
  mkdirSync(join(project, "out"));
  mkdirSync(join(project, "node_modules"));
  for (const [name, target] of Object.entries({ backlot: root, vitest: dirname(vitest) })) {
    symlinkSync(target, join(project, "node_modules", name), "dir");
  }
}

function git(...args) {
  const { status } = spawnSync("git", args, { cwd: project, env: environment, stdio: "inherit" });
  if (status !== 0) throw new Error(`git ${args[0]} exited with ${status}`);
}

function commit(message) {
  git("add", "--all");
  git("commit", "-q", "-m", message);
}

/** Runs a verb, and shows what it prints unless only its end counts. Returns its exit code. */
function run(args, { shown = args.join(" "), quiet = false } = {}) {
  console.log(`\n$ backlot ${shown}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [backlot, ...args], {
    cwd: project,
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 120_000,
  });
  if (!quiet) process.stdout.write(`${stdout}${stderr}`);
  console.log(`exit ${status}`);
  return status;
}

const junit = ["--reporter=junit", "--outputFile=out/junit.xml"];
const tests = () =>
  run(["run", "--", process.execPath, vitest, "run", ...junit], {
    shown: `run -- vitest run ${junit.join(" ")}`,
    quiet: true,
  });
const drift = () => run(["drift", "--junit", "out/junit.xml"]);

const heading = (text) => console.log(`\n\n=== ${text}`);

try {
  makeProject();
  const codes = [];
  heading("The mocks as they were");
  codes.push(tests(), drift());
  heading("What can be repaired, is");
  codes.push(run(["fix", "--write"]), tests(), drift());
  heading("Now that the tests run to their end, the stub that nothing calls is certain");
  codes.push(run(["fix", "--write"]), tests(), drift());
  heading("What needed a decision was decided");
  cpSync(join(here, "decided"), join(project, "mocks"), { recursive: true });
  rmSync(join(project, "tests/example.test.ts"));
  commit("Decide what a program can't");
  codes.push(tests(), drift());
  const ended = codes.join(" ");
  const expected = "1 1 1 1 1 1 1 1 0 0";
  if (ended !== expected) {
    console.error(`\ndemo: expected the exit codes ${expected}, got ${ended}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(project, { recursive: true, force: true });
}
