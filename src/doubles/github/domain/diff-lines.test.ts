import { expect, test } from "vitest";
import { diffLinesOf, followLine, lineAt } from "./diff-lines.ts";

const hunks = [
  "@@ -1,4 +1,5 @@",
  " one",
  "-two",
  "+zwei",
  "+zwei und",
  " three",
  " four",
  "@@ -10,3 +11,2 @@ heading",
  " ten",
  "-eleven",
  " twelve",
  "",
].join("\n");

test("lines of a difference have positions and numbers on both sides", () => {
  const lines = diffLinesOf({ hunks });
  expect(lines.map(({ position, left, right }) => [position, left, right])).toEqual([
    [1, 1, 1],
    [2, 2, null],
    [3, null, 2],
    [4, null, 3],
    [5, 3, 4],
    [6, 4, 5],
    [8, 10, 11],
    [9, 11, null],
    [10, 12, 12],
  ]);
  expect(lineAt(lines, 11, "LEFT")?.hunk).toBe("@@ -10,3 +11,2 @@ heading\n ten\n-eleven");
  expect(lineAt(lines, 2, "RIGHT")?.kind).toBe("+");
  expect(lineAt(lines, 7, "RIGHT")).toBeUndefined();
});

test("lines are followed into the next version as long as nobody changes them", () => {
  const lines = diffLinesOf({ hunks });
  expect([1, 2, 3, 4, 7, 10, 11, 12, 20].map((line) => followLine(lines, line))).toEqual([
    1,
    null,
    4,
    5,
    8,
    11,
    null,
    12,
    20,
  ]);
  expect(followLine(diffLinesOf({ hunks: "" }), 5)).toBe(5);
});

test("a file whose last line has no line feed has no line more for it", () => {
  const lines = diffLinesOf({ hunks: "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n" });
  expect(lines.map(({ position, kind }) => [position, kind])).toEqual([
    [1, "-"],
    [3, "+"],
  ]);
});
