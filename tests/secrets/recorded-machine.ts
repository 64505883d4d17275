import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeMachine, type End, type Machine } from "../recording/stranger.ts";
import type { SecretCall } from "./recorded-canaries.ts";

/** The real command: takes its input and writes what was laid down for this call. */
const tool = `#!/bin/sh
cat >/dev/null
for part in "$LAID_DOWN/$CALL".out.*; do
  [ -e "$part" ] && cat "$part"
  [ -e "$LAID_DOWN/$CALL.err" ] && cat "$LAID_DOWN/$CALL.err" >&2
  sleep 0.02
done
exit 0
`;

/** Makes all calls, one after the other; what they write goes nowhere, but for a file that may be asked for. */
const program = `
import { spawnSync } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
const { LAID_DOWN, CALLS, ERRORS } = process.env;
const errors = ERRORS === undefined ? "ignore" : openSync(ERRORS, "a");
for (const [at, call] of JSON.parse(readFileSync(CALLS, "utf8")).entries()) {
  spawnSync("aws", call.args, {
    input: Buffer.from(call.stdin, "base64"),
    env: { ...process.env, ...call.env, CALL: String(at) },
    cwd: call.cwd,
    stdio: ["pipe", "ignore", errors],
  });
}
`;

/** A machine, and beside its project what the program needs, where nobody looks for leaks. */
export interface SecretMachine extends Machine {
  /** Runs backlot with a program that makes these calls. */
  readonly run: (
    verb: readonly string[],
    calls: readonly SecretCall[],
    options?: SecretOptions,
  ) => Promise<End>;
  /** Everything below the project, the home and the temporary folder: names and contents. */
  readonly everything: () => ReadonlyMap<string, Buffer>;
}

/** What is different from run to run. */
export interface SecretOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** File of the project that gets what the calls write to standard error. */
  readonly errors?: string;
}

/** Makes such a machine. */
export function makeSecretMachine(): SecretMachine {
  const machine = makeMachine({ files: { "bin/aws": tool }, name: "secrets" });
  const beside = join(machine.root, "beside");
  mkdirSync(beside);
  writeFileSync(join(beside, "program.mjs"), program);
  const run: SecretMachine["run"] = (verb, calls, { env = {}, errors } = {}) => {
    for (const name of readdirSync(beside)) if (/^\d/.test(name)) rmSync(join(beside, name));
    const laid = calls.map((call, index) => layDown(beside, call, index));
    writeFileSync(join(beside, "calls.json"), JSON.stringify(laid));
    const variables = {
      LAID_DOWN: beside,
      CALLS: join(beside, "calls.json"),
      ...(errors === undefined ? {} : { ERRORS: machine.path(errors) }),
      ...env,
    };
    return machine.backlot([...verb, "--", process.execPath, join(beside, "program.mjs")], {
      env: variables,
    });
  };
  const everything = (): ReadonlyMap<string, Buffer> =>
    new Map(["project", "home", "tmp"].flatMap((name) => filesBelow(join(machine.root, name))));
  return { ...machine, run, everything };
}

function layDown(beside: string, call: SecretCall, index: number): object {
  for (const [part, bytes] of (call.stdout ?? [Buffer.alloc(0)]).entries()) {
    writeFileSync(join(beside, `${index}.out.${part}`), bytes);
  }
  if (call.stderr !== undefined) writeFileSync(join(beside, `${index}.err`), call.stderr);
  const cwd = join(beside, call.cwd ?? ".");
  mkdirSync(cwd, { recursive: true });
  const { args = ["call", String(index)], stdin = Buffer.alloc(0), env = {} } = call;
  return { args, env, cwd, stdin: stdin.toString("base64") };
}

function filesBelow(folder: string): [string, Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = Buffer.from(`${path}\n`);
    return [[path, entry.isFile() ? Buffer.concat([name, readFileSync(path)]) : name]];
  });
}
