import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeLossless } from "./bytes.ts";
import { escapeControl, quote } from "./escape.ts";

/** Any characters, those that escapes are made of more often than others. */
const anyUnit = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

describe("escapeControl", () => {
  test.each([
    ["\u001b[31mred", "\\x1b[31mred"],
    ["\u0000\u0007\u007f", "\\x00\\x07\\x7f"],
    ["\u0080\u009b31m", "\\u0080\\u009b31m"],
    ["a\r\nb", "a\\r\nb"],
    ["a\tb", "a\tb"],
    ["\u2028\u2029", "\\u2028\\u2029"],
    ["exit \u202e1\u202c", "exit \\u202e1\\u202c"],
    ["\u2066\u2069\u200e\u200f\u061c", "\\u2066\\u2069\\u200e\\u200f\\u061c"],
    ["\ud83d", "\\ud83d"],
    ["\udc00", "\\udc00"],
    ["\udcff\udc80", "\\xff\\x80"],
    ["\udd00", "\\udd00"],
    ["😀 é 全 \u200d \u0301", "😀 é 全 \u200d \u0301"],
    ["C:\\x1b", "C:\\x1b"],
  ])("%j becomes %j", (text, escaped) => {
    expect(escapeControl(text)).toBe(escaped);
  });

  test("keeps what it is told to keep, and nothing else", () => {
    expect(escapeControl("a\nb\tc\r", "")).toBe("a\\nb\\tc\\r");
    expect(escapeControl("a\nb\tc\r", "\n")).toBe("a\nb\\tc\\r");
  });

  test("shows the bytes of text that was no UTF-8", () => {
    expect(escapeControl(decodeLossless(new Uint8Array([0x61, 0xff, 0x0a])))).toBe("a\\xff\n");
  });

  test("leaves nothing behind that a terminal would act on", () => {
    const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), (text) => {
        expect(escapeControl(text)).not.toMatch(unsafe);
      }),
    );
  });
});

describe("quote", () => {
  test.each([
    ["plain", '"plain"'],
    ["", '""'],
    ['say "hi"', '"say \\"hi\\""'],
    ["a\\b", '"a\\\\b"'],
    ["a\nb\u001b", '"a\\nb\\x1b"'],
  ])("%j becomes %s", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  test("cuts at the width, not before", () => {
    expect(quote("abcde", 5)).toBe('"abcde"');
    expect(quote("abcdef", 5)).toBe('"abcd…"');
    expect(quote("x".repeat(120))).toHaveLength(122);
    expect(quote("x".repeat(121))).toBe(`"${"x".repeat(119)}…"`);
  });

  test("a cut never leaves half an escape or half a character", () => {
    expect(quote("abc\u001b[31m", 6)).toBe('"abc…"');
    expect(quote("abc\u009b", 8)).toBe('"abc…"');
    expect(quote('abc""', 5)).toBe('"abc…"');
    expect(quote("ab\\\\", 4)).toBe('"ab…"');
    expect(quote("ab😀cd", 4)).toBe('"ab…"');
    expect(quote("ab😀cd", 5)).toBe('"ab😀…"');
  });

  test("is one line in quotes that holds no quote of its own, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const quoted = quote(text, width);
        expect(quoted).toMatch(/^"(?:[^"\\\n]|\\.)*"$/su);
        expect(quoted.length).toBeLessThanOrEqual(width + 2);
      }),
    );
  });
});
