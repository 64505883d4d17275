import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { eventually } from "../scripts/runner/program.ts";
import { ClaudeTerminal } from "./claude-terminal.ts";

const scenario = `
[agents.claude]
user_name = "Ada"
working_directory = "/srv/shop"
session_id = "00000000-0000-0000-0000-000000000001"
optional = true
default_response = "I don't know about that."
[[agents.claude.responses]]
pattern = { contains = "hello" }
response = "Hello! How can I help you today? I read, write and run what you tell me to."
[[agents.claude.responses]]
pattern = { equals = "two\\nlines" }
response = "Two lines."
`;
const untrusted = scenario.replace("[agents.claude]", "[agents.claude]\ntrusted = false");
const current = (text: string): string =>
  text.replace("[agents.claude]", '[agents.claude]\nclaude_version = "2.1.328"');

const open: ClaudeTerminal[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});

function start(...args: ConstructorParameters<typeof ClaudeTerminal>): ClaudeTerminal {
  const terminal = new ClaudeTerminal(...args);
  open.push(terminal);
  return terminal;
}

const ready = "? for shortcuts";

test("a prompt and its answer, as a person sees them", async () => {
  const terminal = start(scenario);
  await terminal.shows(ready);
  terminal.type("hello\r");
  await terminal.shows("tell me to");
  await terminal.shows(ready);
  expect(terminal.screen.text()).toMatchInlineSnapshot(`
    "
    Claude Code v2.1.12
    Welcome back Ada!
    claude-sonnet-4-20250514
    /srv/shop

    ❯ hello

    ● Hello! How can I help you today? I read, write and run
      what you tell me to.

    ────────────────────────────────────────────────────────────
    ❯
    ────────────────────────────────────────────────────────────
      ? for shortcuts"
  `);
  expect(terminal.screen.cursor()).toEqual({ row: 12, column: 2 });
  expect(terminal.screen.isPasteMarked).toBe(true);
  terminal.type("/exit\r");
  expect(await terminal.ends()).toBe(0);
  expect(terminal.screen.lines().slice(-3)).toEqual(["", "❯ /exit", "  ⎿  Goodbye!"]);
  expect([terminal.screen.isPasteMarked, terminal.screen.style, terminal.screen.cursor().column]).toEqual([
    false,
    "",
    0,
  ]);
});

test("a prompt of the command line is answered at once, and what is typed fast is answered in its order", async () => {
  const terminal = start(scenario, { args: ["hello there"] });
  await terminal.shows("Welcome");
  terminal.type("what?\r/nowhere\r/exit\r");
  expect(await terminal.ends()).toBe(0);
  expect(terminal.screen.text()).toMatchInlineSnapshot(`
    "
    Claude Code v2.1.12
    Welcome back Ada!
    claude-sonnet-4-20250514
    /srv/shop

    ❯ hello there

    ● Hello! How can I help you today? I read, write and run
      what you tell me to.

    ❯ what?

    ● I don't know about that.

    ❯ /nowhere
      ⎿  Unknown skill: nowhere

    ❯ /exit
      ⎿  Goodbye!"
  `);
});

test("a new line by backslash, by Ctrl-J, and by what is pasted", async () => {
  const terminal = start(scenario);
  await terminal.shows(ready);
  for (const keys of ["two\\\rlines\r", "two\nlines\r", "\u001B[200~two\r\nlines\u001B[201~\r"]) {
    terminal.type(keys);
  }
  await terminal.shows((screen) => screen.text().split("● Two lines.").length === 4);
  expect(terminal.screen.text()).toContain("❯ two\n  lines\n");
});

test("wide characters, and the cursor among them", async () => {
  const terminal = start(scenario, { columns: 20 });
  await terminal.shows(ready);
  terminal.type("漢字漢字漢字漢字漢字é\u001B[D\u001B[D");
  await terminal.shows("é");
  await terminal.shows((screen) => screen.cursor().column === 2);
  expect(terminal.screen.text()).toMatchInlineSnapshot(`
    "
    Claude Code v2.1.12
    Welcome back Ada!
    claude-sonnet-4-2025
    0514
    /srv/shop

    ────────────────────
    ❯ 漢字漢字漢字漢字漢
      字é
    ────────────────────"
  `);
  expect(terminal.screen.cursor()).toEqual({ row: 9, column: 2 });
});

