/**
 * A call is one thing the program did: an HTTP exchange or a command invocation. It is open-ended: its
 * input arrives while its reply is already being written. Hosts make calls, doubles serve them.
 */

/** A signal's name, "SIGTERM". */
export type SignalName = `SIG${string}`;

/** What reaches a call from the program. `gone` is last: the program left without waiting. */
export type CallInput =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  | { readonly kind: "signal"; readonly signal: SignalName }
  | { readonly kind: "resize"; readonly columns: number; readonly rows: number }
  | { readonly kind: "gone" };

/** Header names and values in their order and spelling. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The head of an HTTP request. */
export interface HttpHead {
  readonly protocol: "http";
  /** Name of the service whose port it came to. */
  readonly service: string;
  readonly method: string;
  /** Path as sent, percent-encoded, without query. */
  readonly path: string;
  /** Query as sent, without "?"; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderList;
  /** "1.1" or "1.0". */
  readonly httpVersion: string;
  /** Origin under which the program reached it, e.g. "http://127.0.0.1:40213". */
  readonly origin: string;
}

/** What a standard stream of a command is. */
export type StreamKind = "null" | "file" | "pipe" | "terminal" | "closed" | "other";

/** The head of a command invocation. Strings are lossless text of bytes (see bytes.ts). */
export interface CommandHead {
  readonly protocol: "command";
  /** Name it was called by, "git". */
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: StreamKind;
  readonly stdout: StreamKind;
  readonly stderr: StreamKind;
  readonly pid: number;
}

/** The head of a call. */
export type CallHead = HttpHead | CommandHead;

/** How a reply ends. `fin` ends an HTTP reply or connection cleanly, `rst` resets it. */
export type CloseHow =
  | { readonly how: "fin" }
  | { readonly how: "rst" }
  | { readonly how: "exit"; readonly code: number }
  | { readonly how: "signal"; readonly signal: SignalName };

/** How a real program ended that a call was passed through to. */
export interface PipeOutcome {
  /** Exit code, or null when it ended by a signal or is unknown. */
  readonly exitCode: number | null;
  readonly signal: SignalName | null;
  /** Measured, in milliseconds; null when unknown. */
  readonly durationMs: number | null;
  /** Why it could not be started, when it could not. */
  readonly failure?: "not-found" | "not-executable";
  /** What went in and came out, when the target asked for it. */
  readonly recorded?: RecordedStreams;
}

/** The streams of a real program that was recorded. */
export interface RecordedStreams {
  /** Empty when it was not to be recorded, or when there was none. */
  readonly stdin: Uint8Array;
  /** The program ended before its input did: `stdin` is the beginning of it. */
  readonly stdinPartial?: boolean | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Output as it came: real milliseconds since the start. */
  readonly chunks: readonly {
    readonly stream: "stdout" | "stderr";
    readonly bytes: Uint8Array;
    readonly atMs: number;
  }[];
  /** Streams that were longer than limits.recordedStreamBytes; what is kept of them is only their beginning. */
  readonly cut: readonly ("stdin" | "stdout" | "stderr")[];
}

/** A real program that takes the call over. */
export interface PipeTarget {
  readonly kind: "command";
  /** Variables set over the caller's. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** "wait" reports how it ended; "exec" replaces the caller, so that its end stays unknown. */
  readonly mode: "wait" | "exec";
  /** Keeps what goes through its streams, which still reaches the caller at once. Only with "wait". */
  readonly record?: { readonly stdin: boolean } | undefined;
}

/** How a conversation is held. */
export interface AttachOptions {
  /** A terminal hands keys over as they are pressed, without echo; false unless given. */
  readonly raw?: boolean | undefined;
}

/** The answer side of a call. Every method resolves when the host has taken the data over. */
export interface Reply {
  /** HTTP: status and headers, once, before bytes. Commands have no head. */
  head(status: number, headers: HeaderList, reason?: string): Promise<void>;
  /** Bytes of the body, or of one output stream of a command ("stdout" by default). */
  bytes(data: Uint8Array, stream?: "stdout" | "stderr"): Promise<void>;
  /** HTTP: bytes on the socket as they are, past all framing. Only for faults that break the framing. */
  raw?(data: Uint8Array): Promise<void>;
  /** Lets real time pass; resolves early, with false, when the program has gone. */
  wait(ms: number): Promise<boolean>;
  /** Hands the call to a real program; resolves when that has ended. Only commands. */
  pipe(target: PipeTarget): Promise<PipeOutcome>;
  /** Turns a command into a conversation: input streams from now on. Resolves when the stream stands. */
  attach(options?: AttachOptions): Promise<void>;
  /** HTTP: ends the body as its framing asks. Commands: exit code 0. */
  end(): Promise<void>;
  /** Ends the call in a given way; nothing can be written afterwards. */
  close(how: CloseHow): Promise<void>;
}

/** One call on its way through a world. */
export interface Call {
  /** Number in its world, from 1, in order of arrival. */
  readonly id: number;
  readonly head: CallHead;
  /**
   * What comes from the program, read lazily: a host asks for bytes only when somebody iterates. One
   * reader; ends after `gone`, or when the call is closed.
   */
  readonly input: AsyncIterable<CallInput>;
  readonly reply: Reply;
  /** Aborted when the program has gone. */
  readonly gone: AbortSignalLike;
}

/** The part of AbortSignal that pure rooms use. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
