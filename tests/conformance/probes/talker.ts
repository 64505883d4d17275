import {
  decodeLossless,
  encodeLossless,
  isJsonObject,
  utf8,
  type Call,
  type CommandHead,
  type Json,
} from "../../../src/core/index.ts";
import type { Double, ServeContext } from "../../../src/engine/index.ts";
import { commandHead, ends, says, subject, type Step } from "../subject.ts";

interface Session {
  readonly id: number;
  /** Digest of the key it was opened with. */
  readonly key: string;
  readonly turns: string[];
  status: "open" | "ended" | "interrupted";
}

interface TalkerState {
  readonly sessions: Session[];
}

type TalkerCommand =
  | { readonly kind: "open"; readonly id: number; readonly key: string }
  | { readonly kind: "resume"; readonly id: number }
  | { readonly kind: "say"; readonly id: number; readonly text: string }
  | { readonly kind: "stop"; readonly id: number; readonly status: "ended" | "interrupted" };

type Context = ServeContext<TalkerState, TalkerCommand>;

/** A command that converses over standard input, is interrupted, and goes on later from its state. */
const talker: Double<null, TalkerState, TalkerCommand> = {
  name: "talker",
  protocol: "command",
  start: () => ({ sessions: [] }),
  decide: (state, command) => {
    const { id } = command;
    if (command.kind === "open") return [{ type: "session.opened", id, key: command.key }];
    const session = state.sessions.find((one) => one.id === id);
    if (session === undefined) return { refused: `there is no session ${id}` };
    if (command.kind === "resume") {
      return session.status === "open"
        ? { refused: `session ${id} is in use` }
        : [{ type: "session.resumed", id }];
    }
    return command.kind === "say"
      ? [{ type: "session.said", id, text: command.text }]
      : [{ type: "session.stopped", id, status: command.status }];
  },
  reduce: (state, event) => {
    const id = event["id"] as number;
    if (event.type === "session.opened") {
      state.sessions.push({ id, key: event["key"] as string, turns: [], status: "open" });
    }
    const session = state.sessions.find((one) => one.id === id);
    if (session === undefined) return state;
    if (event.type === "session.resumed") session.status = "open";
    if (event.type === "session.said") session.turns.push(event["text"] as string);
    if (event.type === "session.stopped") session.status = event["status"] as Session["status"];
    return state;
  },
  serve: serveTalker,
  queries: {
    sessions: (state): Json => state.sessions.map((session) => ({ ...session })),
    turns: (state, args): Json => {
      const session = state.sessions.find((one) => isJsonObject(args) && one.id === args["id"]);
      return session === undefined ? null : session.turns;
    },
  },
  contribute: () => ({ env: { TALK_HOME: "/nowhere" }, unset: [], files: {}, commands: ["talk"], hosts: {} }),
  suggest: (record) => `run = ${JSON.stringify(record.text)}`,
};

async function serveTalker(call: Call, context: Context): Promise<void> {
  const head = call.head as CommandHead;
  const id = head.args[0] === "--resume" ? Number(head.args[1]) : context.ids.next("session");
  const key = context.ports.hash.sha256(encodeLossless(head.env["TALK_KEY"] ?? ""));
  const begun = await context.commit(
    head.args[0] === "--resume" ? { kind: "resume", id } : { kind: "open", id, key },
  );
  if ("refused" in begun) {
    await call.reply.bytes(utf8(`talk: ${begun.refused}\n`), "stderr");
    return call.reply.close({ how: "exit", code: 1 });
  }
  let status: "ended" | "interrupted" = "interrupted";
  try {
    status = await converse(call, context, id);
  } finally {
    await context.commit({ kind: "stop", id, status });
  }
  await call.reply.close(status === "ended" ? { how: "exit", code: 0 } : { how: "signal", signal: "SIGINT" });
}

/** Answers line by line until the program closes its side, interrupts or leaves. */
async function converse(call: Call, context: Context, id: number): Promise<"ended" | "interrupted"> {
  const turns = (): number => context.state.sessions.find((one) => one.id === id)?.turns.length ?? 0;
  await call.reply.attach();
  await call.reply.bytes(utf8(`session ${id}, ${turns()} turns\n`));
  let rest = "";
  for await (const item of call.input) {
    if (item.kind === "gone") return "interrupted";
    if (item.kind === "signal" && item.signal === "SIGINT") return "interrupted";
    if (item.kind === "end") return "ended";
    if (item.kind !== "bytes") continue;
    const lines = `${rest}${Buffer.from(item.bytes).toString("latin1")}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) await turn(call, context, id, decodeLossless(Buffer.from(line, "latin1")));
  }
  return "interrupted";
}

async function turn(call: Call, context: Context, id: number, text: string): Promise<void> {
  const said = await context.commit({ kind: "say", id, text });
  const count = context.state.sessions.find((one) => one.id === id)?.turns.length ?? 0;
  if (!("refused" in said) && said.events.length > 0)
    await call.reply.bytes(encodeLossless(`${count}: you said ${text}\n`));
}

/** Says so many lines, each after the answer to the one before. */
function many(count: number): Step[] {
  return Array.from({ length: count }, (_, index): Step[] => [
    says(`line ${index}\n`),
    { kind: "after", text: `you said line ${index}\n` },
  ]).flat();
}

const key = "key-of-the-talker-0123456789";

/** The talker with a session that is interrupted and one call that takes it up again. */
export const talkerSubject = subject({
  double: talker,
  config: null,
  story: [
    {
      name: "talk",
      head: commandHead("talk", { TALK_KEY: key }),
      steps: [...many(12), { kind: "signal", signal: "SIGINT" }],
      answers: "12: you said line 11",
    },
    {
      name: "talk --resume 1",
      head: commandHead("talk --resume 1", { TALK_KEY: key }),
      steps: [
        { kind: "after", text: "session 1, 12 turns" },
        { kind: "resize", columns: 80, rows: 24 },
        says("Zoë\nhalf a li"),
        says("ne\n"),
        { kind: "after", text: "14: " },
        ends,
      ],
      answers: "13: you said Zo",
    },
    {
      name: "talk --resume 9",
      head: commandHead("talk --resume 9"),
      steps: [ends],
      answers: "there is no session 9",
    },
  ],
  queries: { turns: [{ id: 1 }, { id: 9 }] },
  secrets: [key],
});
