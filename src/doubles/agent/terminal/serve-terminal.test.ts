import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { DrivenTerminal, type DrivenOptions } from "../../../../tests/terminal/driven-terminal.ts";
import type { Asked } from "../conversation/converse.ts";
import type { ModelMessage, PermissionAnswer, ToolUse, TurnEnd } from "../conversation/events.ts";
import type { Run } from "../conversation/run.ts";
import { Interrupted } from "./mailbox.ts";
import type { TerminalServices } from "./serve-terminal.ts";

const usage = { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheCreationInputTokens: 0 };

function message(...blocks: ModelMessage["blocks"]): ModelMessage {
  return { id: "msg_1", requestId: "req_1", model: "model-1", blocks, usage, stopReason: "end_turn" };
}

function endOf(how: TurnEnd["how"]): TurnEnd {
  return { how, numTurns: 1, usage, denials: [] };
}

const success = endOf({ kind: "success", text: "" });

/** Answers every prompt by saying it again, and keeps what it was asked. */
function echo(asked: (readonly [prompts: readonly string[], mode: string, session: string])[] = []) {
  return async (run: Run, { prompts, hear }: Asked): Promise<TurnEnd> => {
    asked.push([prompts, run.session.permissionMode, run.session.sessionId]);
    await hear({ kind: "prompt", text: prompts.at(-1) ?? "" });
    await hear({ kind: "message", message: message({ type: "text", text: `You said ${prompts.at(-1)}.` }) });
    await hear({ kind: "end", end: success });
    return success;
  };
}

/** Calls one tool, and says what somebody said to that. */
function toolUser(call: ToolUse, answers: PermissionAnswer[] = []): TerminalServices["converse"] {
  return async (_run, { hear, ask }) => {
    await hear({ kind: "message", message: message({ type: "text", text: "Working." }, call) });
    const answer = (await ask?.({ call, message: "" })) ?? "no";
    answers.push(answer);
    const outcome = {
      content: `${call.name}: ${answer}`,
      isError: false,
      report: "",
      denied: false,
      files: [],
    };
    await hear({ kind: "tool_result", message: message(call), call, outcome });
    await hear({ kind: "end", end: success });
    return success;
  };
}

const bash: ToolUse = {
  type: "tool_use",
  id: "toolu_1",
  name: "Bash",
  input: { command: "touch foo", description: "Makes foo" },
};
const write: ToolUse = {
  ...bash,
  name: "Write",
  input: { file_path: "/work/shop/new.txt", content: "one\ntwo" },
};

async function open(options: DrivenOptions = {}): Promise<DrivenTerminal> {
  const terminal = new DrivenTerminal({ ...options, services: { converse: echo(), ...options.services } });
  await terminal.settled();
  return terminal;
}

const rule = "─".repeat(40);

test("the first screen, a prompt, and its answer", async () => {
  const terminal = await open();
  expect(terminal.attached).toEqual({ raw: true });
  await terminal.type("hello\r");
  expect(terminal.screen.lines()).toEqual([
    "",
    "Claude Code v2.1.12",
    "Welcome back Ada!",
    "model-1",
    "/work/shop",
    "",
    "❯ hello",
    "",
    "● You said hello.",
    "",
    rule,
    "❯",
    rule,
    "  ? for shortcuts",
  ]);
  expect(terminal.screen.cursor()).toEqual({ row: 11, column: 2 });
});

test("a key costs no more than the rows that it changes", async () => {
  const terminal = await open();
  const before = terminal.output.length;
  await terminal.type("h");
  expect(terminal.output.slice(before)).toBe(
    `\r\u001B[J❯ h\r\n\u001B[2m${rule}\u001B[0m\r\n\u001B[2A\r\u001B[3C`,
  );
  const moved = terminal.output.length;
  await terminal.type("\u001B[D");
  expect(terminal.output.slice(moved)).toBe("\r\u001B[2C");
});

