import type { CallHead, CallInput, Json, Layer } from "../../src/core/index.ts";
import type { Double } from "../../src/engine/index.ts";

/** A double with what the suite needs to know to exercise it. */
export interface Subject {
  readonly double: Double;
  readonly config: unknown;
  /** Expectations, for doubles that answer by them. */
  readonly layers?: readonly Layer[];
  /** Calls in an order in which each can be answered. One world serves them all, one after the other. */
  readonly story: readonly Conversation[];
  /** Arguments to try with queries, besides null. */
  readonly queries?: Readonly<Record<string, readonly Json[]>>;
  /** Arguments to try with acts. */
  readonly acts?: Readonly<Record<string, readonly Json[]>>;
  /** What the story's calls hold that no event may. */
  readonly secrets: readonly string[];
  /** Milliseconds after which a call that should have ended counts as stuck; 5,000 when absent. */
  readonly deadlineMs?: number;
}

/** What the program does in one call. */
export interface Conversation {
  readonly name: string;
  readonly head: CallHead;
  readonly steps: readonly Step[];
  /** Text that the answer must hold. */
  readonly answers?: string;
}

/** One thing the program does: it gives input, or waits for a text in the answer before it goes on. */
export type Step = CallInput | { readonly kind: "after"; readonly text: string };

/** Makes a subject of a double with types of its own. */
export function subject<Config, State, Command>(
  parts: Omit<Subject, "double" | "config"> & {
    readonly double: Double<Config, State, Command>;
    readonly config: Config;
  },
): Subject {
  return { ...parts, double: parts.double as unknown as Double };
}

/** The head of an HTTP request, headers by name. */
export function httpHead(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  service = "probe",
): CallHead {
  const [method = "GET", target = "/"] = line.split(" ");
  const [path = "/", query = ""] = target.split("?");
  return {
    protocol: "http",
    service,
    method,
    path,
    query,
    headers: Object.entries({ Host: "127.0.0.1:1", ...headers }),
    httpVersion: "1.1",
    origin: "http://127.0.0.1:1",
  };
}

/** The head of a command; the first word is its name. */
export function commandHead(line: string, env: Readonly<Record<string, string>> = {}): CallHead {
  const [command = "", ...args] = line.split(" ");
  return {
    protocol: "command",
    command,
    args,
    cwd: "/work",
    env: { PATH: "/usr/bin", ...env },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
    pid: 1,
  };
}

/** Text as a step. */
export function says(text: string): Step {
  return { kind: "bytes", bytes: new TextEncoder().encode(text) };
}

/** The end of the input as a step. */
export const ends: Step = { kind: "end" };

/** A whole HTTP exchange: request line, then a body if there is one. */
export function exchange(
  line: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Conversation {
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  return {
    name: line,
    head: httpHead(line, { ...headers, ...length }),
    steps: body === undefined ? [ends] : [says(body), ends],
  };
}
