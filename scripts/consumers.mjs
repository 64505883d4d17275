// Packs backlot once, installs the tarball into a copy of each project of tests/consumers/ as users would,
// runs what its consumer.json says, and looks at what is printed. Removes everything it made. What a project needs besides has the versions of
// backlot's own package.json (`install`), or those of a lockfile of its own.
// Names as arguments choose projects; results go to $CI_RESULTS in the form of vitest's JSON reporter.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

const root = path.join(import.meta.dirname, "..");
const projects = path.join(root, "tests/consumers");
const installedBytesMax = 15 * 1024 * 1024;
const installedPackagesMax = 12;
const commandMs = 240_000;

const { devDependencies } = readJson(path.join(root, "package.json"));
const wanted = process.argv.slice(2);
const names = readdirSync(projects).filter((name) => wanted.length === 0 || wanted.includes(name));
const workshop = realpathSync(mkdtempSync(path.join(tmpdir(), "consumers-")));
const counts = { passed: 0, failed: 0 };

try {
  const tarball = pack();
  check("size", () => checkSize(tarball));
  for (const name of names) check(name, () => checkProject(name, tarball));
} finally {
  rmSync(workshop, { recursive: true, force: true });
}
console.log(`tests: ${counts.passed} passed, ${counts.failed} failed`);
if (process.env.CI_RESULTS !== undefined) {
  const result = { numPassedTests: counts.passed, numFailedTests: counts.failed };
  writeFileSync(path.join(process.env.CI_RESULTS, "consumers.json"), JSON.stringify(result));
}
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

function pack() {
  const { stdout } = run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", workshop], root);
  return path.join(workshop, JSON.parse(stdout)[0].filename);
}

/** Runs one test of this script; several stand in a project. */
function check(name, action) {
  try {
    console.log(`ok   ${name} ${action() ?? ""}`);
    counts.passed += 1;
  } catch (error) {
    console.log(`FAIL ${name}\n${error.message}`);
    counts.failed += 1;
  }
}

function checkSize(tarball) {
  const folder = path.join(workshop, "size");
  cpSync(path.join(projects, "plain"), folder, { recursive: true });
  install(folder, [tarball], ["--omit=dev", "--omit=peer"]);
  const { packages } = readJson(path.join(folder, "node_modules/.package-lock.json"));
  const number = Object.keys(packages).length;
  const bytes = bytesBelow(path.join(folder, "node_modules"));
  if (bytes > installedBytesMax) throw new Error(`${bytes} bytes are installed`);
  if (number > installedPackagesMax) throw new Error(`${number} packages are installed`);
  return `${number} packages, ${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function checkProject(name, tarball) {
  const folder = path.join(workshop, name);
  const { like, ...own } = readJson(path.join(projects, name, "consumer.json"));
  // A project may be another one with other versions.
  const config =
    like === undefined ? own : { ...readJson(path.join(projects, like, "consumer.json")), ...own };
  for (const one of [like, name]) {
    if (one !== undefined) cpSync(path.join(projects, one), folder, { recursive: true });
  }
  const { install: packages, runs } = config;
  // A lockfile that lacks packages of other platforms installs here, and nowhere else.
  if (existsSync(path.join(folder, "package-lock.json"))) {
    run("npm", ["ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  }
  const pinned = packages.map((one) => `${one}@${devDependencies[one]}`);
  if (pinned.some((one) => one.endsWith("@undefined"))) throw new Error(`no version is pinned: ${pinned}`);
  install(folder, [tarball, ...pinned], []);
  for (const one of runs) check(`${name}: ${one.name}`, () => checkRun(folder, one));
  return `${runs.length} runs`;
}

/**
 * One run: its exit code, lines that must be printed (`prints`), once and no more (`once`), or not at all
 * (`never`). Blanks at both ends of a line don't count.
 */
function checkRun(folder, { command, code, prints = [], once = [], never = [] }) {
  const [program, ...args] = command;
  const ended = spawn(program, args, folder);
  const output = stripVTControlCharacters(`${ended.stdout}${ended.stderr}`).replaceAll(folder, "$PROJECT");
  const lines = output.split("\n").map((line) => line.trim());
  const problems = [
    ...(ended.status === code ? [] : [`exit ${ended.status ?? ended.signal} where ${code} is expected`]),
    ...prints.filter((line) => !lines.includes(line)).map((line) => `not printed: ${line}`),
    ...once.flatMap((line) => {
      const times = lines.filter((one) => one === line).length;
      return times === 1 ? [] : [`printed ${times} times where once is expected: ${line}`];
    }),
    ...never.filter((text) => output.includes(text)).map((text) => `printed: ${text}`),
  ];
  if (problems.length > 0) throw new Error(`${problems.join("\n")}\n$ ${command.join(" ")}\n${output}`);
}

function install(folder, packages, options) {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  run("npm", ["install", ...quiet, ...options, ...packages], folder);
}

function run(program, args, cwd) {
  const ended = spawn(program, args, cwd);
  if (ended.status === 0) return ended;
  throw new Error(
    `${program} ${args.join(" ")}: exit ${ended.status ?? ended.signal}\n${ended.stdout}${ended.stderr}`,
  );
}

function spawn(program, args, cwd) {
  const local = path.join(cwd, "node_modules/.bin");
  const { FORCE_COLOR: _color, NODE_OPTIONS: _options, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: "1", PATH: `${local}:${process.env.PATH}` };
  const ended = spawnSync(program, args, {
    cwd,
    env,
    encoding: "utf8",
    timeout: commandMs,
    killSignal: "SIGKILL",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ended.error) throw ended.error;
  return ended;
}

function bytesBelow(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.reduce((sum, name) => {
    const stat = lstatSync(path.join(folder, name));
    return sum + (stat.isFile() ? stat.size : 0);
  }, 0);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
