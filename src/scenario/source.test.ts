import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../core/index.ts";
import { placeOf, readSource, whereOf, type Source } from "./source.ts";

function sourceOf(text: string): Source {
  const source = readSource("a.toml", utf8(text));
  if (!source.ok) throw new Error("unreadable");
  return source.value;
}

describe("places", () => {
  test("count characters, not bytes or UTF-16 units, and keep the byte range", () => {
    const source = sourceOf("first\r\nä😀 = x\r\n");
    expect(placeOf(whereOf(source, 13, 14))).toEqual({
      kind: "file",
      file: "a.toml",
      line: 2,
      column: 6,
      endColumn: 7,
      text: "ä😀 = x",
      bytes: { start: 16, end: 17 },
    });
  });

  test("leave the byte order mark out", () => {
    expect(placeOf(whereOf(sourceOf("\ufeffab"), 0, 1))).toMatchObject({
      column: 1,
      text: "ab",
      bytes: { start: 3, end: 4 },
    });
  });

  test("mark one character at the end of a file, and stay on the first line of a long range", () => {
    const source = sourceOf("ab\ncd");
    expect(placeOf(whereOf(source, 5, 5))).toMatchObject({ line: 2, column: 3, endColumn: 4 });
    expect(placeOf(whereOf(source, 1, 5))).toMatchObject({ line: 1, column: 2, endColumn: 3 });
  });

  test("cut a line that is too long to show", () => {
    const place = placeOf(whereOf(sourceOf("é".repeat(100_000)), 90_000, 90_001));
    expect(place).toMatchObject({ column: 90_001, endColumn: 90_002 });
    expect(place.kind === "file" ? place.text.length : 0).toBe(2_000);
  });

  test("agree with the text for any text and range", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(), (text, a, b) => {
        fc.pre(!text.includes("\0"));
        const characters = Array.from(text);
        const index = a % (characters.length + 1);
        const units = characters.slice(0, index).join("").length;
        const end = Math.min(text.length, units + (b % 5));
        const place = placeOf(whereOf(sourceOf(text), units, end));
        const before = text.slice(0, units).replace(/^\ufeff/, "");
        fc.pre(!text.startsWith("\ufeff"));
        const line = before.split("\n");
        expect(place).toMatchObject({ line: line.length, bytes: { start: utf8(before).length } });
      }),
    );
  });
});
