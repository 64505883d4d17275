import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { removeFolder } from "../hosts/remove-folder.ts";

/** How `backlot` is run. */
export interface BacklotOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Runs as this user; for root only. */
  readonly uid?: number | undefined;
  /** Called with the process when it has started. */
  readonly onStart?: ((child: ReturnType<typeof spawn>) => void) | undefined;
}

/** How it ended. */
export interface BacklotEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Names in its temporary folder afterwards. */
  readonly left: readonly string[];
}

const deadlineMs = 15_000;

/** Runs the built command to its end, in a temporary folder of its own. */
export async function backlot(args: readonly string[], options: BacklotOptions): Promise<BacklotEnd> {
  return runProgram(process.execPath, [resolve("dist/cli/main.js"), ...args], options);
}

/** Runs any program the same way. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: BacklotOptions,
): Promise<BacklotEnd> {
  const folder = mkdtempSync("/tmp/faults-");
  // Another user works in it too; what backlot makes below is its own business.
  chmodSync(folder, 0o777);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, TMPDIR: folder, NO_COLOR: "1", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  options.onStart?.(child);
  const [exitCode] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  const left = readdirSync(folder);
  // What a program left to the reaper may be going away at this very moment.
  await removeFolder(folder);
  return { exitCode, stdout, stderr, left };
}

/** A trace of a crash: places in built or in Node's own code. */
export const trace = /\.m?js:\d+:\d+|node:internal/;
