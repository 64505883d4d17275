import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import { isAbsolute, relative, resolve } from "node:path";
import { BacklotError, concatBytes, finding, limits, quote, type GitPort } from "../../core/index.ts";
import { findExecutable } from "../process/index.ts";
import { gitEnvironment, settingOptions } from "./environment.ts";
import { Turns } from "./turns.ts";

/** How gitPort runs git. */
export interface GitOptions {
  /** Absolute path of git; found on PATH, doubles passed over, when absent. */
  readonly program?: string;
  /** Bytes of output, `limits.gitOutputBytes` when absent. */
  readonly outputBytesMax?: number;
  /** Milliseconds one command may take, `limits.gitMs` when absent. */
  readonly timeMsMax?: number;
}

/** How a git process ended, and what it said. */
export type GitResult = Awaited<ReturnType<GitPort["run"]>>;

/** Folders with this file hold doubles, a double of git perhaps. */
const doublesMarker = ".backlot-doubles";

/**
 * The real git for doubles, below one world's folder: no configuration but its own, no hooks, no prompt, no
 * network, bounded in time and output.
 * @param root the world's folder
 * @throws BacklotError from `run`: `command-not-found` without git, `bad-path` outside of the root,
 * `over-limit`, `internal` for a call that does not start with a subcommand
 * @example await gitPort(folder).run(await files.folder("repos/demo"), ["init", "--bare"])
 */
export function gitPort(root: string, options: GitOptions = {}): GitPort {
  const turns = new Turns(limits.gitProcesses);
  const { outputBytesMax = limits.gitOutputBytes, timeMsMax = limits.gitMs } = options;
  const path = realPath();
  let program = options.program;
  return {
    run: async (folder, args, { stdin, env = {} } = {}) => {
      const cwd = checkedFolder(root, folder);
      checkArguments(args);
      program ??= findGit(path);
      const run: GitRun = {
        program,
        args: [...settingOptions, ...args],
        cwd,
        env: gitEnvironment(realpathSync(root), path, env),
        stdin,
        text: `git ${args.join(" ")}`,
        outputBytesMax,
        timeMsMax,
      };
      return turns.run(() => runGit(run));
    },
  };
}

/** One git process. */
export interface GitRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly stdin: Uint8Array | undefined;
  readonly text: string;
  readonly outputBytesMax: number;
  readonly timeMsMax: number;
}

/** Runs it, bounded in time and output. A failure of git is no error. */
export function runGit(run: GitRun): Promise<GitResult> {
  return new Promise((settle, fail) => {
    const child = spawn(run.program, run.args, { cwd: run.cwd, env: run.env, windowsHide: true });
    const output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    let length = 0;
    let broken: BacklotError | undefined;
    const stop = (error: BacklotError): void => {
      broken ??= error;
      child.kill("SIGKILL");
      // What git started itself may live on; nobody waits for its output.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(
      () => stop(overLimit(run, `took longer than ${run.timeMsMax} ms`)),
      run.timeMsMax,
    );
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].on("data", (bytes: Buffer) => {
        length += bytes.length;
        if (length > run.outputBytesMax) stop(overLimit(run, `wrote more than ${run.outputBytesMax} bytes`));
        else output[stream].push(bytes);
      });
    }
    // A git that ends before it has read everything is no fault; its exit code tells.
    child.stdin.on("error", () => {});
    child.stdin.end(run.stdin);
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(notRunnable(error.message));
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (broken !== undefined) {
        fail(broken);
        return;
      }
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      settle({ exitCode, stdout: concatBytes(output.stdout), stderr: concatBytes(output.stderr) });
    });
  });
}

/** The programs of this process without doubles: git must be the real one, and so what it starts. */
export function realPath(): string {
  const folders = (process.env["PATH"] ?? "/usr/bin:/bin").split(":");
  return folders.filter((folder) => isAbsolute(folder) && !holdsDoubles(folder)).join(":");
}

function holdsDoubles(folder: string): boolean {
  return existsSync(`${folder}/${doublesMarker}`);
}

/** Where the real git is. @throws BacklotError `command-not-found` */
export function findGit(path: string): string {
  const found = findExecutable("git", path, holdsDoubles, "/");
  if ("path" in found) return found.path;
  throw notRunnable("there is none on PATH");
}

function notRunnable(why: string): BacklotError {
  return new BacklotError([
    finding("command-not-found", {
      what: `git can't be run: ${why}`,
      why: "Repositories of doubles are kept by the real git.",
      fix: "Install git 2.30 or later.",
    }),
  ]);
}

/** The folder as it really is, which must be the root or below it. */
function checkedFolder(root: string, folder: string): string {
  const wanted = resolve(root, folder);
  try {
    const real = realpathSync(wanted);
    const way = relative(realpathSync(root), real);
    if (way !== ".." && !way.startsWith("../") && !isAbsolute(way)) return real;
  } catch {
    // Told below: a folder that is not there is as wrong as one that is elsewhere.
  }
  throw new BacklotError([
    finding("bad-path", {
      what: `git can't be run in ${quote(folder)}: it is no folder below the world's`,
      why: "Doubles keep their repositories in the folder of their world.",
      fix: "Make the folder with the files port first.",
    }),
  ]);
}

/** An option before the subcommand could switch off what keeps git in its place. */
function checkArguments(args: readonly string[]): void {
  const subcommand = args[0] ?? "";
  const wrong = !/^[a-z][a-z0-9-]*$/.test(subcommand) || args.some((one) => one.includes("\0"));
  if (!wrong) return;
  throw new BacklotError([
    finding("internal", { what: `git was to be run with the arguments ${quote(args.join(" "))}` }),
  ]);
}

function overLimit(run: GitRun, what: string): BacklotError {
  return new BacklotError([finding("over-limit", { what: `${quote(run.text)} ${what}` })]);
}