test("Ctrl-C clears what was typed, says how to end, and ends", async () => {
  const terminal = start(scenario);
  await terminal.shows(ready);
  terminal.type("hel");
  await terminal.shows("❯ hel");
  terminal.type("\u0003");
  await terminal.shows("Press Ctrl-C again to exit");
  expect(terminal.screen.text()).not.toContain("hel");
  terminal.type("\u0003");
  expect(await terminal.ends()).toBe(0);
});

test("shift and tab go through the modes", async () => {
  const terminal = start(scenario);
  await terminal.shows(ready);
  for (const mode of [
    "⏵⏵ accept edits on (shift+tab to cycle)",
    "⏸ plan mode on (shift+tab to cycle)",
    ready,
  ]) {
    terminal.type("\u001B[Z");
    await terminal.shows(mode);
  }
  expect(terminal.screen.lines().at(-1)).toBe(`  ${ready}`);
});

describe("a folder that is not trusted", () => {
  test("classic: yes is what Enter chooses", async () => {
    const terminal = start(untrusted);
    await terminal.shows("Enter to confirm");
    expect(terminal.screen.text()).toMatchInlineSnapshot(`
      "────────────────────────────────────────────────────────────
      Do you trust the files in this folder?

      /srv/shop

      What is in it may be read, changed and run.
      ❯ 1. Yes, proceed
        2. No, exit

      Enter to confirm · Esc to cancel"
    `);
    terminal.type("\r");
    await terminal.shows(ready);
  });

  test("classic: Escape leaves, and 2 says no", async () => {
    for (const key of ["\u001B", "2", "\u001B[B\r"]) {
      const terminal = start(untrusted);
      await terminal.shows("Enter to confirm");
      terminal.type(key);
      expect(await terminal.ends()).toBe(1);
    }
  });

  test("current: no is what Enter chooses", async () => {
    const terminal = start(current(untrusted));
    await terminal.shows("Enter to confirm");
    expect(terminal.screen.text()).toMatchInlineSnapshot(`
      "────────────────────────────────────────────────────────────
      Accessing workspace:

      /srv/shop

      What is in it may be read, changed and run. Do you trust it?
      ❯ No, exit
        Yes, I trust this folder

      Enter to confirm · Esc to cancel"
    `);
    terminal.type("\r");
    expect(await terminal.ends()).toBe(1);
    expect(terminal.screen.text()).toContain("this folder isn't trusted");
  });
});

test("other sizes: all is drawn anew, and a tiny terminal shows what fits", async () => {
  const terminal = start(scenario);
  await terminal.shows(ready);
  terminal.type("hello\r");
  await terminal.shows("tell me to");
  await terminal.shows(ready);
  terminal.resize(20, 14);
  await terminal.shows((screen) => screen.lines().includes("  help you today? I"));
  expect(terminal.screen.text()).toMatchInlineSnapshot(`
    "/srv/shop

    ❯ hello

    ● Hello! How can I
      help you today? I
      read, write and
      run what you tell
      me to.

    ────────────────────
    ❯
    ────────────────────
      ? for shortcuts"
  `);
  terminal.resize(10, 3);
  await terminal.shows((screen) => screen.lines()[0] === "─".repeat(10));
  expect(terminal.screen.lines()).toEqual(["─".repeat(10), "❯", "─".repeat(10)]);
  terminal.type("漢漢漢漢漢漢");
  await terminal.shows((screen) => screen.lines()[1] === "  漢漢");
  expect(terminal.screen.lines()).toEqual(["❯ 漢漢漢漢", "  漢漢", "─".repeat(10)]);
});

test("SIGTERM ends with 143, and the terminal is as it was", async () => {
  const terminal = start(`[agents.claude]\n`);
  await terminal.shows(ready);
  const pid = clientOf(terminal.folder);
  process.kill(pid, "SIGTERM");
  await eventually(15_000, () => !terminal.screen.isPasteMarked);
  expect(await terminal.ends()).toBe(143);
});

/** The process that stands for claude in a folder. */
function clientOf(folder: string): number {
  const found = readdirSync("/proc").filter((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
      return (
        environment.includes(`HOME=${folder}`) &&
        readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("\0attach\0")
      );
    } catch {
      return false;
    }
  });
  if (found.length !== 1) throw new Error(`${found.length} clients`);
  return Number(found[0]);
}
