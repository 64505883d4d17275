import fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

/** A text after a diff, applied as patch does: every line that it names must be there. */
function patched(before: string, diff: string): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const made: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [head = "", ...body] = hunk.match(/[^\n]*\n/g) ?? [];
    const [, start = "0", count = "1"] = /^@@ -(\d+)(?:,(\d+))?/.exec(head) ?? [];
    const from = Number(start) - (count === "0" ? 0 : 1);
    made.push(...lines.slice(at, from));
    at = from;
    for (const [index, line] of body.entries()) {
      if (line.startsWith("\\")) continue;
      const bare = body[index + 1]?.startsWith("\\") === true ? line.slice(1, -1) : line.slice(1);
      if (!line.startsWith("+")) expect(lines[at++]).toBe(bare);
      if (!line.startsWith("-")) made.push(bare);
    }
  }
  return [...made, ...lines.slice(at)].join("");
}

const texts = fc
  .tuple(
    fc.array(fc.constantFrom("a", "b", "c", "", "@@ -1 +1 @@", "-x", "d\r"), { maxLength: 40 }),
    fc.boolean(),
  )
  .map(([lines, ended]) => lines.join("\n") + (ended && lines.length > 0 ? "\n" : ""));

test("a diff turns the old text into the new one, and says nothing else", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const diff = unifiedDiff("a.toml", before, after);
      expect(diff === "").toBe(before === after);
      expect(patched(before, diff)).toBe(after);
    }),
  );
});

test("is written as diff writes it", () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join("");
  const after = before.replace("3\n", "three\n").replace("12\n", "").replace(/20\n$/, "20");
  const hunks = [
    ["--- a/a/b.toml", "+++ b/a/b.toml"],
    ["@@ -1,6 +1,6 @@", " 1", " 2", "-3", "+three", " 4", " 5", " 6"],
    ["@@ -9,7 +9,6 @@", " 9", " 10", " 11", "-12", " 13", " 14", " 15"],
    ["@@ -17,4 +16,4 @@", " 17", " 18", " 19", "-20", "+20", "\\ No newline at end of file"],
  ];
  expect(unifiedDiff("a/b.toml", before, after).trimEnd().split("\n")).toEqual(hunks.flat());
});

test("of very many lines is made without comparing each with each", () => {
  const before = Array.from({ length: 5000 }, (_, index) => `a${index}\n`).join("");
  const after = before.replaceAll("a", "b");
  expect(unifiedDiff("a", before, after).match(/^-a/gm)).toHaveLength(5000);
});
