import { spawn, type StdioOptions } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import type { CommandHead } from "../../../src/core/index.ts";
import type { Arrival } from "../../../src/engine/host.ts";
import {
  endProcesses,
  findExecutable,
  inspectProcesses,
  processesWritingTo,
  sharedInput,
} from "../../../src/adapters/process/index.ts";
import {
  openShimHost,
  type ShimHost,
  type ShimHostOptions,
  type ShimWorld,
} from "../../../src/hosts/shim/index.ts";

/** The shells of this machine that shims must work under. */
export const shells = ["/bin/dash", "/bin/bash --posix", "/bin/busybox sh", "/bin/zsh --emulate sh"].filter(
  (shell) => existsSync(shell.split(" ")[0] as string),
);

export const processes = {
  inspect: inspectProcesses,
  findExecutable,
  holding: processesWritingTo,
  sharedInput,
  end: endProcesses,
};

/** A command's call, as a test answers it. */
export type CommandArrival = Arrival & { readonly head: CommandHead };

/** One host with one world whose calls a function answers. */
export interface Stage {
  readonly folder: string;
  readonly host: ShimHost;
  readonly world: ShimWorld;
  readonly calls: CommandArrival[];
  answer: (call: CommandArrival) => Promise<void> | void;
  /** Path of a doubled command. */
  path(command: string): string;
  close(): Promise<void>;
}

export async function openStage(
  options: Partial<ShimHostOptions> & { commands?: string[]; sealedPath?: string } = {},
): Promise<Stage> {
  const folder = mkdtempSync(`${tmpdir()}/shim-`);
  mkdirSync(`${folder}/pool`, { mode: 0o700 });
  mkdirSync(`${folder}/world`, { mode: 0o700 });
  const host = await openShimHost({ folder: `${folder}/pool`, processes, ...options });
  const stage: Stage = {
    folder,
    host,
    calls: [],
    answer: ({ reply }) => reply.end(),
    world: host.addWorld({
      folder: `${folder}/world`,
      commands: options.commands ?? ["tool"],
      sealedPath: options.sealedPath,
      sink: {
        accept: async (arrival) => {
          const call = arrival as CommandArrival;
          stage.calls.push(call);
          await stage.answer(call);
        },
      },
    }),
    path: (command) => `${stage.world.binFolder}/${command}`,
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** How a program ended and what it wrote. */
export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a program to its end without blocking this thread. */
export function run(
  file: string,
  args: readonly string[] = [],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; stdio?: StdioOptions; input?: Uint8Array } = {},
): Promise<Ran> {
  const child = spawn(file, args, {
    ...options,
    stdio: options.stdio ?? [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
  if (options.input !== undefined) {
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(options.input);
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Polls until something is true. */
export async function until(what: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error("it never became true");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Processes whose environment holds MARK=value. */
export function marked(value: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`MARK=${value}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Descriptors of this process on files whose path begins so. */
export function openPipes(path: string): number {
  return readdirSync("/proc/self/fd").filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).startsWith(path);
    } catch {
      return false;
    }
  }).length;
}
