import { describe, expect, test } from "vitest";
import { bash, open, rule, success, toolUser, write } from "../../../../tests/terminal/answers.ts";
import type { PermissionAnswer, ToolUse } from "../conversation/events.ts";
import type { TerminalServices } from "./serve-terminal.ts";

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
      const asked = async (call: ToolUse): Promise<void> =>
        void answers.push(String(await ask?.({ call, message: "" })));
      await Promise.all([asked(bash), asked(write), asked(bash)]);
      return success;
    };
    const terminal = await open({ services: { converse } });
    await terminal.type("go\r", "\u0004", "x", "2");
    expect(terminal.screen.text()).toContain("Create file new.txt");
    await terminal.type("1");
    expect(answers).toEqual(["always", "once", "always"]);
  });
});
