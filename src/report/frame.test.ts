import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FilePlace } from "../core/index.ts";
import { columnsOf } from "./columns.ts";
import { codeFrame } from "./frame.ts";
import { placeIn } from "./golden/build.ts";
import { styleOf } from "./style.ts";

const style = styleOf({ width: 60 });

function frame(text: string, mark: string): string[] {
  return codeFrame(placeIn("a.toml", 7, text, mark), style, "");
}

describe("a code frame", () => {
  test.each([
    ["plain text", 'run = "git"', '"git"', ['7 | run = "git"', "  |       ^^^^^"]],
    ["a tab before the mark", "\trun = 1", "run", ["7 |     run = 1", "  |     ^^^"]],
    ["a tab inside a line", "ab\trun", "run", ["7 | ab  run", "  |     ^^^"]],
    ["a tab in the mark", "a\tb", "a\tb", ["7 | a   b", "  | ^^^^^"]],
    ["a carriage return at the end", "run = 1\r", "1", ["7 | run = 1", "  |       ^"]],
    ["wide characters before the mark", "全角 = 1", "1", ["7 | 全角 = 1", "  |        ^"]],
    ["a wide mark", "x = 全角", "全角", ["7 | x = 全角", "  |     ^^^^"]],
    ["a combined character", "e\u0301 = 1", "1", ["7 | e\u0301 = 1", "  |     ^"]],
    ["a surrogate pair", "🚀 = 1", "1", ["7 | 🚀 = 1", "  |      ^"]],
    ["a control character", "a\u001b = 1", "1", ["7 | a\\x1b = 1", "  |         ^"]],
  ])("%s", (_name, text, mark, expected) => {
    expect(frame(text, mark)).toEqual(expected);
  });

  test("an empty mark at the end of a line gets one caret", () => {
    const place: FilePlace = { kind: "file", file: "a", line: 100, column: 4, endColumn: 4, text: "abc" };
    expect(codeFrame(place, style, "")).toEqual(["100 | abc", "    |    ^"]);
  });

  test("a mark past the end of its line stands behind the line", () => {
    const place: FilePlace = { kind: "file", file: "a", line: 1, column: 99, endColumn: 120, text: "abc" };
    expect(codeFrame(place, style, "")).toEqual(["1 | abc", "  |    ^"]);
  });

  test("a long line is cut on both sides of the mark", () => {
    const [line, carets] = frame(`${"x".repeat(200)}MARK${"y".repeat(200)}`, "MARK");
    expect(line).toMatch(/^7 \| …x+MARKy+…$/);
    expect(columnsOf(line!)).toBeLessThanOrEqual(60);
    expect(line!.slice(carets!.indexOf("^"), carets!.lastIndexOf("^") + 1)).toBe("MARK");
  });

  test("a mark longer than the width keeps its beginning in sight", () => {
    const [line, carets] = frame(`key = ${"z".repeat(300)}`, "z".repeat(300));
    expect(line).toMatch(/z…$/);
    expect(columnsOf(carets!)).toBeLessThanOrEqual(60);
  });
});

test("the carets stand under what is marked, whatever stands before it", () => {
  const pieces = fc.constantFrom("a", "\t", "全", "🚀", "e\u0301", "\u001b", "é", " ");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.array(pieces, { maxLength: 60 }), (before, after) => {
      const [line, carets] = frame(`${before.join("")}<#>${after.join("")}`, "<#>");
      const shown = line!.slice("7 | ".length);
      const at = columnsOf(shown.slice(0, shown.indexOf("<#>")));
      expect(carets).toBe(`  | ${" ".repeat(at)}^^^`);
      expect(columnsOf(line!)).toBeLessThanOrEqual(60);
    }),
  );
});
