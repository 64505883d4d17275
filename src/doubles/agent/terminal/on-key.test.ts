import { describe, expect, test } from "vitest";
import { open, rule, success } from "../../../../tests/terminal/answers.ts";
import type { AskedOnTerminal } from "../conversation/services.ts";
import type { TurnEnd } from "../conversation/events.ts";
import type { Run } from "../conversation/run.ts";

describe("a question mark where nothing else stands", () => {
  test("shows the keys until another, or anything else is typed", async () => {
    const terminal = await open({ columns: 60 });
    await terminal.type("?");
    expect(terminal.screen.lines().slice(-6)).toEqual([
      "  Enter         sends what was typed",
      "  \\ and Enter   begins a new line",
      "  Up and Down   bring back earlier prompts",
      "  shift+tab     changes the permission mode",
      "  Esc           stops the answer",
      "  Ctrl-C twice  ends",
    ]);
    await terminal.type("?");
    expect(terminal.screen.lines().at(-1)).toBe("  ? for shortcuts");
    await terminal.type("??a?");
    expect(terminal.screen.lines().slice(-2)).toEqual(["❯ a?", "─".repeat(60)]);
    await terminal.type("\u0015?", "\u001B");
    await terminal.pass(50);
    expect(terminal.screen.lines().at(-1)).toBe("  ? for shortcuts");
  });

  test("is a character where it is pasted", async () => {
    const terminal = await open();
    await terminal.type("\u001B[200~?\u001B[201~");
    expect(terminal.screen.lines()).toContain("❯ ?");
  });
});

test("an empty line is not sent; /help says what there is", async () => {
  const terminal = await open({ columns: 70 });
  await terminal.type("  \r", "/help\r");
  expect(terminal.screen.text()).not.toContain("You said");
  expect(terminal.screen.text()).toContain("❯ /help\n\n/help   shows this\n/clear  begins a new session\n");
});

test.each([
  ["2.1.12", "  ⎿  Unknown skill: nope"],
  ["2.1.328", "  ⎿  Unknown command: /nope"],
])("%s: a command that nobody knows is no prompt", async (version, text) => {
  const terminal = await open({ version });
  await terminal.type("/nope\r");
  expect(terminal.screen.text()).toContain(`❯ /nope\n${text}\n\n${rule}\n❯\n`);
});

test("a megabyte that is pasted is sent as one prompt", async () => {
  const sent: string[] = [];
  const converse = async (_run: Run, { prompts }: AskedOnTerminal): Promise<TurnEnd> => {
    sent.push(...prompts);
    return success;
  };
  const terminal = await open({ services: { converse } });
  const piece = "All work and no play.\n".repeat(3_000);
  await terminal.type("\u001B[200~", ...Array.from({ length: 16 }, () => piece), "\u001B[201~\r");
  expect(sent).toEqual([piece.repeat(16).trim()]);
  expect(terminal.screen.lines().slice(-6)).toEqual([
    "  All work and no play.",
    "",
    rule,
    "❯",
    rule,
    "  ? for shortcuts",
  ]);
});

test("up and down go through lines first, then through what was sent", async () => {
  const terminal = await open();
  await terminal.type("one\r", "two\nlines\r", "\u001B[A", "\u001B[A");
  expect(terminal.screen.lines().slice(-4)).toEqual([rule, "❯ two", "  lines", rule]);
  await terminal.type("\u001B[A");
  expect(terminal.screen.lines().slice(-3)).toEqual([rule, "❯ one", rule]);
  await terminal.type("\u001B[B", "\u001B[B");
  expect(terminal.screen.lines().at(-2)).toBe(rule);
  expect(terminal.screen.lines()).toContain("❯");
});
