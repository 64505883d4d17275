import { spawn, type ChildProcess } from "node:child_process";
import { fstatSync, readFileSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { isatty } from "node:tty";
import { relay, whenQuiet } from "./client-recording.ts";
import { encodeFrame, FrameReader, type Frame, type FrameType } from "./frames.ts";
import type { Hello, RunOrder } from "./messages.ts";

/**
 * The program behind a command double that holds a conversation, and behind every double where there is no
 * shell. It knows nothing but how to carry bytes: what to say comes from the host.
 *
 * - `client.js attach SOCKET SLOT PID`: a shim has turned into it
 * - `client.js invoke SOCKET WORLD COMMAND ARGS...`: it stands for the command itself
 */

/** Signals that the double hears of instead of the client dying by them. */
const carried = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGCONT"] as const;

/** Milliseconds for which a host that does not listen (any more, or yet) is tried. */
const connectMsMax = 5_000;

let child: ChildProcess | undefined;
let over = false;
/** What was read for matching: a real program that takes over gets it first. A conversation keeps nothing. */
let captured: Buffer[] | undefined;
let inputEnded = false;

const [, , mode = "", socketPath = "", ...words] = process.argv;
const socket = await connectPatiently();
const reader = new FrameReader();
send("hello", JSON.stringify(mode === "attach" ? attachHello() : invokeHello()));
for (const signal of carried) process.on(signal, carry);
process.stdout.on("resize", tellSize);
tellSize();
for (const stream of ["stdout", "stderr"] as const) process[stream].on("error", () => loseReader(stream));
socket.on("data", (chunk: Buffer) => {
  for (const frame of reader.push(chunk)) act(frame);
});
socket.on("error", () => undefined);
socket.on("close", () => {
  if (over) return;
  process.stderr.write("backlot: no world answers: it was closed, or its process has ended\n");
  leave(70);
});

function attachHello(): Hello {
  return { slot: Number(words[0]), pid: Number(words[1]) };
}

function invokeHello(): Hello {
  const [world, command = "", ...args] = words;
  return {
    world: Number(world),
    pid: process.pid,
    kinds: [0, 1, 2].map((descriptor) => kindOf(descriptor)).join(""),
    command,
    args: rawArgs(args).toString("base64"),
    env: rawEnvironment().toString("base64"),
    cwd: Buffer.from(process.cwd()).toString("base64"),
  };
}

/** Arguments as they were given: process.argv has lost what is not UTF-8. */
function rawArgs(args: readonly string[]): Buffer {
  try {
    const line = readFileSync("/proc/self/cmdline");
    // Node and the file of the command stand before them.
    const start = line.indexOf(0, line.indexOf(0) + 1) + 1;
    return line.subarray(start);
  } catch {
    return Buffer.from(args.map((one) => `${one}\0`).join(""));
  }
}

function rawEnvironment(): Buffer {
  try {
    return readFileSync("/proc/self/environ");
  } catch {
    return Buffer.from(
      Object.entries(process.env)
        .map(([name, value]) => `${name}=${value}\0`)
        .join(""),
    );
  }
}

function kindOf(descriptor: number): string {
  if (isatty(descriptor)) return "t";
  try {
    const facts = fstatSync(descriptor);
    if (facts.isFIFO() || facts.isSocket()) return "p";
    if (facts.isFile()) return "f";
    return facts.rdev === statSync("/dev/null").rdev ? "n" : "o";
  } catch {
    return "c";
  }
}

async function connectPatiently(): Promise<Socket> {
  const deadline = performance.now() + connectMsMax;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, 200)) {
    try {
      return await connectOnce();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (!["ECONNREFUSED", "EAGAIN"].includes(code) || performance.now() > deadline) {
        process.stderr.write("backlot: no world answers: it was closed, or its process has ended\n");
        process.exit(70);
      }
      // Many that were refused together shall not come back together.
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
    }
  }
}

function connectOnce(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const made = connect(socketPath);
    made.once("error", reject);
    made.once("connect", () => {
      made.off("error", reject);
      resolve(made);
    });
  });
}

function send(type: FrameType, payload?: Uint8Array | string): boolean {
  return socket.writable && socket.write(encodeFrame(type, payload));
}

function tellSize(): void {
  const { columns, rows } = process.stdout;
  if (process.stdout.isTTY) send("resize", JSON.stringify({ columns, rows }));
}

