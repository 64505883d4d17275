import { isAscii } from "node:buffer";
import { closeSync, openSync, readFileSync, readlinkSync, readSync } from "node:fs";
import { decodeLossless, type CommandHead, type StreamKind } from "../../core/index.ts";
import { removeFile } from "../../disk/index.ts";
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
  readonly wordFile: string;
  readonly environmentFile: string;
}

/**
 * The head of a call. A program that was killed right after it called still made the call: what can't be
 * read of it any more stays empty.
 */
export function readInvocation(record: ArrivalRecord, sources: InvocationSources): CommandHead {
  const [command = "", ...args] = (record.words ?? splitNul(takeFile(sources.wordFile))).map((one) =>
    text(one),
  );
  const { cwd, env } =
    sources.proc === undefined
      ? readWritten(takeFile(sources.environmentFile))
      : readProc(`${sources.proc}/${record.pid}`);
  return {
    protocol: "command",
    command,
    args,
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

/** What a shim has written down for this call alone; arguments and variables may be secrets. */
function takeFile(file: string): Uint8Array {
  const bytes = readOr(file);
  removeFile(file);
  return bytes;
}

function readOr(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    return new Uint8Array(0);
  }
}

/** Environments fit into it as a rule; it saves asking for a size that files of /proc do not have. */
const scratch = new Uint8Array(32 * 1024);

function readSmall(file: string): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const size = readSync(descriptor, scratch);
    if (size < scratch.length) return scratch.subarray(0, size);
  } catch {
    return new Uint8Array(0);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
  return readOr(file);
}

function readProc(folder: string): Pick<CommandHead, "cwd" | "env"> {
  let cwd = "";
  try {
    cwd = decodeLossless(readlinkSync(`${folder}/cwd`, "buffer"));
  } catch {
    // The process has ended.
  }
  return { cwd, env: parseEnvironment(readSmall(`${folder}/environ`)) };
}

/** Variables of an environment block. Of a name that stands there twice, programs see the first. */
function parseEnvironment(block: Uint8Array): Record<string, string> {
  const env: Record<string, string> = {};
  for (const entry of text(block).split("\0")) {
    const equals = entry.indexOf("=");
    const name = entry.slice(0, equals);
    if (equals <= 0 || Object.hasOwn(env, name)) continue;
    const value = entry.slice(equals + 1);
    if (name === "__proto__")
      Object.defineProperty(env, name, { value, enumerable: true, configurable: true });
    else env[name] = value;
  }
  return env;
}

/** Lossless text; nearly all of it is ASCII, which takes a tenth of the time. */
function text(bytes: Uint8Array): string {
  return isAscii(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1")
    : decodeLossless(bytes);
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
