import type { CallOutcome, CallRecord, CommandRecord, HttpRecord } from "../../engine/index.ts";
import { fromJsonBytes, textOf, type TextOrBase64 } from "../../core/index.ts";

/** What every call has. */
interface AnyCall {
  /** Number in its world, from 1, in order of arrival. */
  readonly id: number;
  /** One line: "GET /healthz", "kubectl apply -f -". */
  readonly text: string;
  readonly outcome: CallOutcome;
  /** Name or text of the expectation that answered; null when none did. */
  readonly answeredBy: string | null;
  /** The world's clock at its arrival. */
  readonly at: string;
  readonly durationMs: number;
}

/** A command invocation, as tests see it. Text that is not UTF-8 stands as `{ base64 }`. */
export interface CommandCall extends AnyCall {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Of the process that made the call, while it lasted. */
  readonly pid: number;
  /** Its streams that are terminals: "stdin", "stdout", "stderr". */
  readonly terminals: readonly string[];
  /** Absent when standard input was not read. */
  readonly stdin?: TextOrBase64;
  readonly stdout?: TextOrBase64;
  readonly stderr?: TextOrBase64;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
}

/** An HTTP exchange, as tests see it. */
export interface HttpCall extends AnyCall {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** As sent, without "?". */
  readonly query: string;
  /** By name in lower case; repeated headers are joined with ", ". Credentials are redacted. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: TextOrBase64;
  /** The body as JSON, when it is JSON. */
  readonly json?: unknown;
  readonly response?: { readonly status: number; readonly body?: TextOrBase64; readonly fault?: string };
}

/** Any call. */
export type WorldCall = CommandCall | HttpCall;

/** Journal records, as a JSON text, as the plain objects that tests compare with. */
export function callsIn(text: string): readonly WorldCall[] {
  return (JSON.parse(text) as readonly CallRecord[]).map(callOf);
}

function callOf(record: CallRecord): WorldCall {
  const { id, text, outcome, answeredBy, at, durationMs, detail } = record;
  const any: AnyCall = { id, text, outcome, answeredBy, at, durationMs };
  return detail.protocol === "command"
    ? commandCall(any, detail, record.pid ?? 0)
    : httpCall(any, record.target, detail);
}

function commandCall(any: AnyCall, detail: CommandRecord, pid: number): CommandCall {
  const { command, args, cwd, terminals = [], stdin, stdout, stderr, exitCode, signal } = detail;
  return {
    ...any,
    command,
    args,
    cwd,
    pid,
    terminals,
    ...(stdin === undefined ? {} : { stdin: stdin.data }),
    ...(stdout === undefined ? {} : { stdout: stdout.data }),
    ...(stderr === undefined ? {} : { stderr: stderr.data }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(signal === undefined || signal === null ? {} : { signal }),
  };
}

function httpCall(any: AnyCall, service: string, detail: HttpRecord): HttpCall {
  const headers: Record<string, string> = {};
  for (const [name, value] of detail.headers) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  const json = detail.body === undefined ? undefined : parseJson(detail.body.data);
  const { response } = detail;
  return {
    ...any,
    service,
    method: detail.method,
    path: detail.path,
    query: detail.query,
    headers,
    ...(detail.body === undefined ? {} : { body: detail.body.data }),
    ...(json === undefined ? {} : { json }),
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            ...(response.body === undefined ? {} : { body: response.body.data }),
            ...(response.fault === undefined ? {} : { fault: response.fault }),
          },
        }),
  };
}

function parseJson(data: TextOrBase64): unknown {
  try {
    return JSON.parse(textOf(fromJsonBytes(data)) ?? "") as unknown;
  } catch {
    return undefined;
  }
}
