import { EventEmitter } from "node:events";
import { PassThrough, Writable } from "node:stream";
import type { CallInput, CloseHow, StreamKind } from "../../src/core/index.ts";
import type { Arrival } from "../../src/engine/index.ts";
import { answerProcess } from "../../src/hosts/process/index.ts";

/** An output stream's other end: keeps what it is told, unless `take` says otherwise. */
class SampleScreen extends Writable {
  text = "";
  columns: number | undefined;
  rows: number | undefined;
  take: (done: (error?: Error) => void) => void = (done) => done();

  constructor() {
    super({
      write: (chunk: Uint8Array, _encoding, done) => {
        this.text += new TextDecoder().decode(chunk);
        this.take(done);
      },
    });
  }
}

/** What a process was called as. */
export const invocation = {
  command: "claude",
  args: ["-p", "hello"],
  cwd: "/repo",
  env: { HOME: "/home/ada" },
};

/** A process with streams and signals that a test holds the other ends of. */
export function sampleProcess() {
  const signals = new EventEmitter();
  const stdin = Object.assign(new PassThrough(), {
    raw: [] as boolean[],
    setRawMode: (raw: boolean) => stdin.raw.push(raw),
  });
  return {
    pid: 7,
    stdin,
    stdout: new SampleScreen(),
    stderr: new SampleScreen(),
    on: (signal: string, listener: (name: NodeJS.Signals) => void) => signals.on(signal, listener),
    off: (signal: string, listener: (name: NodeJS.Signals) => void) => signals.off(signal, listener),
    signal: (name: string) => signals.emit(name, name),
    signals,
  };
}

/** Answers a process; gives how it has to end. */
export function answer(
  own: ReturnType<typeof sampleProcess>,
  accept: (arrival: Arrival) => Promise<void>,
  kinds: readonly StreamKind[] = ["pipe", "pipe", "pipe"],
): Promise<CloseHow> {
  return answerProcess({ accept }, invocation, own, (descriptor) => kinds[descriptor] ?? "closed");
}

/** Everything that a call is given. */
export async function allOf(input: Arrival["input"]): Promise<CallInput[]> {
  const items: CallInput[] = [];
  for await (const item of input) items.push(item);
  return items;
}

/** What a call is given next. */
export async function nextOf(iterator: AsyncIterator<CallInput>): Promise<CallInput> {
  return (await iterator.next()).value as CallInput;
}

/** The one reader of a call's input. */
export function readerOf({ input }: Arrival): AsyncIterator<CallInput> {
  return input[Symbol.asyncIterator]();
}
