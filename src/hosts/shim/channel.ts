import type { CallInput, CloseHow, CommandHead, PipeOutcome, SignalName } from "../../core/index.ts";

/** A real program to be run in a call's place. */
export interface RealProgram {
  readonly path: string;
  /** Arguments are the call's own. Variables to set over the caller's. */
  readonly set: Readonly<Record<string, string>>;
  readonly mode: "wait" | "exec";
  /** Keeps what goes through its streams; only with "wait". */
  readonly record?: { readonly stdin: boolean } | undefined;
}

/**
 * One way to talk to the program that stands for a command: a shell at the other end of FIFOs, or the Node
 * client at the other end of a socket. Both can do the same.
 */
export interface Channel {
  readonly head: CommandHead;
  /** Takes output over; waits while much of it is still on its way. */
  output(data: Uint8Array, stream: "stdout" | "stderr"): Promise<void>;
  /** Sends what was gathered. */
  flush(): Promise<void>;
  /** What reaches the program; nothing is asked for before the first item is. */
  input(): AsyncIterable<CallInput>;
  /** Runs the real program with the caller's own streams. */
  run(program: RealProgram): Promise<PipeOutcome>;
  /** Ends the program that stands for the command. */
  finish(how: CloseHow): Promise<void>;
  /** Ends whatever keeps the program from hearing what it is told: a real program, a read of its input. */
  interrupt(): Promise<void>;
}

/** The signals that are passed on to a real program or a conversation. */
export const forwardedSignals = [
  "SIGHUP",
  "SIGINT",
  "SIGQUIT",
  "SIGTERM",
  "SIGUSR1",
  "SIGUSR2",
] as const satisfies readonly SignalName[];

/** What is known of a program that nobody waited for. */
export const unknownOutcome: PipeOutcome = { exitCode: null, signal: null, durationMs: null };
