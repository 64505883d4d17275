import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { agentOf } from "../samples/agent-scenario.ts";
import { startMessagesApi } from "./messages-api.ts";

const backlot = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const scope = "node_modules/@anthropic-ai";

/** Milliseconds one process may take. */
const processMs = 30_000;

/** Versions of the real CLI that the manifest was taken from. */
export const versions = ["2.1.12", "2.1.29", "2.1.328"] as const;

/** One of them. */
export type Version = (typeof versions)[number];

/** Where scripts/oracle.mjs has installed them, a folder for each. */
const installed = process.env["BACKLOT_ORACLE_FOLDER"] ?? join(tmpdir(), "backlot-oracle");

/** Why a version is not compared with; undefined: it is. */
export function missing(version: Version): string | undefined {
  if (process.env["BACKLOT_ORACLE"] !== "1")
    return "opt-in: npm run test:oracle installs the real CLI and compares with it";
  return existsSync(realProgram(version).at(-1) ?? "")
    ? undefined
    : `${version} is not in ${installed}: npm run test:oracle`;
}

/** Newer versions are a native program, older ones a script. */
function realProgram(version: Version): readonly string[] {
  const folder = join(installed, version, scope);
  const native = join(folder, `claude-code-${process.platform}-${process.arch}`, "claude");
  return version === "2.1.328" ? [native] : [process.execPath, join(folder, "claude-code/cli.js")];
}

/** What is said to `claude`, one process after the other, in one home. */
export interface Invocation {
  readonly args: readonly string[];
  readonly stdin?: string;
}

/** How a process ended, and what it said. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What several processes said, and what they left. */
export interface Outcome {
  readonly ran: readonly Ran[];
  /** Lines of session files, by the order in which the files were begun. */
  readonly sessions: readonly (readonly string[])[];
}

/** @param scenario TOML of an agent scenario @param files what stands in the working directory */
export interface Wanted {
  readonly version: Version;
  readonly scenario: string;
  readonly invocations: readonly Invocation[];
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the real CLI against a Messages API that says what the scenario says. */
export async function runReal(wanted: Wanted): Promise<Outcome> {
  return inHome(wanted, async (home, run) => {
    const api = await startMessagesApi(await agentOf(scenarioIn(home, wanted)));
    try {
      return await run({ command: realProgram(wanted.version), env: { ANTHROPIC_BASE_URL: api.url } });
    } finally {
      await api.close();
    }
  });
}

/** Runs the double with the scenario. */
export async function runDouble(wanted: Wanted): Promise<Outcome> {
  return inHome(wanted, async (home, run) => {
    const file = join(home, "scenario.toml");
    const tools = `[tool_execution]\nmode = "simulated"\nsandbox_root = "${home}/work"\n`;
    writeFileSync(file, `claude_version = "${wanted.version}"\n${scenarioIn(home, wanted)}\n${tools}`);
    return run({ command: [process.execPath, backlot, "claude", "--scenario", file], env: {} });
  });
}

/** Scenarios are written for a home at /home. */
function scenarioIn(home: string, { scenario }: Wanted): string {
  return scenario.replaceAll("/home/", `${home}/`);
}

interface Program {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function inHome(
  { files, invocations }: Wanted,
  act: (home: string, run: (program: Program) => Promise<readonly Ran[]>) => Promise<readonly Ran[]>,
): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), "oracle-home-"));
  try {
    for (const folder of ["work", "tmp"]) mkdirSync(join(home, folder));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, "work", name), text);
    const ran = await act(home, async (program) => {
      const all: Ran[] = [];
      for (const invocation of invocations) all.push(await runOnce(program, home, invocation));
      return all;
    });
    return hidden({ ran, sessions: sessionsIn(join(home, ".claude/projects")) }, home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Nothing of the machine's environment is passed on: no key, no configuration, no proxy. */
function environment(home: string): Readonly<Record<string, string>> {
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: home,
    LANG: "C.UTF-8",
    TMPDIR: join(home, "tmp"),
    CLAUDE_CODE_TMPDIR: join(home, "tmp"),
    CLAUDE_CONFIG_DIR: join(home, ".claude"),
    ANTHROPIC_API_KEY: "dummy",
    CLAUDE_CODE_MAX_RETRIES: "0",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_BUG_COMMAND: "1",
    DISABLE_ERROR_REPORTING: "1",
    DISABLE_TELEMETRY: "1",
    IS_SANDBOX: "1",
  };
}

async function runOnce({ command, env }: Program, home: string, { args, stdin }: Invocation): Promise<Ran> {
  const [program = "", ...first] = command;
  const child = spawn(program, [...first, ...args], {
    cwd: join(home, "work"),
    env: { ...environment(home), ...env },
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    timeout: processMs,
    killSignal: "SIGKILL",
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
    });
  child.stdin?.end(stdin);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, ...said };
}

function sessionsIn(folder: string): Outcome["sessions"] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^[^/]+\/[^/]+\.jsonl$/.test(name),
  );
  const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
  const begun = (text: string): string => /"timestamp":"([^"]*)"/.exec(text)?.[1] ?? "";
  return texts
    .sort((left, right) => begun(left).localeCompare(begun(right)) || left.length - right.length)
    .map((text) => text.split("\n").filter((line) => line !== ""));
}

/** The same with one name for the home, whichever it was. */
function hidden(outcome: Outcome, home: string): Outcome {
  const text = JSON.stringify(outcome)
    .replaceAll(home, "/home")
    .replaceAll(home.replaceAll("/", "-"), "-home");
  return JSON.parse(text) as Outcome;
}
