import type { SignalName } from "./call.ts";
import type { Place } from "./finding.ts";
import type { Json, JsonTypeName } from "./json.ts";
import type { HandlerRef, RegexData } from "./code-refs.ts";
import type { FixtureAnswer } from "./recording.ts";

/**
 * Matchers as data: what `{ contains = "x" }` in a file and `match.contains("x")` in TypeScript become. The
 * scenario room reads them, the match room compiles them; they cross threads.
 */
export type Matcher =
  | { readonly is: "equals"; readonly value: Json }
  | { readonly is: "contains"; readonly text: string }
  | { readonly is: "starts_with"; readonly text: string }
  | { readonly is: "ends_with"; readonly text: string }
  /** `*` any run of characters, `?` one character; the whole text. */
  | { readonly is: "glob"; readonly pattern: string }
  /** Found anywhere in the text, as JavaScript's RegExp.test. */
  | { readonly is: "regex"; readonly regex: RegexData }
  | { readonly is: "any" }
  /** A JSON value of this type. */
  | { readonly is: "type"; readonly type: JsonTypeName }
  | { readonly is: "one_of"; readonly matchers: readonly Matcher[] }
  /** A list with at least one item that matches, or a text that contains it. */
  | { readonly is: "includes"; readonly matcher: Matcher }
  /** The text parses as JSON (or the value is JSON) and holds this subset. */
  | { readonly is: "json"; readonly subset: JsonPattern }
  | { readonly is: "not"; readonly matcher: Matcher }
  /** A list of arguments, item by item; `rest` says whether more may follow. */
  | { readonly is: "items"; readonly items: readonly Matcher[]; readonly rest: boolean }
  /** A path template: literal, `{name}`, and `**` segments (see match/). */
  | { readonly is: "path"; readonly template: string }
  /** A function from TypeScript. */
  | { readonly is: "predicate"; readonly handler: HandlerRef };

/** JSON whose leaves may be matchers: objects are subsets, arrays go item by item. */
export type JsonPattern =
  | { readonly leaf: Matcher }
  | { readonly object: Readonly<Record<string, JsonPattern>> }
  | { readonly array: readonly JsonPattern[] };

/**
 * One thing that must hold of a call. Fields of HTTP calls: `method`, `path`, `query` and `headers` (with
 * a key; header keys in lower case), `body`. Of commands: `args`, `stdin`, `cwd`, `env` (with a key).
 */
export interface Condition {
  readonly field: string;
  readonly key?: string | undefined;
  readonly matcher: Matcher;
}

/** Bytes that a reply holds; `file` is filled with its bytes when the scenario is linked. */
export type Content =
  | { readonly type: "json"; readonly value: Json }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "file"; readonly path: string; readonly bytes: Uint8Array };

/** What an HTTP double can do wrong on purpose. */
export type HttpFault = "reset" | "empty" | "truncated" | "stalled" | "malformed_chunk";

/** One HTTP reply. */
export interface HttpReply {
  readonly for: "http";
  /** null: the default, 200. */
  readonly status: number | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Content | null;
  /** Real milliseconds before the head is sent. */
  readonly delayMs: number;
  /** Bodies sent one by one, each after its own delay; instead of `body`. */
  readonly chunks: readonly { readonly content: Content; readonly delayMs: number }[] | null;
  readonly fault: HttpFault | null;
  readonly template: boolean;
  /** The model of its service that completes the JSON body. */
  readonly model?: { readonly name: string; readonly at: Place } | undefined;
}

/** One command reply. */
export interface CommandReply {
  readonly for: "command";
  readonly stdout: Content | null;
  readonly stderr: Content | null;
  readonly exit: { readonly code: number } | { readonly signal: SignalName };
  readonly delayMs: number;
  readonly chunks:
    | readonly { readonly stream: "stdout" | "stderr"; readonly content: Content; readonly delayMs: number }[]
    | null;
  readonly template: boolean;
}

/** One reply of either protocol. */
export type ReplyData = HttpReply | CommandReply;

/** How an expectation answers. */
export type Answer =
  | { readonly kind: "reply"; readonly replies: readonly ReplyData[] }
  | {
      readonly kind: "passthrough";
      readonly mode: "wait" | "exec";
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly kind: "handler"; readonly handler: HandlerRef }
  /** HTTP: what the service keeps under this name is listed, made, read, changed or removed. */
  | { readonly kind: "resource"; readonly resource: string }
  | { readonly kind: "fixture"; readonly fixture: FixtureAnswer }
  /** Agents and models: what is said to a prompt, as dialogue/ reads it. Null: the scenario's own rule says it. */
  | { readonly kind: "response"; readonly response: unknown };

/** How many calls an expectation wants; `max` null means any number, `max` 0 forbids the call. */
export interface Times {
  readonly min: number;
  readonly max: number | null;
}

/** One match, one answer, a count; from a file or from TypeScript, the same thing. */
export interface Expectation {
  /** Unique in its world. From a file, stable: "backlot.toml#commands[0]". */
  readonly id: string;
  readonly name?: string | undefined;
  /** The double that serves it: "http", "command". */
  readonly double: string;
  /** What it stands for there: a service's name, a command's name. */
  readonly target: string;
  readonly conditions: readonly Condition[];
  readonly answer: Answer;
  readonly times: Times;
  /** How it reads, on one line: "GET /healthz", "kubectl apply -f *". */
  readonly text: string;
  readonly at: Place;
}

/** An ordered list of expectations; in a world, layers are tried from the newest. */
export interface Layer {
  readonly name: string;
  readonly expectations: readonly Expectation[];
}