describe("ends", () => {
  test("/exit: 0, and the terminal is as it was", async () => {
    const terminal = await open();
    await terminal.type("/exit\r");
    expect(terminal.closed).toEqual({ how: "exit", code: 0 });
    expect(terminal.screen.lines().slice(-3)).toEqual(["", "❯ /exit", "  ⎿  Goodbye!"]);
    expect(terminal.screen.cursor()).toEqual({ row: 8, column: 0 });
    expect([terminal.screen.isPasteMarked, terminal.screen.style]).toEqual([false, ""]);
    expect(terminal.notes).toEqual([
      {
        detail: {
          protocol: "command",
          command: "claude",
          args: [],
          cwd: "/work/shop",
          terminals: ["stdin", "stdout"],
          exitCode: 0,
        },
      },
    ]);
    await terminal.over;
  });

  test("the current profile says how to come back", async () => {
    const terminal = await open({ version: "2.1.328", columns: 60 });
    await terminal.type("/quit\r");
    expect(terminal.screen.lines().slice(-2)).toEqual([
      "Resume this session with:",
      "claude --resume 11111111-1111-4111-8111-111111111111",
    ]);
  });

  test.each([
    ["\u0003", "Ctrl-C"],
    ["\u0004", "Ctrl-D"],
  ])("%j twice: 0, with a hint between that any other key takes away", async (key, name) => {
    const terminal = await open();
    await terminal.type(key);
    expect(terminal.screen.lines().at(-1)).toBe(`  Press ${name} again to exit`);
    await terminal.type("\u001B[C");
    expect(terminal.screen.lines().at(-1)).toBe("  ? for shortcuts");
    await terminal.type(key, key);
    expect(terminal.closed).toEqual({ how: "exit", code: 0 });
  });

  test("Ctrl-C clears what was typed; Ctrl-D deletes", async () => {
    const terminal = await open();
    await terminal.type("hello\u0001\u0004");
    expect(terminal.screen.lines()).toContain("❯ ello");
    await terminal.type("\u0003");
    expect(terminal.screen.lines()).toContain("❯");
    await terminal.type("\u0004");
    expect([terminal.closed, terminal.screen.lines().at(-1)]).toEqual([
      undefined,
      "  Press Ctrl-D again to exit",
    ]);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGINT", 0],
  ] as const)("%s: %i", async (signal, code) => {
    const terminal = await open();
    await terminal.signal("SIGCONT");
    expect(terminal.closed).toBeUndefined();
    await terminal.signal(signal);
    expect(terminal.closed).toEqual({ how: "exit", code });
    expect(terminal.screen.isPasteMarked).toBe(false);
  });

  test("the end of input: 0; a terminal that has gone is told nothing", async () => {
    const ended = await open();
    await ended.end("end");
    expect(ended.closed).toEqual({ how: "exit", code: 0 });
    const gone = await open();
    await gone.end("gone");
    await gone.over;
    expect([gone.closed, gone.notes]).toEqual([undefined, []]);
  });

  test("before anything was shown nothing is taken away", async () => {
    const terminal = await open({ unsized: true });
    await terminal.signal("SIGTERM");
    expect([terminal.output, terminal.closed]).toEqual(["", { how: "exit", code: 143 }]);
  });
});

describe("a terminal whose size nobody says", () => {
  test("is taken for the usual one after a while, or when somebody types", async () => {
    const silent = await open({ unsized: true, columns: 80, rows: 24 });
    expect(silent.output).toBe("");
    await silent.pass(500);
    expect(silent.screen.text()).toContain("─".repeat(80));
    const typed = await open({ unsized: true, columns: 80, rows: 24 });
    await typed.type("a");
    expect(typed.screen.text()).toContain("❯ a");
    await typed.pass(500);
    expect(typed.screen.text().split("Welcome")).toHaveLength(2);
  });

  test("is none when it has gone, and no size is not a size", async () => {
    const gone = await open({ unsized: true });
    await gone.pass(500, false);
    expect(gone.output).toBe("");
    const none = await open({ unsized: true, columns: 80, rows: 24 });
    await none.resize(0, 0);
    expect(none.screen.text()).toContain("─".repeat(80));
  });
});

