import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VtScreen } from "../../../../../tests/terminal/vt-screen.ts";
import type { Frame, Line } from "./line.ts";
import { fitted, paint } from "./paint.ts";

const frameOf = (row: number, column: number, ...texts: readonly string[]): Frame => ({
  lines: texts.map((text) => ({ text })),
  cursor: { row, column },
});
const painted = (before: Frame | null, frame: Frame | null, printed: readonly Line[] = []): string =>
  paint(before, { printed, frame, colours: true });

describe("the bytes", () => {
  const before = frameOf(1, 2, "a", "b", "c");

  test.each<[string, Frame | null, string]>([
    ["nothing but the cursor", frameOf(0, 0, "a", "b", "c"), "\u001B[1A\r"],
    ["a row in the middle", frameOf(1, 1, "a", "x", "c"), "\r\u001B[Jx\r\nc\u001B[1A\r\u001B[1C"],
    ["a row more", frameOf(3, 0, "a", "b", "c", "d"), "\u001B[1B\r\r\nd\r"],
    ["a row less", frameOf(1, 0, "a", "b"), "\r\u001B[Jb\r"],
    ["no frame any more", null, "\u001B[1A\r\u001B[J\u001B[0m\u001B[?2004l"],
  ])("%s", (_what, after, bytes) => {
    expect(painted(before, after)).toBe(bytes);
  });

  test("what is printed goes above the frame", () => {
    const printed: Line[] = [{ text: "p", style: "error" }];
    expect(painted(before, before, printed)).toBe(
      "\u001B[1A\r\u001B[J\u001B[31mp\u001B[0m\r\na\r\nb\r\nc\u001B[1A\r\u001B[2C",
    );
    expect(paint(null, { printed, frame: frameOf(0, 0, "a"), colours: false })).toBe("p\r\na\r");
  });

  test("from nothing the screen is emptied", () => {
    expect(paint(before, { printed: [], frame: frameOf(0, 0, "a"), anew: true, colours: true })).toBe(
      "\u001B[0m\u001B[H\u001B[2Ja\r",
    );
  });

  test("a style alone is a change", () => {
    const bold: Frame = { lines: [{ text: "a", style: "bold" }], cursor: { row: 0, column: 0 } };
    expect(painted(frameOf(0, 0, "a"), bold)).toBe("\r\u001B[J\u001B[1ma\u001B[0m\r");
  });
});

test("from frame to frame the screen shows what the last one says", () => {
  const text = fc.constantFrom("", "a", "bb", "漢", "x".repeat(10));
  const frame = fc
    .tuple(fc.array(text, { minLength: 1, maxLength: 5 }), fc.nat(4), fc.nat(9))
    .map(([texts, row, column]) => frameOf(Math.min(row, texts.length - 1), column, ...texts));
  const step = fc.tuple(frame, fc.array(text, { maxLength: 3 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const screen = new VtScreen(10, 8);
      let before: Frame | null = null;
      for (const [after, texts, anew] of steps) {
        const printed = texts.map((one) => ({ text: one }));
        screen.write(paint(before, { printed, frame: after, anew, colours: true }));
        before = after;
        const top = screen.cursor().row - after.cursor.row;
        const rows = Array.from(
          { length: after.lines.length },
          (_, index) => screen.lines()[top + index] ?? "",
        );
        expect(rows).toEqual(after.lines.map((line) => line.text));
        expect(screen.lines().length).toBeLessThanOrEqual(top + after.lines.length);
        expect(screen.cursor().column).toBe(after.cursor.column);
      }
    }),
  );
});

test("of a frame that is higher than the screen the rows around the cursor are shown", () => {
  const frame = frameOf(3, 1, "a", "b", "c", "d", "e", "f");
  expect(fitted(frame, 6)).toEqual(frame);
  expect(fitted(frame, 3)).toEqual(frameOf(1, 1, "c", "d", "e"));
  expect(fitted(frame, 1)).toEqual(frameOf(0, 1, "d"));
  expect(fitted({ ...frame, cursor: { row: 5, column: 0 } }, 4)).toEqual(frameOf(3, 0, "c", "d", "e", "f"));
  expect(fitted({ ...frame, cursor: { row: 0, column: 0 } }, 4)).toEqual(frameOf(0, 0, "a", "b", "c", "d"));
});
