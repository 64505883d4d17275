import {
  decodeLossless,
  finding,
  limits,
  type Call,
  type CommandHead,
  type CommandRecording,
  type CommandReply,
  type Content,
  type FixtureAnswer,
  type RawRecording,
  type RecordedStreams,
} from "../../core/index.ts";
import {
  callText,
  readWhole,
  recordBytes,
  type CommandRecord,
  type Match,
  type ServeContext,
} from "../../engine/index.ts";
import { fillPlaceholders } from "../../fixture/index.ts";
import type { DecideCommand } from "./decide.ts";
import { missOf, needsStdin, placesOf, recordAgain } from "./replay.ts";
import type { CommandState } from "./state.ts";

/** What serving a command is given. */
export type CommandContext = ServeContext<CommandState, DecideCommand>;

type Matched = Extract<Match, { kind: "matched" }>;
type Note = (more: Partial<CommandRecord>) => void;

/** What becomes of a call that a fixture answers. */
export type FixtureOutcome =
  | { readonly kind: "reply"; readonly reply: CommandReply }
  | { readonly kind: "refused"; readonly finding: ReturnType<typeof finding> }
  /** The real command has answered, or the program has gone. */
  | { readonly kind: "over" }
  | { readonly kind: "gone" };

/**
 * Marks the environment of a real command that is recorded: what it calls in turn is a part of its own run, and will
 * not be called when that is replayed. Holds the world's folder, so that worlds inside it are not meant.
 */
const recordingVariable = "BACKLOT_RECORDING";

/** Answers a call by a recording of its fixture, or records it, as the world is asked to. */
export async function serveFixture(
  call: Call,
  context: CommandContext,
  match: Matched,
  fixture: FixtureAnswer,
  stdin: Uint8Array | undefined,
  note: Note,
): Promise<FixtureOutcome> {
  const mode = context.ports.recorder.mode(fixture);
  if (mode === "record") return record(call, context, match, fixture, stdin, note);
  const read = await stdinFor(call, context, fixture, stdin, note);
  if (read === "gone") return { kind: "gone" };
  const command: DecideCommand = { do: "replay", fixture, call: invocationOf(call, read) };
  const decided = await context.commit(command);
  if (!("refused" in decided)) {
    const at = Number(decided.events[0]?.["recording"]);
    const recording = fixture.recordings?.[at] as CommandRecording;
    return { kind: "reply", reply: replyOf(recording, call.head as CommandHead) };
  }
  if (mode === "replay-or-record") return record(call, context, match, fixture, read, note);
  return { kind: "refused", finding: refusalOf(call, match, fixture, context, read) };
}

/** Standard input is read only when a recording that may answer has one. */
async function stdinFor(
  call: Call,
  context: CommandContext,
  fixture: FixtureAnswer,
  stdin: Uint8Array | undefined,
  note: Note,
): Promise<Uint8Array | undefined | "gone"> {
  if (stdin !== undefined || !needsStdin(context.state, fixture, call.head as CommandHead)) return stdin;
  const read = await readWhole(call, limits.stdinBytes);
  note({ stdin: recordBytes(read.bytes, limits.recordBodyBytes, read.length) });
  return read.gone ? "gone" : read.bytes;
}

function invocationOf(
  call: Call,
  stdin: Uint8Array | undefined,
): Extract<DecideCommand, { do: "replay" }>["call"] {
  const { command, args, env, cwd } = call.head as CommandHead;
  return { command, args, env, cwd, stdin: stdin === undefined ? "" : decodeLossless(stdin) };
}

function refusalOf(
  call: Call,
  match: Matched,
  fixture: FixtureAnswer,
  context: CommandContext,
  stdin: Uint8Array | undefined,
): ReturnType<typeof finding> {
  const evidence = { call: call.id, expectation: match.expectation.id, of: fixture.path };
  const text = callText(call);
  if (fixture.recordings === null) {
    const what = `${text} is answered by ${fixture.path}, which does not exist`;
    return finding("fixture-missing", { at: match.expectation.at, what, evidence });
  }
  const again = recordAgain(match.expectation, fixture);
  return finding("fixture-miss", {
    at: match.expectation.at,
    evidence,
    ...(again === undefined ? {} : { fix: again }),
    ...missOf(context.state, fixture, invocationOf(call, stdin)),
  });
}

