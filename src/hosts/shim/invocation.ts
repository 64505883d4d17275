import { readFileSync, readlinkSync } from "node:fs";
import { decodeLossless, type CommandHead, type StreamKind } from "../../core/index.ts";
import type { Hello } from "./messages.ts";
import { splitNul, type ArrivalRecord } from "./control-line.ts";
import { readExports } from "./exported-environment.ts";

/** What the letters of an announcement mean. */
const streamKinds: Readonly<Record<string, StreamKind>> = {
  n: "null",
  f: "file",
  p: "pipe",
  t: "terminal",
  c: "closed",
  o: "other",
};

/** Where to look for what a shim did not say itself. */
export interface InvocationSources {
  /** "/proc", or undefined where the shim writes its environment down. */
  readonly proc: string | undefined;
  readonly argumentFile: string;
  readonly environmentFile: string;
}

/**
 * The head of a call. A program that was killed right after it called still made the call: what can't be
 * read of it any more stays empty.
 */
export function readInvocation(record: ArrivalRecord, sources: InvocationSources): CommandHead {
  const args = record.args ?? splitNul(readOr(sources.argumentFile));
  const { cwd, env } =
    sources.proc === undefined
      ? readWritten(readOr(sources.environmentFile))
      : readProc(`${sources.proc}/${record.pid}`);
  return {
    protocol: "command",
    command: decodeLossless(record.command),
    args: args.map((one) => decodeLossless(one)),
    cwd,
    env,
    ...kindsOf(record.kinds),
    pid: record.pid,
  };
}

/** The head of a call that a Node client made itself. Throws when it makes no sense. */
export function invocationOf(hello: Hello): { readonly head: CommandHead; readonly world: number } {
  if ("slot" in hello) throw new TypeError("no invocation");
  const head: CommandHead = {
    protocol: "command",
    command: hello.command,
    args: splitNul(Buffer.from(hello.args, "base64")).map((one) => decodeLossless(one)),
    cwd: decodeLossless(Buffer.from(hello.cwd, "base64")),
    env: parseEnvironment(Buffer.from(hello.env, "base64")),
    ...kindsOf(hello.kinds),
    pid: hello.pid,
  };
  return { head, world: hello.world };
}

function kindsOf(letters: string): Pick<CommandHead, "stdin" | "stdout" | "stderr"> {
  const at = (stream: number): StreamKind => streamKinds[letters.charAt(stream)] ?? "other";
  return { stdin: at(0), stdout: at(1), stderr: at(2) };
}

function readOr(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    return new Uint8Array(0);
  }
}

function readProc(folder: string): Pick<CommandHead, "cwd" | "env"> {
  let cwd = "";
  try {
    cwd = decodeLossless(readlinkSync(`${folder}/cwd`, "buffer"));
  } catch {
    // The process has ended.
  }
  return { cwd, env: parseEnvironment(readOr(`${folder}/environ`)) };
}

/** Variables of an environment block. Of a name that stands there twice, programs see the first. */
export function parseEnvironment(block: Uint8Array): Record<string, string> {
  const pairs = splitNul(block).flatMap((entry) => {
    const equals = entry.indexOf(61);
    if (equals <= 0) return [];
    return [[decodeLossless(entry.subarray(0, equals)), decodeLossless(entry.subarray(equals + 1))] as const];
  });
  return Object.fromEntries(pairs.reverse());
}

/** Folder, line feed, NUL, then what `export -p` says. */
function readWritten(bytes: Uint8Array): Pick<CommandHead, "cwd" | "env"> {
  const split = bytes.indexOf(0);
  if (split < 1) return { cwd: "", env: {} };
  return {
    cwd: decodeLossless(bytes.subarray(0, split - 1)),
    env: readExports(decodeLossless(bytes.subarray(split + 1))),
  };
}