describe("sessions", () => {
  test("a prompt of the command line is answered at once", async () => {
    const terminal = await open({ prompt: "  hello " });
    expect(terminal.screen.text()).toContain("❯ hello\n\n● You said hello.\n");
    expect((await open({ prompt: "  " })).screen.text()).not.toContain("You said");
  });

  test("a resumed one shows what was said, and goes on", async () => {
    const asked: Parameters<typeof echo>[0] = [];
    const services = { converse: echo(asked), earlierPrompts: ["one", "two"] };
    const terminal = await open({ services });
    expect(terminal.screen.lines().slice(5, 11)).toEqual([
      "",
      "2 earlier prompts:",
      "",
      "❯ one",
      "",
      "❯ two",
    ]);
    await terminal.type("\u001B[A\r");
    expect(asked?.map(([prompts]) => prompts)).toEqual([["one", "two", "two"]]);
  });

  test("of many earlier prompts the last ones are shown", async () => {
    const earlierPrompts = Array.from({ length: 21 }, (_, index) => `p${index}`);
    const terminal = await open({ rows: 60, services: { earlierPrompts } });
    expect(terminal.screen.lines()[6]).toBe("21 earlier prompts; the last 20:");
    expect(terminal.screen.lines().filter((line) => line.startsWith("❯ p"))).toHaveLength(20);
    const one = await open({ services: { earlierPrompts: ["p"] } });
    expect(one.screen.lines()[6]).toBe("1 earlier prompt:");
  });

  test("/clear begins another one on an empty screen", async () => {
    const asked: (readonly [readonly string[], string, string])[] = [];
    const terminal = await open({ version: "2.1.328", services: { converse: echo(asked) } });
    await terminal.type("one\r", "/clear\r");
    expect(terminal.screen.lines().slice(0, 7)).toEqual([
      "",
      "Claude Code v2.1.328",
      "Welcome back Ada!",
      "model-1",
      "/work/shop",
      "",
      "❯ /clear",
    ]);
    await terminal.type("two\r", "/exit\r");
    expect(asked).toEqual([
      [["one"], "default", "11111111-1111-4111-8111-111111111111"],
      [["two"], "default", "00000000-0000-4000-8000-000000000001"],
    ]);
    expect(terminal.screen.text()).toContain("--resume\n00000000-0000-4000-8000-000000000001");
  });

  test("a prompt is answered in the mode that holds when it is sent", async () => {
    const asked: (readonly [readonly string[], string, string])[] = [];
    const terminal = await open({ services: { converse: echo(asked) } });
    await terminal.type("\u001B[Z", "one\r", "\u001B[Z", "two\r");
    expect(asked.map(([, mode]) => mode)).toEqual(["accept-edits", "plan"]);
    expect(terminal.screen.lines().at(-1)).toBe("  ⏸ plan mode on (shift+tab to cycle)");
  });
});

