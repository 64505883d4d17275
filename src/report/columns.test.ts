import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf, cutTo, padTo, unitsOf, wrap } from "./columns.ts";

/** Any characters, those that escapes are made of more often than others. */
const anyUnit = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

describe("columnsOf", () => {
  test.each([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 1],
    ["全角", 4],
    ["ｈ", 2],
    ["ｱ", 1],
    ["한글", 4],
    ["🚀", 2],
    ["👩‍🚀", 2],
    ["❤\ufe0f", 2],
    ["✓", 1],
    ["\u200b", 0],
    ["𠮷", 2],
    ["\\x1b[", 5],
    ["a\\u{1f600}b", 11],
  ])("%j takes %i columns", (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

test("units hold the whole text", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyUnit }), (text) => {
      expect(unitsOf(text).join("")).toBe(text);
    }),
  );
});

test("visible escapes are one unit each", () => {
  expect(unitsOf("\\x1b[0m\\u009b\\n\\\\x")).toEqual(["\\x1b", "[", "0", "m", "\\u009b", "\\n", "\\\\", "x"]);
});

test("padTo fills and cutTo cuts by columns, not by characters", () => {
  expect(padTo("全", 4)).toBe("全  ");
  expect(padTo("long", 2)).toBe("long");
  expect(cutTo("short", 5, "…")).toBe("short");
  expect(cutTo("全角文字", 5, "…")).toBe("全角…");
  expect(cutTo("全角文字", 4, "…")).toBe("全…");
  expect(cutTo("abcdef", 5, "...")).toBe("ab...");
  expect(cutTo("ab\\x1bcd", 5, "…")).toBe("ab…");
  expect(cutTo("👩‍🚀👩‍🚀", 3, "…")).toBe("👩‍🚀…");
});

const texts = fc
  .array(fc.oneof(fc.constantFrom("a", "全", "\\x1b", "\\u009b", " ", "word", "🚀", "e\u0301"), fc.string()))
  .map((parts) => parts.join(""))
  .filter((text) => !/[\n\r]/.test(text));

describe("wrap", () => {
  test("breaks at spaces and indents what follows", () => {
    expect(wrap("one two three", 9, "1. ")).toEqual(["1. one", "   two", "   three"]);
    expect(wrap("one two", 20, "a: ", "  ")).toEqual(["a: one two"]);
    expect(wrap("", 20, "a: ")).toEqual(["a:"]);
  });

  test("breaks words that are too long, but never inside an escape", () => {
    expect(wrap("ab\\x1b[31mcd", 6)).toEqual(["ab\\x1b", "[31mcd"]);
    expect(wrap("a\\u009b\\u009b", 8)).toEqual(["a\\u009b", "\\u009b"]);
  });

  test("keeps every line within the width, and loses nothing but spaces", () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 14, max: 60 }),
        fc.integer({ min: 0, max: 5 }),
        (text, width, indent) => {
          const lines = wrap(text, width, " ".repeat(indent));
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
          expect(lines.join("").replaceAll(" ", "")).toBe(text.trimEnd().replaceAll(" ", ""));
        },
      ),
    );
  });
});
