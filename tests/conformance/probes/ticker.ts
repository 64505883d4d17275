import { utf8, type Call, type Json } from "../../../src/core/index.ts";
import type { Double, ServeContext } from "../../../src/engine/index.ts";
import { ends, httpHead, subject } from "../subject.ts";

interface TickerState {
  readonly everyMs: number;
  /** Calls that listen. */
  listening: number[];
  /** What each call that left had been sent. */
  left: { readonly call: number; readonly ticks: number }[];
}

type TickerCommand =
  | { readonly kind: "join"; readonly call: number }
  | { readonly kind: "leave"; readonly call: number; readonly ticks: number };

/** A stream over HTTP that sends events for ever, notices that its client left, and keeps that as a fact. */
const ticker: Double<{ readonly everyMs: number }, TickerState, TickerCommand> = {
  name: "ticker",
  protocol: "http",
  start: ({ everyMs }) => ({ everyMs, listening: [], left: [] }),
  decide: (state, command) => {
    if (command.kind === "join") return [{ type: "listener.joined", call: command.call }];
    return state.listening.includes(command.call)
      ? [{ type: "listener.left", call: command.call, ticks: command.ticks }]
      : { refused: "it does not listen" };
  },
  reduce: (state, event) => {
    const { type, call, ticks } = event as unknown as { type: string; call: number; ticks: number };
    if (type === "listener.joined") state.listening.push(call);
    else {
      state.listening = state.listening.filter((one) => one !== call);
      state.left.push({ call, ticks });
    }
    return state;
  },
  serve: serveTicker,
  queries: {
    listening: (state): Json => state.listening,
    left: (state): Json => state.left.map((one) => ({ ...one })),
  },
  contribute: () => ({ env: {}, unset: [], files: {}, commands: [], hosts: {} }),
  suggest: () => "",
};

async function serveTicker(call: Call, context: ServeContext<TickerState, TickerCommand>): Promise<void> {
  await context.commit({ kind: "join", call: call.id });
  let ticks = 0;
  try {
    await call.reply.head(200, [["Content-Type", "text/event-stream"]]);
    while (!call.gone.aborted) {
      await call.reply.bytes(utf8(`data: tick ${ticks + 1}\n\n`));
      ticks += 1;
      if (!(await call.reply.wait(context.state.everyMs))) break;
    }
  } finally {
    await context.commit({ kind: "leave", call: call.id, ticks });
  }
  await call.reply.close({ how: "fin" });
}

/** The ticker with a client that listens to three ticks and leaves. */
export const tickerSubject = subject({
  double: ticker,
  config: { everyMs: 1_000 },
  story: [
    {
      name: "GET /ticks",
      head: httpHead("GET /ticks", { Cookie: "session-secret-of-a-browser" }),
      steps: [ends, { kind: "after", text: "tick 3" }, { kind: "gone" }],
      answers: "data: tick 3",
    },
  ],
  secrets: ["session-secret-of-a-browser"],
});
