import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { endOf, message, open, rule, success } from "../../../../tests/terminal/answers.ts";
import type { TurnEnd } from "../conversation/events.ts";
import { Interrupted } from "./mailbox.ts";
import type { TerminalServices } from "./serve-terminal.ts";

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
      await hear({ kind: "message", message: message({ type: "text", text: " \n" }) });
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
