import type {
  AbortSignalLike,
  Answer,
  Call,
  CallHead,
  CallInput,
  CloseHow,
  CommandHead,
  Expectation,
  HttpHead,
  Matcher,
  Place,
  Ports,
  RegexPort,
  Reply,
} from "../../src/core/index.ts";
import type { Arrival, Facts } from "../../src/engine/index.ts";

/** Small values that tests of this room, of verification and of the doubles are made of. */

/** Regular expressions without a budget; "SLOW" in a pattern runs out of it. */
export const plainRegex: RegexPort & { readonly slow: string[] } = {
  slow: [],
  check: () => ({ ok: true }),
  test({ source, flags }, text) {
    if (!source.includes("SLOW")) return new RegExp(source, flags).test(text);
    this.slow.push(source);
    return "timeout";
  },
};

/** Ports that refuse all but regular expressions and the stopwatch, which moves on 2 ms at each look. */
export function samplePorts(more: Partial<Ports> = {}): Ports {
  let now = 0;
  const refuse = (): never => {
    throw new Error("not for this test");
  };
  return {
    regex: plainRegex,
    stopwatch: { nowMs: () => (now += 2) },
    wait: { wait: refuse },
    hash: { sha1: refuse, sha256: refuse },
    files: { root: "/world", folder: refuse, write: refuse, read: refuse, remove: refuse },
    git: { run: refuse },
    handler: { run: refuse, test: refuse },
    recorder: { mode: () => "replay", record: refuse },
    assets: { read: refuse },
    folders: { open: refuse },
    programs: { allowed: false, isRoot: false, run: refuse },
    ...more,
  };
}

/** Where the line of a scenario is. */
export function lineAt(line: number, file = "backlot.toml"): Place {
  return { kind: "file", file, line, column: 1, endColumn: 2, text: "" };
}

/** An expectation of the command "tool", to be changed. */
export function expectation(id: string, more: Partial<Expectation> & { word?: Matcher } = {}): Expectation {
  const { word, ...rest } = more;
  const answer: Answer = { kind: "reply", replies: [] };
  const conditions = word === undefined ? [] : [{ field: "word", matcher: word }];
  const base = { double: "command", target: "tool", conditions, answer, times: { min: 1, max: null } };
  return { id, text: id, at: lineAt(1), ...base, ...rest };
}

/** The facts of a call with one word. */
export function factsOf(word: string, target = "tool"): Facts {
  return { double: "command", target, text: `${target} ${word}`, fields: { word }, readable: [] };
}

/** A signal that a test sets off. */
function sampleGone(): AbortSignalLike & { aborted: boolean; abort(): void } {
  const listeners = new Set<() => void>();
  return {
    aborted: false,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
    abort() {
      this.aborted = true;
      for (const listener of listeners) listener();
    },
  };
}

/** What a reply was told, in order. */
export type Said =
  | readonly ["head", status: number, headers: Readonly<Record<string, string>>]
  | readonly ["stdout" | "stderr" | "raw", text: string]
  | readonly ["wait", ms: number]
  | readonly ["pipe", mode: string]
  | readonly ["end"]
  | readonly ["close", how: CloseHow];

/** An arrival that keeps what its reply was told. */
export interface SampleArrival extends Arrival {
  readonly said: Said[];
  readonly gone: ReturnType<typeof sampleGone>;
}

/** A call as a host would bring it. */
export function arrivalOf(
  head: CallHead,
  input: Iterable<CallInput> = [{ kind: "end" }],
  reply: Partial<Reply> = {},
): SampleArrival {
  const said: Said[] = [];
  const gone = sampleGone();
  const say = async (one: Said): Promise<void> => void said.push(one);
  return {
    head,
    said,
    gone,
    input: (async function* inputs() {
      yield* input;
    })(),
    reply: {
      head: (status, headers) => say(["head", status, Object.fromEntries(headers)]),
      bytes: (data, stream = "stdout") => say([stream, new TextDecoder("latin1").decode(data)]),
      raw: (data) => say(["raw", new TextDecoder("latin1").decode(data)]),
      wait: async (ms) => {
        await say(["wait", ms]);
        return !gone.aborted;
      },
      pipe: async ({ mode }) => {
        await say(["pipe", mode]);
        return { exitCode: 0, signal: null, durationMs: 1 };
      },
      attach: async () => undefined,
      end: () => say(["end"]),
      close: (how) => say(["close", how]),
      ...reply,
    },
  };
}

/** The same as a numbered call. */
export function callWith(arrival: Arrival, id = 1): Call {
  return { id, ...arrival };
}

export function httpHead(line: string, more: Partial<HttpHead> = {}): HttpHead {
  const [method = "", target = ""] = line.split(" ");
  const [path = "", query = ""] = target.split("?");
  const origin = "http://127.0.0.1:40213";
  return {
    protocol: "http",
    service: "convo",
    method,
    path,
    query,
    headers: [],
    httpVersion: "1.1",
    origin,
    ...more,
  };
}

export function commandHead(words: readonly string[], more: Partial<CommandHead> = {}): CommandHead {
  const [command = "", ...args] = words;
  const streams = { stdin: "pipe", stdout: "pipe", stderr: "pipe" } as const;
  return { protocol: "command", command, args, cwd: "/repo", env: {}, ...streams, pid: 7, ...more };
}