describe("the folder is not trusted", () => {
  test.each([
    ["2.1.12", "\r", undefined],
    ["2.1.12", "1", undefined],
    ["2.1.12", "2", 1],
    ["2.1.12", "\u001B[B\r", 1],
    ["2.1.12", "\u001B[A\r", 1],
    ["2.1.12", "\u001B[A\u001B[A\r", undefined],
    ["2.1.12", "\u001B", 1],
    ["2.1.328", "\r", 1],
    ["2.1.328", "\u001B[B\r", undefined],
    ["2.1.328", "2", undefined],
    ["2.1.328", "\u001B", 0],
    ["2.1.328", "\u0003\u0003", 0],
    ["2.1.328", "\u0004", undefined],
  ])("%s: %j: exit code %s", async (version, keys, code) => {
    const terminal = await open({ version, trusted: false, prompt: "hello" });
    expect(terminal.screen.text()).not.toContain("Welcome");
    await terminal.type(keys);
    await terminal.pass(50);
    const answered = code === undefined && keys !== "\u0004";
    expect(terminal.closed).toEqual(code === undefined ? undefined : { how: "exit", code });
    expect(terminal.screen.text().includes("● You said hello.")).toBe(answered);
  });

  test("what is typed behind the answer is typed into the prompt; what means nothing is not heard", async () => {
    const terminal = await open({ trusted: false });
    await terminal.type("x9\u001B[Z\u001B[200~1\u001B[201~", "1abc\r");
    expect(terminal.screen.text()).toContain("● You said abc.");
  });

  test("the cursor stands before the option that Enter chooses", async () => {
    const terminal = await open({ trusted: false });
    const { row } = terminal.screen.cursor();
    expect(terminal.screen.lines()[row]).toBe("❯ 1. Yes, proceed");
    await terminal.type("\u001B[B", "\u0003");
    expect(terminal.screen.lines()[row + 1]).toBe("❯ 2. No, exit");
    expect(terminal.screen.lines().at(-1)).toBe("  Press Ctrl-C again to exit");
  });
});

describe("a tool that may only run if somebody says so", () => {
  test("the dialog of Bash", async () => {
    const answers: PermissionAnswer[] = [];
    const terminal = await open({ rows: 24, services: { converse: toolUser(bash, answers) } });
    await terminal.type("go\r");
    expect(terminal.screen.lines().slice(6)).toEqual([
      "❯ go",
      "",
      "● Working.",
      "",
      "● Bash(touch foo)",
      rule,
      "Bash command",
      "",
      "touch foo",
      "",
      "Makes foo",
      "",
      "Do you want to proceed?",
      "❯ 1. Yes",
      "  2. Yes, and don't ask again for Bash …",
      "  3. No",
      "",
      "Esc to cancel",
    ]);
    await terminal.type("\r");
    expect(answers).toEqual(["once"]);
    expect(terminal.screen.lines().slice(-7)).toEqual([
      "● Bash(touch foo)",
      "  ⎿  Bash: once",
      "",
      rule,
      "❯",
      rule,
      "  ? for shortcuts",
    ]);
  });

  test("always: nobody is asked again", async () => {
    const answers: PermissionAnswer[] = [];
    const terminal = await open({ services: { converse: toolUser(bash, answers) } });
    await terminal.type("go\r", "2", "go\r", "go\r");
    expect(answers).toEqual(["always", "always", "always"]);
    expect(terminal.screen.lines().at(-1)).toBe("  ? for shortcuts");
  });

  test.each(["2", "\u001B[Z", "\u001B[B\r"])("always for a file, by %j, accepts all edits", async (key) => {
    const answers: PermissionAnswer[] = [];
    const terminal = await open({ columns: 60, services: { converse: toolUser(write, answers) } });
    await terminal.type("go\r");
    expect(terminal.screen.text()).toContain("Do you want to create new.txt?\n❯ 1. Yes\n");
    await terminal.type(key, "go\r");
    expect(answers).toEqual(["always", "always"]);
    expect(terminal.screen.lines().at(-1)).toBe("  ⏵⏵ accept edits on (shift+tab to cycle)");
  });

  test.each(["3", "\u001B", "\u0003", "\u001B[A\r"])("no, by %j, ends the answer", async (key) => {
    const answers: PermissionAnswer[] = [];
    const terminal = await open({ services: { converse: toolUser(bash, answers) } });
    await terminal.type("go\r", key);
    await terminal.pass(50);
    expect(answers).toEqual([]);
    expect(terminal.screen.text()).toContain("  ⎿  Interrupted · What should Claude do\n     instead?\n");
    await terminal.type("go\r", "1");
    expect(answers).toEqual(["once"]);
  });

  test("several that ask at once are answered one after the other", async () => {
    const answers: string[] = [];
    const converse: TerminalServices["converse"] = async (_run, { ask }) => {
      const said = await Promise.all([bash, write, bash].map((call) => ask?.({ call, message: "" })));
      answers.push(...said.map(String));
      return success;
    };
    const terminal = await open({ services: { converse } });
    await terminal.type("go\r", "\u0004", "x", "2");
    expect(terminal.screen.text()).toContain("Create file new.txt");
    await terminal.type("1");
    expect(answers).toEqual(["always", "once", "always"]);
  });
});

