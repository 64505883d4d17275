import type { Readable, Writable } from "node:stream";

/** Standard input: a stream that may be a terminal's keys. */
export interface KeyStream extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

/** An output stream: it may be a terminal's screen. */
export interface ScreenStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** What a host needs of the process that it runs in: Node's `process`, or what stands for it in tests. */
export interface OwnProcess {
  readonly pid: number;
  readonly stdin: KeyStream;
  readonly stdout: ScreenStream;
  readonly stderr: ScreenStream;
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}