function carry(signal: NodeJS.Signals): void {
  if (child === undefined) send("signal", signal);
  // A terminal has sent these to the real program too.
  else if (!(isatty(0) && (signal === "SIGINT" || signal === "SIGQUIT"))) child.kill(signal);
}

function act({ type, payload }: Frame): void {
  if (type === "stdout" || type === "stderr") {
    if (!process[type].write(payload)) {
      socket.pause();
      process[type].once("drain", () => socket.resume());
    }
  } else if (type === "read") read();
  else if (type === "raw" && process.stdin.isTTY) process.stdin.setRawMode(String(payload) === "1");
  else if (type === "run") run(JSON.parse(String(payload)) as RunOrder);
  else if (type === "exit") leave(Number(String(payload)));
  else if (type === "die") leave(String(payload) as NodeJS.Signals);
}

function read(): void {
  if (mode === "invoke") captured = [];
  process.stdin.on("data", (chunk: Buffer) => {
    captured?.push(chunk);
    if (send("bytes", chunk)) return;
    process.stdin.pause();
    socket.once("drain", () => process.stdin.resume());
  });
  const end = (): void => {
    inputEnded = true;
    send("end");
  };
  process.stdin.on("end", end);
  process.stdin.on("error", end);
}

function run(order: RunOrder): void {
  const { record } = order;
  // A file is handed over itself, since its position is shared with the programs that come after.
  const relaysInput = captured !== undefined || (record?.stdin === true && kindOf(0) === "p");
  const output = (descriptor: number) =>
    record === undefined || kindOf(descriptor) === "c" ? "inherit" : "pipe";
  child = spawn(order.path, order.args, {
    argv0: order.name,
    env: order.env,
    stdio: [relaysInput ? "pipe" : "inherit", output(1), output(2)],
  });
  giveInput(child, record?.stdin === true);
  const host = { socket, send };
  if (child.stdout !== null) relay(child.stdout, process.stdout, "keptStdout", host);
  if (child.stderr !== null) relay(child.stderr, process.stderr, "keptStderr", host);
  child.once("error", (error: NodeJS.ErrnoException) => {
    process.stderr.write(`${order.name}: ${error.code === "EACCES" ? "Permission denied" : error.message}\n`);
    send("ended", JSON.stringify({ exitCode: 126, signal: null }));
  });
  const ended = (exitCode: number | null, signal: string | null): void => {
    const stdinPartial = relaysInput && !inputEnded;
    send("ended", JSON.stringify({ exitCode, signal, stdinPartial }));
  };
  if (record === undefined) child.once("exit", ended);
  else whenQuiet(child, ended);
}

/** Gives a real program the input that was read before it came, and what still follows. */
function giveInput({ stdin }: ChildProcess, kept: boolean): void {
  if (stdin === null) return;
  // A program may end without having read everything.
  stdin.on("error", () => undefined);
  process.stdin.removeAllListeners("data");
  for (const chunk of captured ?? []) {
    stdin.write(chunk);
    if (kept) send("keptStdin", chunk);
  }
  captured = undefined;
  if (inputEnded) return void stdin.end();
  if (kept) relay(process.stdin, stdin, "keptStdin", { socket, send });
  else process.stdin.pipe(stdin);
  process.stdin.once("end", () => {
    inputEnded = true;
    stdin.end();
  });
}

/**
 * Nobody reads any more, and the real program is told so. What it writes into is a socket, which would answer
 * its next write by "connection reset".
 */
function loseReader(stream: "stdout" | "stderr"): void {
  const from = child?.[stream];
  if (from === undefined || from === null) return die("SIGPIPE");
  child?.kill("SIGPIPE");
  from.destroy();
}

/** Ends once everything is written. */
function leave(how: number | NodeJS.Signals): void {
  over = true;
  child?.kill();
  socket.destroy();
  process.stdin.destroy();
  process.stdout.write("", () => {
    process.stderr.write("", () => (typeof how === "number" ? process.exit(how) : die(how)));
  });
}

/** Dies by a signal, really: without its listeners Node gives a signal its default effect back. */
function die(signal: NodeJS.Signals): void {
  over = true;
  const nothing = (): void => undefined;
  if (signal !== "SIGKILL" && signal !== "SIGSTOP") process.on(signal, nothing);
  process.removeAllListeners(signal);
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(1), 100);
}