describe("an answer on its way", () => {
  /** Answers when it is let. */
  function held(): { readonly converse: TerminalServices["converse"]; let: () => void; thrown: unknown[] } {
    const waiting: (() => void)[] = [];
    const thrown: unknown[] = [];
    return {
      thrown,
      let: () => waiting.shift()?.(),
      converse: async (_run, { prompts, hear }) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        try {
          await hear({ kind: "message", message: message({ type: "text", text: `${prompts.at(-1)}!` }) });
        } catch (error) {
          thrown.push(error);
          throw error;
        }
        return success;
      },
    };
  }

  test("what is sent meanwhile waits below, and comes in its order", async () => {
    const { converse, ...turn } = held();
    const terminal = await open({ services: { converse } });
    await terminal.type("one\r", "two\r", "/help me\r", "three\r", "typ");
    expect(terminal.screen.lines().slice(-10)).toEqual([
      "❯ one",
      "",
      "✻ Working… (esc to interrupt)",
      "  ❯ two",
      "  ❯ /help me",
      "  ❯ three",
      "",
      rule,
      "❯ typ",
      rule,
    ]);
    turn.let();
    await terminal.settled();
    expect(terminal.screen.text()).toContain("● one!\n\n❯ two\n");
    turn.let();
    await terminal.settled();
    expect(terminal.screen.text()).toContain("This claude is simulated");
    expect(terminal.screen.text()).toContain("\n❯ three\n");
  });

  test.each(["\u001B", "\u0003"])("%j stops it, and nothing more is heard of it", async (key) => {
    const { converse, thrown, ...turn } = held();
    const terminal = await open({ services: { converse } });
    await terminal.type("one\r", key);
    await terminal.pass(50);
    expect(terminal.screen.text()).toContain("⎿  Interrupted");
    turn.let();
    await terminal.settled();
    expect(thrown).toEqual([expect.any(Interrupted)]);
    expect(terminal.screen.text()).not.toContain("one!");
    await terminal.type("two\r");
    turn.let();
    await terminal.settled();
    expect(terminal.screen.text()).toContain("● two!");
  });

  test("/exit that waits ends it, and nothing behind it is done", async () => {
    const { converse, ...turn } = held();
    const terminal = await open({ services: { converse } });
    await terminal.type("one\r", "/exit\r", "two\r");
    turn.let();
    await terminal.settled();
    expect(terminal.closed).toEqual({ how: "exit", code: 0 });
    expect(terminal.screen.text()).not.toContain("two");
  });

  test("one that never comes does not keep the program", async () => {
    const { converse, thrown, ...turn } = held();
    const terminal = await open({ services: { converse } });
    await terminal.type("one\r", "\u0003", "\u0003");
    expect(terminal.closed).toEqual({ how: "exit", code: 0 });
    await terminal.over;
    turn.let();
    await terminal.settled();
    expect(thrown).toEqual([expect.any(Interrupted)]);
  });

  test("limits.typedPrompts: whoever sends more gets the line back", async () => {
    const { converse } = held();
    const terminal = await open({ rows: limits.typedPrompts + 20, services: { converse } });
    await terminal.type(`one\r${"w\r".repeat(limits.typedPrompts)}`);
    const waiting = (): number => terminal.screen.lines().filter((line) => line === "  ❯ w").length;
    expect([waiting(), terminal.screen.lines().includes("❯ x")]).toEqual([limits.typedPrompts, false]);
    await terminal.type("x\r");
    expect([waiting(), terminal.screen.lines().includes("❯ x")]).toEqual([limits.typedPrompts, true]);
  });
});

