import fc from "fast-check";
import { expect, test } from "vitest";
import { editorOf } from "../editor.ts";
import { layOut, type LaidOut } from "./lay-out.ts";
import { textWidth } from "./width.ts";

const size = { columns: 8, rows: 10 };

test.each<[text: string, cursor: number, LaidOut]>([
  ["", 0, { rows: ["❯ "], cursor: { row: 0, column: 2 } }],
  ["abc", 1, { rows: ["❯ abc"], cursor: { row: 0, column: 3 } }],
  ["abcdefgh", 5, { rows: ["❯ abcdef", "  gh"], cursor: { row: 0, column: 7 } }],
  ["abcdefgh", 6, { rows: ["❯ abcdef", "  gh"], cursor: { row: 1, column: 2 } }],
  ["abcdef", 6, { rows: ["❯ abcdef", "  "], cursor: { row: 1, column: 2 } }],
  ["a\nb", 1, { rows: ["❯ a", "  b"], cursor: { row: 0, column: 3 } }],
  ["a\nb", 2, { rows: ["❯ a", "  b"], cursor: { row: 1, column: 2 } }],
  ["abcdef\nb", 6, { rows: ["❯ abcdef", "  ", "  b"], cursor: { row: 1, column: 2 } }],
  ["abcde漢", 5, { rows: ["❯ abcde", "  漢"], cursor: { row: 1, column: 2 } }],
  ["e\u0301x", 2, { rows: ["❯ e\u0301x"], cursor: { row: 0, column: 3 } }],
  ["\u0007a", 1, { rows: ["❯ \\x07a"], cursor: { row: 0, column: 6 } }],
])("%j, the cursor at %i", (text, cursor, laidOut) => {
  expect(layOut({ text, cursor }, size)).toEqual(laidOut);
});

test("a narrow screen has no sign, and what is wider than it is a question mark", () => {
  expect(layOut({ text: "abcdef", cursor: 0 }, { columns: 5, rows: 9 })).toEqual({
    rows: ["abcde", "f"],
    cursor: { row: 0, column: 0 },
  });
  expect(layOut(editorOf("漢"), { columns: 1, rows: 9 })).toEqual({
    rows: ["?", ""],
    cursor: { row: 1, column: 0 },
  });
});

test("of a large text only what is near the cursor is laid out", () => {
  const text = "abcd ".repeat(1_000_000);
  const { rows, cursor } = layOut({ text, cursor: 2_500_000 }, size);
  expect([rows.length, cursor]).toEqual([27, { row: 13, column: 4 }]);
});

test("the cursor stands on the screen, and no row is wider than it", () => {
  const arbitrary = fc.record({
    text: fc.string({ unit: fc.constantFrom("a", " ", "漢", "\n", "\u0301", "👩", "\u0007", "\uD800") }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    columns: fc.integer({ min: 1, max: 12 }),
  });
  fc.assert(
    fc.property(arbitrary, ({ text, at, columns }) => {
      const laidOut = layOut({ text, cursor: Math.floor(at * text.length) }, { columns, rows: 100 });
      expect(laidOut.cursor.column).toBeLessThan(columns);
      expect(laidOut.cursor.row).toBeLessThan(laidOut.rows.length);
      for (const row of laidOut.rows) expect(textWidth(row)).toBeLessThanOrEqual(columns);
    }),
  );
});
