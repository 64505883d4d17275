import {
  BacklotError,
  finding,
  limits,
  utf8,
  type Call,
  type CommandHead,
  type CommandReply,
  type Finding,
} from "../../core/index.ts";
import {
  commandRecord,
  readWhole,
  recordBytes,
  refusalText,
  refusedExit,
  type CommandRecord,
  type Match,
  type WholeInput,
} from "../../engine/index.ts";
import { serveFixture, type CommandContext } from "./fixture.ts";
import { sendReply } from "./send.ts";
import { fillReply } from "./template.ts";
import { commandFacts } from "./wire/facts.ts";

type Context = CommandContext;
type Matched = Extract<Match, { kind: "matched" }>;

/** Serves one invocation: finds its expectation, reading standard input only when one asks for it. */
export async function serveCommand(call: Call, context: Context): Promise<void> {
  const head = call.head as CommandHead;
  let detail = commandRecord(head);
  const note = (more: Partial<CommandRecord>): void => {
    detail = { ...detail, ...more };
    context.note({ detail });
  };
  note({});
  let stdin: WholeInput | undefined;
  let match = await context.match(commandFacts(head));
  if (match.kind === "needs") {
    stdin = await readWhole(call, limits.stdinBytes);
    note({ stdin: recordBytes(stdin.bytes, limits.recordBodyBytes, stdin.length) });
    if (stdin.gone) return gone(call, context);
    if (stdin.length > stdin.bytes.length) {
      const one = tooLong(call, stdin.length);
      context.note({ outcome: "refused", findings: [one] });
      return refuse(call, one, note);
    }
    match = await context.match(commandFacts(head, stdin.bytes));
  }
  if (match.kind !== "matched") return refuse(call, refusalOf(match), note);
  if (match.answer.kind === "passthrough") return passThrough(call, context, match, note);
  if (match.answer.kind === "fixture") {
    const outcome = await serveFixture(call, context, match, match.answer.fixture, stdin?.bytes, note);
    if (outcome.kind === "over") return;
    if (outcome.kind === "gone") return gone(call, context);
    if (outcome.kind === "reply") return send(call, context, outcome.reply, note);
    context.note({ outcome: "refused", findings: [outcome.finding] });
    return refuse(call, outcome.finding, note);
  }
  return answer(call, context, match, stdin?.bytes, note);
}

async function answer(
  call: Call,
  context: Context,
  match: Matched,
  stdin: Uint8Array | undefined,
  note: (more: Partial<CommandRecord>) => void,
): Promise<void> {
  const reply = await replyOf(call, context, match, stdin);
  await send(call, context, fillReply(reply, { call, match, clock: context.clock, ids: context.ids }), note);
}

async function send(
  call: Call,
  context: Context,
  filled: CommandReply,
  note: (more: Partial<CommandRecord>) => void,
): Promise<void> {
  if ("signal" in filled.exit || filled.exit.code !== 0) context.note({ scripted: true });
  if (!(await sendReply(call, filled, note))) await gone(call, context);
}

/** The program left before its answer was whole. */
async function gone(call: Call, context: Context): Promise<void> {
  context.note({ outcome: "gone" });
  await call.reply.close({ how: "exit", code: refusedExit });
}

function tooLong(call: Call, length: number): Finding {
  return finding("over-limit", {
    at: { kind: "call", call: call.id },
    what: `standard input has ${length} bytes; at most ${limits.stdinBytes} are read`,
    why: "What an expectation would say to a part of it may be wrong for the whole.",
    fix: "Match the command without stdin.",
    evidence: { call: call.id, expectation: null },
  });
}

async function replyOf(
  call: Call,
  context: Context,
  match: Matched,
  stdin: Uint8Array | undefined,
): Promise<CommandReply> {
  const head = call.head as CommandHead;
  const reply =
    match.answer.kind === "handler"
      ? await context.ports.handler.run(match.answer.handler, "command", {
          call: call.id,
          use: match.use,
          command: head.command,
          args: [...head.args],
          cwd: head.cwd,
          env: { ...head.env },
          ...(stdin === undefined ? {} : { stdin: recordBytes(stdin, limits.stdinBytes).data }),
        })
      : match.reply;
  if (reply?.for === "command") return reply;
  const what = `${match.expectation.text} has no command reply (${match.answer.kind})`;
  throw new BacklotError([finding("unsupported-feature", { at: match.expectation.at, what })]);
}

/** Lets the real program do it, spied on: how it ended goes into the record. */
async function passThrough(
  call: Call,
  context: Context,
  match: Matched,
  note: (more: Partial<CommandRecord>) => void,
): Promise<void> {
  if (match.answer.kind !== "passthrough") return;
  const outcome = await call.reply.pipe({ kind: "command", env: match.answer.env, mode: match.answer.mode });
  note({ exitCode: outcome.exitCode, signal: outcome.signal });
  context.note({ outcome: "passed" });
  if (outcome.failure === undefined) return;
  const { command } = call.head as CommandHead;
  const what =
    outcome.failure === "not-found"
      ? `${command} is passed through, and there is no real ${command} on PATH`
      : `${command} is passed through, and the real ${command} can't be executed`;
  context.note({
    outcome: "failed",
    findings: [finding("command-not-found", { at: match.expectation.at, what })],
  });
}

function refusalOf(match: Exclude<Match, { kind: "matched" }>): Finding {
  return match.kind === "needs"
    ? finding("internal", { what: `${match.field} could not be read` })
    : match.finding;
}

async function refuse(call: Call, one: Finding, note: (more: Partial<CommandRecord>) => void): Promise<void> {
  const text = utf8(refusalText(one));
  note({ stderr: recordBytes(text, limits.recordBodyBytes), exitCode: refusedExit });
  await call.reply.bytes(text, "stderr");
  await call.reply.close({ how: "exit", code: refusedExit });
}