describe("how an answer fails", () => {
  test.each<[TurnEnd["how"], string]>([
    [
      { kind: "api_error", text: "API Error: 500", status: 500, error: "server_error" },
      "  ⎿  API Error: 500",
    ],
    [{ kind: "max_turns", turns: 3 }, "  ⎿  Reached max turns (3)"],
    [{ kind: "max_budget", budgetUsd: 0.5 }, "  ⎿  Exceeded USD budget (0.5)"],
    [{ kind: "execution", errors: ["one", "two"] }, "  ⎿  one\n  ⎿  two"],
  ])("%j", async (how, text) => {
    const converse: TerminalServices["converse"] = async (_run, { hear }) => {
      await hear({ kind: "message", message: message({ type: "thinking", thinking: "hm", signature: "" }) });
      await hear({ kind: "message", message: message({ type: "text", text: "" }) });
      await hear({ kind: "end", end: endOf(how) });
      return endOf(how);
    };
    const terminal = await open({ services: { converse } });
    await terminal.type("go\r");
    expect(terminal.screen.text()).toContain(`❯ go\n${text}\n\n${rule}`);
  });

  test("a conversation that ends the process does so, and what it wrote stands on the screen", async () => {
    const converse: TerminalServices["converse"] = async ({ call }) => {
      await call.reply.attach({ raw: true });
      await call.reply.bytes(new TextEncoder().encode("Error: crash\u001B[2J\n  at main\n"), "stderr");
      await call.reply.close({ how: "signal", signal: "SIGKILL" });
      return success;
    };
    const terminal = await open({ services: { converse } });
    await terminal.type("go\r");
    expect(terminal.closed).toEqual({ how: "signal", signal: "SIGKILL" });
    expect(terminal.screen.lines().slice(-3)).toEqual(["", "Error: crash\\x1b[2J", "  at main"]);
    expect(terminal.notes.at(-1)?.detail).toMatchObject({ signal: "SIGKILL" });
    const ended = await open({
      services: { converse: async ({ call }) => (await call.reply.end(), success) },
    });
    await ended.type("go\r");
    expect(ended.closed).toEqual({ how: "exit", code: 0 });
  });

  test("a mistake in it is told by whoever serves the call, on a terminal that is as it was", async () => {
    const converse = (): Promise<TurnEnd> => Promise.reject(new TypeError("a mistake"));
    const terminal = await open({ services: { converse } });
    await terminal.type("go\r");
    await expect(terminal.over).rejects.toThrow("a mistake");
    expect([terminal.closed, terminal.screen.isPasteMarked]).toEqual([undefined, false]);
  });

  test("a conversation that waits or pipes does so through its own call", async () => {
    const seen: unknown[] = [];
    const converse: TerminalServices["converse"] = async ({ call: { reply } }) => {
      seen.push(await reply.wait(7).catch(String));
      await expect(async () => reply.pipe({ kind: "command", mode: "wait" })).rejects.toThrow(
        "not for this test",
      );
      await expect(async () => reply.head(200, [])).rejects.toThrow("not for this test");
      return success;
    };
    const terminal = await open({ services: { converse } });
    await terminal.type("go\r");
    await terminal.pass(7);
    expect(seen).toEqual([true]);
  });
});

