import {
  accessSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { withNewline } from "./archive.ts";
import { eventually, Program } from "./program.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds one command may take. */
const limitMs = 15_000;

/** A command's arguments, filled in, and what stands round them. */
export interface Given {
  readonly args: readonly string[];
  readonly negated: boolean;
  readonly background: string | undefined;
  /** Puts a text in the place of a file of the archive; false when that is not wanted. */
  readonly update: (file: string, text: string) => boolean;
}

/** Thrown by `skip`: the script does not apply here. */
export class Skipped extends Error {}

type Command = (stage: Stage, given: Given) => Promise<void> | void;

/** The commands of a script by name; README.md beside this file describes them. */
export const commands: Readonly<Record<string, Command>> = {
  exec,
  exit(stage, { args }) {
    check(String(stage.exit) === args[0], `exit was ${stage.exit ?? "by a signal"}`);
  },
  stdout: (stage, given) => matches("stdout", stage.tidied(stage.stdout), given),
  stderr: (stage, given) => matches("stderr", stage.tidied(stage.stderr), given),
  cmp,
  grep(stage, { args: [pattern = "", file = ""], ...given }) {
    matches(file, stage.tidied(textOf(stage, file)), { ...given, args: [pattern] });
  },
  exists(stage, { args, negated }) {
    for (const name of args)
      check(existsSync(stage.file(name)) !== negated, `${name} is ${negated ? "" : "not "}there`);
  },
  env(stage, { args }) {
    for (const setting of args) {
      const at = setting.indexOf("=");
      check(at > 0, `env takes NAME=value, not ${setting}`);
      stage.env[setting.slice(0, at)] = setting.slice(at + 1);
    }
  },
  stdin(stage, { args: [name = ""] }) {
    stage.stdin = textOf(stage, name);
  },
  cd(stage, { args: [name = ""] }) {
    stage.cwd = stage.file(name);
    check(existsSync(stage.cwd), `${name} is not there`);
  },
  mkdir(stage, { args }) {
    for (const name of args) mkdirSync(stage.file(name), { recursive: true });
  },
  cp(stage, { args: [from = "", to = ""] }) {
    if (from === "stdout" || from === "stderr") writeFileSync(stage.file(to), stage[from]);
    else copyFileSync(stage.file(from), stage.file(to));
  },
  example(stage, { args: [folder = ""] }) {
    cpSync(stage.example(folder), stage.cwd, { recursive: true });
  },
  mask(stage, { args: [pattern = "", text = ""] }) {
    stage.masks.push([new RegExp(pattern, "gm"), text]);
  },
  capture(stage, { args: [name = "", pattern = ""] }) {
    const found = new RegExp(pattern, "m").exec(stage.stdout);
    check(found !== null, `stdout does not match ${pattern}`);
    stage.env[name] = found?.[1] ?? found?.[0] ?? "";
  },
  kill(stage, { args }) {
    const signal = args[0]?.startsWith("-") === true ? `SIG${args[0].slice(1)}` : "SIGTERM";
    const running = inBackground(stage, args.at(-1) ?? "");
    running.killed = true;
    running.program.kill(signal as NodeJS.Signals);
  },
  wait,
  async await(stage, { args: [name = "", pattern = ""] }) {
    const { program } = inBackground(stage, name);
    const found = (): boolean => new RegExp(pattern, "m").test(program.stdout + program.stderr);
    await eventually(limitMs, () => found() || program.hasEnded);
    [stage.stdout, stage.stderr] = [program.stdout, program.stderr];
    check(found(), `${name} did not print ${pattern}`);
  },
  skip(_, { args }) {
    throw new Skipped(args.join(" "));
  },
};

async function exec(stage: Stage, { args, negated, background }: Given): Promise<void> {
  const program = new Program(args, { cwd: stage.cwd, env: stage.env, stdin: stage.stdin });
  stage.stdin = "";
  if (background !== undefined) {
    check(!stage.background.has(background), `${background} runs already`);
    stage.background.set(background, { program, negated, killed: false });
    return;
  }
  try {
    await finish(stage, program, negated ? "failure" : "success");
  } finally {
    program.killGroup();
  }
}

async function wait(stage: Stage, { args: [name = ""] }: Given): Promise<void> {
  const { program, negated, killed } = inBackground(stage, name);
  await finish(stage, program, killed ? "any" : negated ? "failure" : "success");
  stage.background.delete(name);
}

/** Waits for a program and takes over its outputs and exit. */
async function finish(stage: Stage, program: Program, wanted: "success" | "failure" | "any"): Promise<void> {
  try {
    const { code, signal } = await program.wait(limitMs);
    stage.exit = code ?? undefined;
    const how = signal ?? `exit ${code}`;
    check(
      wanted === "any" || (code === 0) === (wanted === "success"),
      `ended with ${how}, not with ${wanted}`,
    );
  } finally {
    [stage.stdout, stage.stderr] = [program.stdout, program.stderr];
  }
}

function cmp(stage: Stage, { args: [first = "", second = ""], negated, update }: Given): void {
  const [actual, wanted] = [first, second].map((name) => withNewline(stage.tidied(textOf(stage, name))));
  if (actual === wanted || (!negated && update(second, actual ?? ""))) {
    check(!negated, `${first} and ${second} are equal`);
    return;
  }
  check(negated, `${first} is not ${second}:\n${difference(actual ?? "", wanted ?? "")}`);
}

/** The lines from the first to the last one that differs. */
function difference(actual: string, wanted: string): string {
  const [is, was] = [actual.split("\n"), wanted.split("\n")];
  let head = 0;
  while (head < is.length && is[head] === was[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(is.length, was.length) - head && is.at(-1 - tail) === was.at(-1 - tail)) tail += 1;
  const marked = (lines: string[], mark: string): string[] =>
    lines.slice(head, lines.length - tail).map((line) => `${mark} ${line}`);
  return [`@ line ${head + 1}`, ...marked(was, "-"), ...marked(is, "+")].join("\n");
}

function matches(
  name: string,
  text: string,
  { args: [pattern = ""], negated }: Pick<Given, "args" | "negated">,
): void {
  const found = new RegExp(pattern, "m").test(text);
  check(found !== negated, `${name} ${negated ? "matches" : "does not match"} ${pattern}`);
}

/** The last command's output, or a file's text. */
function textOf(stage: Stage, name: string): string {
  return name === "stdout" || name === "stderr" ? stage[name] : readFileSync(stage.file(name), "utf8");
}

function inBackground(stage: Stage, name: string): { program: Program; negated: boolean; killed: boolean } {
  const found = stage.background.get(name);
  if (found === undefined) throw new Error(`nothing called ${name} runs in the background`);
  return found;
}

/** Whether a program is on a PATH. */
export function isInstalled(name: string, searched: string): boolean {
  return searched.split(":").some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function check(fine: boolean, problem: string): void {
  if (!fine) throw new Error(problem);
}
