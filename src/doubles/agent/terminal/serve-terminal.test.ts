import { describe, expect, test } from "vitest";
import { echo, open, rule } from "../../../../tests/terminal/answers.ts";

test("the first screen, a prompt, and its answer", async () => {
  const terminal = await open();
  expect(terminal.attached).toEqual({ raw: true });
  await terminal.type("hello\r");
  expect(terminal.screen.lines()).toEqual([
    "",
    "Claude Code v2.1.12",
    "Welcome back Ada!",
    "model-1",
    "/srv/shop",
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
          cwd: "/srv/shop",
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
      "/srv/shop",
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

test("colours are left out where nobody wants them", async () => {
  for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
    const terminal = await open({ env });
    await terminal.type("hello\r");
    expect(terminal.output).not.toMatch(/\u001B\[\d+m/);
  }
});
