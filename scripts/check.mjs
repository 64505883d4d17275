// `npm run check`: everything that can be said without building or installing. Steps are independent and
// run two at a time; a step's output is shown only when it fails.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const root = path.join(import.meta.dirname, "..");
const atOnce = 2;

const sources = filesBelow("src");
const pureRooms = Object.entries(JSON.parse(readFileSync(path.join(root, "architecture.json"), "utf8")).rooms)
  .filter(([, room]) => room.pure)
  .map(([name]) => `src/${name}/`);
const pureSources = sources.filter(
  (file) => !file.endsWith(".test.ts") && pureRooms.some((room) => file.startsWith(room)),
);

/**
 * Each step says in its own output how much it read (`proof`); less than `least` fails it, so that no
 * step is green because it looked at nothing. `within`: a longer step that contains this one.
 */
const steps = [
  {
    name: "format",
    command: ["oxfmt", "--check", "."],
    proof: /on (\d+) files/,
    least: sources.length,
  },
  {
    name: "lint",
    command: ["oxlint", "--type-aware", "--deny-warnings"],
    proof: /on (\d+) files/,
    least: sources.length,
  },
  {
    name: "types",
    command: ["tsc", "-p", "tsconfig.json", "--diagnostics"],
    proof: /^Files:\s+(\d+)/m,
    least: sources.length,
  },
  {
    name: "pure types",
    command: ["tsc", "-p", "tsconfig.pure.json", "--diagnostics"],
    proof: /^Files:\s+(\d+)/m,
    least: pureSources.length,
  },
  {
    name: "dead code",
    command: ["knip", "--no-progress", "--no-config-hints", "--performance-fn", "getImportsAndExports"],
    proof: /getImportsAndExports\s+(\d+)/,
    least: sources.length,
  },
  {
    name: "rooms",
    command: ["vitest", "run", "--project", "unit", "tests/tidy/rooms.test.ts"],
    proof: /Tests .*?(\d+) passed/,
    least: 30,
    within: "unit tests",
  },
  {
    name: "unit tests",
    command: ["vitest", "run", "--project", "unit"],
    proof: /Tests .*?(\d+) passed/,
    least: sources.filter((file) => file.endsWith(".test.ts")).length + 30,
  },
];

const { values } = parseArgs({ options: { only: { type: "string" }, without: { type: "string" } } });
const wanted = choose(values);
const started = performance.now();
const failed = [];
const queue = [...wanted].sort((a, b) => Number(b.name === "unit tests") - Number(a.name === "unit tests"));
await Promise.all(Array.from({ length: atOnce }, work));

console.log(
  failed.length === 0
    ? `check: ${wanted.length} steps passed in ${seconds(started)} s`
    : `check: failed: ${failed.join(", ")} (${seconds(started)} s)`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function choose({ only, without }) {
  const named = [only, without].flatMap((list) => list?.split(",") ?? []);
  const unknown = named.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) throw new Error(`no such step: ${unknown.join(", ")}`);
  if (only !== undefined) return steps.filter((step) => named.includes(step.name));
  return steps.filter((step) => step.within === undefined && !named.includes(step.name));
}

async function work() {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const begun = performance.now();
    const { code, output } = await run(step.command);
    const problem = code === 0 ? tooLittle(step, output) : `exit ${code}`;
    console.log(`${problem === undefined ? "ok  " : "FAIL"} ${step.name.padEnd(10)} ${seconds(begun)} s`);
    if (problem !== undefined) {
      failed.push(step.name);
      console.log(`$ ${step.command.join(" ")}\n${output}\n${problem}`);
    }
  }
}

function tooLittle({ proof, least }, output) {
  const read = Number(proof.exec(output)?.[1] ?? 0);
  return read >= least ? undefined : `it passed, but read ${read} where there are at least ${least}`;
}

function run([name, ...args]) {
  const program = path.join(root, "node_modules", ".bin", name);
  if (!existsSync(program)) return { code: 1, output: `${name} is not installed: run npm ci` };
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" };
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code, output: Buffer.concat(output).toString("utf8") }));
  });
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, "/")));
}
