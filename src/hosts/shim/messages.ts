/** What frames with a JSON payload say. Each is read strictly: nobody but our own client writes them. */

/** Who a client is: a shim that turned into it, or a program of its own where there is no shell. */
export type Hello =
  | { readonly slot: number; readonly pid: number }
  | {
      readonly world: number;
      readonly pid: number;
      readonly kinds: string;
      readonly command: string;
      /** NUL-ended bytes as base64: they need not be UTF-8. */
      readonly args: string;
      readonly env: string;
      readonly cwd: string;
    };

/** What the client runs in its own place. */
export interface RunOrder {
  readonly path: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What of its streams is copied to the host. */
  readonly record?: { readonly stdin: boolean } | undefined;
}

/** How that ended. */
export interface RunEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Whether it ended before its input did, of which something was kept. */
  readonly stdinPartial?: boolean;
}

/** A terminal's size. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Reads a hello. Throws a TypeError when it is none. */
export function readHello(payload: Buffer): Hello {
  const fields = readFields(payload);
  const pid = number(fields, "pid");
  if (fields["slot"] !== undefined) return { slot: number(fields, "slot"), pid };
  return {
    world: number(fields, "world"),
    pid,
    kinds: string(fields, "kinds"),
    command: string(fields, "command"),
    args: string(fields, "args"),
    env: string(fields, "env"),
    cwd: string(fields, "cwd"),
  };
}

/** Reads a terminal's size. */
export function readSize(payload: Buffer): Size {
  const fields = readFields(payload);
  return { columns: number(fields, "columns"), rows: number(fields, "rows") };
}

/** Reads how a real program ended. */
export function readRunEnd(payload: Buffer): RunEnd {
  const fields = readFields(payload);
  return {
    exitCode: fields["exitCode"] === null ? null : number(fields, "exitCode"),
    signal: fields["signal"] === null ? null : string(fields, "signal"),
    ...(fields["stdinPartial"] === true ? { stdinPartial: true } : {}),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readFields(payload: Buffer): Fields {
  const value: unknown = JSON.parse(payload.toString());
  if (typeof value !== "object" || value === null) throw new TypeError("a message is an object");
  return value as Fields;
}

function number(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`${name} is not a whole number`);
  }
  return value;
}

function string(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new TypeError(`${name} is not a text`);
  return value;
}