/** What a recording says, as a reply: in the order it was printed in, without the time that took. */
function replyOf(recording: CommandRecording, head: CommandHead): CommandReply {
  const { stdout, stderr, exit, ...filled } = fillPlaceholders(recording, placesOf(head));
  const content = (text: string): Content => ({ type: "text", text });
  const whole = { for: "command", exit, delayMs: 0, template: false } as const;
  if (filled.chunks === undefined)
    return { ...whole, stdout: content(stdout), stderr: content(stderr), chunks: null };
  const chunks = filled.chunks.map(({ stream, text }) => ({ stream, content: content(text), delayMs: 0 }));
  return { ...whole, stdout: null, stderr: null, chunks };
}

async function record(
  call: Call,
  context: CommandContext,
  match: Matched,
  fixture: FixtureAnswer,
  stdin: Uint8Array | undefined,
  note: Note,
): Promise<FixtureOutcome> {
  const head = call.head as CommandHead;
  const world = head.env["BACKLOT_WORLD"] ?? "unknown";
  const inside = head.env[recordingVariable] === world;
  const outcome = await call.reply.pipe({
    kind: "command",
    mode: "wait",
    ...(inside ? {} : { env: { [recordingVariable]: world }, record: { stdin: fixture.recordStdin } }),
  });
  note({ exitCode: outcome.exitCode, signal: outcome.signal });
  context.note({ outcome: "passed" });
  const { recorded } = outcome;
  const exit = outcome.signal === null ? outcome.exitCode : outcome.signal;
  if (outcome.failure !== undefined) {
    const what = `${head.command} is to be recorded, and there is no real ${head.command} that can be run`;
    context.note({ outcome: "failed", findings: [finding("command-not-found", { what })] });
  } else if (!inside && (recorded === undefined || exit === null)) {
    const what = `${callText(call)} was not recorded: how it ended is not known`;
    context.note({ findings: [finding("not-recorded", { what })] });
  } else if (!inside && recorded !== undefined && exit !== null) {
    await keep(call, context, match, fixture, { recorded, exit, stdin, durationMs: outcome.durationMs ?? 0 });
  }
  return { kind: "over" };
}

interface Run {
  readonly recorded: RecordedStreams;
  readonly exit: number | NonNullable<Awaited<ReturnType<Call["reply"]["pipe"]>>["signal"]>;
  /** What was read to find the expectation. */
  readonly stdin: Uint8Array | undefined;
  readonly durationMs: number;
}

async function keep(
  call: Call,
  context: CommandContext,
  match: Matched,
  fixture: FixtureAnswer,
  { recorded, exit, stdin, durationMs }: Run,
): Promise<void> {
  const cut = recorded.cut.join(" and ");
  if (cut !== "") {
    const what = `${cut} of ${callText(call)} is longer than ${limits.recordedStreamBytes} bytes, so it was not recorded`;
    context.note({ findings: [finding("over-limit", { what, fix: "Pass the command through." })] });
    return;
  }
  const { command, args, cwd, env } = call.head as CommandHead;
  const input = fixture.recordStdin && recorded.stdin.length === 0 ? stdin : undefined;
  const raw: RawRecording = {
    call: call.id,
    command,
    args,
    cwd,
    env,
    explicitEnv: match.expectation.conditions.flatMap(({ field, key }) =>
      field === "env" && key !== undefined ? [key] : [],
    ),
    stdin: decodeLossless(input ?? recorded.stdin),
    // Without any input nothing is compared, so nothing has to be said of it.
    ...(recorded.stdinPartial === true && input === undefined && recorded.stdin.length > 0
      ? { stdinPartial: true as const }
      : {}),
    stdout: decodeLossless(recorded.stdout),
    stderr: decodeLossless(recorded.stderr),
    exit: typeof exit === "number" ? { code: exit } : { signal: exit },
    durationMs: Math.round(durationMs),
    chunks: recorded.chunks.map(({ stream, bytes, atMs }) => ({ stream, text: decodeLossless(bytes), atMs })),
  };
  context.ports.recorder.record(fixture, raw);
  await context.commit({ do: "record", fixture: fixture.path } satisfies DecideCommand);
}
