import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { bash, message, open, success, toolUser } from "../../../../tests/terminal/answers.ts";
import type { ToolUse } from "../conversation/events.ts";
import type { TerminalServices } from "./serve-terminal.ts";

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

describe("whatever is typed", () => {
  /** Only what this program means to write. */
  const ours = /\u001B\[(?:\d*[ABC]|[HJ]|2J|[01236]+m|\?2004[hl])|\r\n?/g;
  const keys = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .array(
        fc.constantFrom(
          "\r",
          "\n",
          "\t",
          "?",
          "/",
          "a",
          "b",
          "漢",
          "é",
          "\u0003",
          "\u001B",
          "\u007F",
          "\u0001",
          "\u0015",
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
            expect(terminal.screen.wraps).toBe(0);
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