describe("other sizes", () => {
  test("all is drawn anew, from what fits of what was printed", async () => {
    const terminal = await open();
    await terminal.type("hello\r", "and now a longer one\r", "dra");
    await terminal.resize(20, 12);
    expect(terminal.screen.lines()).toEqual([
      "● You said hello.",
      "",
      "❯ and now a longer",
      "  one",
      "",
      "● You said and now a",
      "  longer one.",
      "",
      "─".repeat(20),
      "❯ dra",
      "─".repeat(20),
    ]);
    await terminal.resize(10, 3);
    expect(terminal.screen.lines()).toEqual(["─".repeat(10), "❯ dra", "─".repeat(10)]);
    await terminal.resize(1, 1);
    // The cursor stands behind what was typed, so on a row of its own.
    expect(terminal.screen.lines()).toEqual([]);
    await terminal.resize(40, 20);
    expect(terminal.screen.text()).toContain("❯ dra\n");
  });

  test("the same size again, and Ctrl-L", async () => {
    const terminal = await open();
    const before = terminal.output.length;
    await terminal.resize(40, 20);
    expect(terminal.output.slice(before)).toBe("\r\u001B[2C");
    const screen = terminal.screen.text();
    await terminal.type("\u000C");
    expect(terminal.output.slice(before)).toContain("\u001B[H\u001B[2J");
    expect(terminal.screen.text()).toBe(screen);
  });

  test("limits.redrawnParts: older parts are not drawn again", async () => {
    const converse: TerminalServices["converse"] = async (_run, { hear }) => {
      for (let index = 0; index < limits.redrawnParts - 1; index++)
        await hear({ kind: "message", message: message({ type: "text", text: String(index) }) });
      return success;
    };
    const terminal = await open({ services: { converse }, columns: 20, rows: 3_000 });
    await terminal.type("go\r");
    await terminal.resize(21, 1_000);
    expect(terminal.screen.text()).not.toContain("Welcome");
    const shown = terminal.screen.lines().filter((line) => line.startsWith("●"));
    expect(shown.at(-1)).toBe(`● ${limits.redrawnParts - 2}`);
  });
});

test("colours are left out where nobody wants them", async () => {
  for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
    const terminal = await open({ env });
    await terminal.type("hello\r");
    expect(terminal.output).not.toMatch(/\u001B\[\d+m/);
  }
});

describe("whatever is typed", () => {
  /** Only what this program means to write. */
  const ours = /\u001B\[(?:\d*[ABC]|[HJ]|2J|[01236]+m|\?2004[hl])|\r\n?/g;
  const keys = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .array(
        fc.constantFrom(
          ..."\r\n\t?/ab漢é\u0003\u001B\u007F\u0001\u0015\u0017",
          "👩‍💻",
          "\u001B[A",
          "\u001B[D",
          "\u001B[Z",
          "\u001B[200~",
          "\u001B[201~",
        ),
        { maxLength: 12 },
      )
      .map((parts) => new TextEncoder().encode(parts.join(""))),
  );
  const size = fc.record({ columns: fc.integer({ min: 1, max: 30 }), rows: fc.integer({ min: 1, max: 12 }) });

  test("nothing is thrown, nothing leaves the screen, and no control comes through", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(keys, size), { maxLength: 8 }),
        size,
        fc.boolean(),
        async (steps, at, trusted) => {
          const tool: ToolUse = { ...bash, input: { command: "\u001B[31m\u0007漢\n" } };
          const terminal = await open({
            ...at,
            trusted,
            user: "A\u001Bd\u0007a",
            services: { converse: toolUser(tool) },
          });
          for (const step of steps) {
            if (step instanceof Uint8Array) await terminal.type(step);
            else await terminal.resize(step.columns, step.rows);
            if (terminal.closed !== undefined) break;
            expect(terminal.screen.cursor().column).toBeLessThan(terminal.screen.columns);
          }
          await terminal.end("end");
          await terminal.over;
          expect(terminal.closed).toMatchObject({ how: "exit" });
          expect(terminal.output.replaceAll(ours, "")).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
        },
      ),
      { numRuns: 100 },
    );
  });
});
