// Runs the tests of this folder inside backlot, has the gate tell what their mocks say that the service does not,
// has `backlot fix` repair what can be repaired, and runs both again. Works in a copy: nothing here is changed.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const backlot = join(root, "dist/cli/main.js");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

/** A project of its own with the files of this folder, in git, with backlot and vitest installed. */
function makeProject() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "mock-drift-")));
  for (const name of ["backlot.toml", "convo.models.yaml", "convo.openapi.yaml", "mocks", "src", "tests"]) {
    cpSync(join(here, name), join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  writeFileSync(join(folder, ".gitignore"), "node_modules\n.backlot\nout\n");
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "--all");
  git(folder, "commit", "-q", "-m", "The tests as they were");
  mkdirSync(join(folder, "node_modules"));
  for (const [name, target] of Object.entries({ backlot: root, vitest: dirname(vitest) })) {
    symlinkSync(target, join(folder, "node_modules", name), "dir");
  }
  return folder;
}

const author = { name: "Author", email: "author@example.com", date: "2026-04-18T00:00:00Z" };
const environment = {
  ...process.env,
  NO_COLOR: "1",
  FORCE_COLOR: "",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) =>
      Object.entries(author).map(([field, value]) => [`GIT_${role}_${field.toUpperCase()}`, value]),
    ),
  ),
};

function git(folder, ...args) {
  const { status } = spawnSync("git", args, { cwd: folder, env: environment, stdio: "inherit" });
  if (status !== 0) throw new Error(`git ${args[0]} exited with ${status}`);
}

/** Runs a verb and shows what it prints; what vitest itself prints is left out. Returns its exit code. */
function run(folder, shown, args, { quiet = false } = {}) {
  console.log(`\n$ backlot ${shown}\n`);
  const { status } = spawnSync(process.execPath, [backlot, ...args], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", quiet ? "ignore" : "inherit", quiet ? "ignore" : "inherit"],
    timeout: 60_000,
  });
  console.log(`\nexit ${status}`);
  return status;
}

const project = makeProject();
const junit = ["--reporter=junit", "--outputFile=out/junit.xml"];
const tests = () =>
  run(
    project,
    "run --journal out/journal.ndjson -- vitest run --reporter=junit --outputFile=out/junit.xml",
    ["run", "--journal", "out/journal.ndjson", "--", process.execPath, vitest, "run", ...junit],
    { quiet: true },
  );
const drift = () =>
  run(project, "drift --journal out/journal.ndjson --junit out/junit.xml", [
    "drift",
    "--journal",
    "out/journal.ndjson",
    "--junit",
    "out/junit.xml",
  ]);
try {
  mkdirSync(join(project, "out"));
  const codes = [
    tests(),
    drift(),
    run(project, "fix --write", ["fix", "--write", "--journal", "out/journal.ndjson"]),
    tests(),
    drift(),
  ];
  console.log(`\nexit codes: ${codes.join(" ")}`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
