import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textWidth, widthOf } from "./width.ts";
import { cut, shown, wrap } from "./wrap.ts";

describe("cells", () => {
  test.each<[string, number]>([
    ["a", 1],
    ["é", 1],
    ["\u0301", 0],
    ["\u200D", 0],
    ["漢", 2],
    ["한", 2],
    ["ﾊ", 1],
    ["Ａ", 2],
    ["👩", 2],
    ["✻", 1],
    ["⏵", 1],
    ["❯", 1],
    ["✅", 2],
    ["\uFE0F", 1],
    ["\u{20000}", 2],
    ["\u{10FFFF}", 1],
  ])("%s: %i", (character, cells) => {
    expect(widthOf(character)).toBe(cells);
  });

  test("of a text they add up", () => {
    expect(textWidth("a漢e\u0301")).toBe(4);
  });
});

describe("rows", () => {
  test.each<[string, number, string[]]>([
    ["", 5, [""]],
    ["one two three", 7, ["one two", "three"]],
    ["one two", 3, ["one", "two"]],
    ["abcdefgh ij", 3, ["abc", "def", "gh", "ij"]],
    ["a\n\nb", 5, ["a", "", "b"]],
    ["a\r\nb", 5, ["a", "b"]],
    ["  indented text", 8, ["", "indented", "text"]],
    ["漢字漢字", 5, ["漢字", "漢字"]],
    ["漢a", 1, ["?", "a"]],
    ["a\tb", 9, ["a    b"]],
    ["\u001B[2J", 20, ["\\x1b[2J"]],
  ])("%j in %i columns", (text, columns, rows) => {
    expect(wrap(text, columns)).toEqual(rows);
  });

  test("have indents, as long as there is room for them", () => {
    const indent = { first: "● ", rest: "  " };
    expect(wrap("one two\nthree", 6, indent)).toEqual(["● one", "  two", "  thre", "  e"]);
    expect(wrap("one two", 5, indent)).toEqual(["● one", "two"]);
    expect(wrap("", 20, { first: "  ", rest: "  " })).toEqual([""]);
  });

  test("are never wider than the screen, and hold no control", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
        for (const row of wrap(text, columns, { first: "● ", rest: "  " })) {
          expect(textWidth(row)).toBeLessThanOrEqual(columns);
          expect(row).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
        }
        expect(textWidth(cut(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test("keep every character of a text without spaces", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 2, max: 30 }), (text, columns) => {
        const word = shown(text.replaceAll(/\s/g, ""));
        expect(wrap(word, columns).join("")).toBe(word);
      }),
    );
  });
});

test("a row that is cut says so", () => {
  expect(cut("abcdef", 6)).toBe("abcdef");
  expect(cut("abcdef", 4)).toBe("abc…");
  expect(cut("漢字漢字", 6)).toBe("漢字…");
  expect(cut("a\nb\t", 20)).toBe("a\\nb    ");
});
