import fc from "fast-check";
import { expect, test } from "vitest";
import { patchOf } from "./patch.ts";

test("what is alike has no patch", () => {
  expect(patchOf("a\n", "a\n")).toEqual([]);
});

test("three lines stand around what differs", () => {
  const lines = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ""];
  const before = lines.join("\n");
  expect(patchOf(before, before.replace("5", "five"))).toEqual([
    {
      oldStart: 2,
      oldLines: 7,
      newStart: 2,
      newLines: 7,
      lines: [" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
    },
  ]);
});

test("a last line without an end is told", () => {
  expect(patchOf("", "a")).toEqual([
    { oldStart: 1, oldLines: 0, newStart: 1, newLines: 1, lines: ["+a\n\\ No newline at end of file"] },
  ]);
});

test("a patch that is applied makes the new text", () => {
  const text = fc.array(fc.constantFrom("a", "b", "\n"), { maxLength: 20 }).map((parts) => parts.join(""));
  const linesOf = (one: string): string[] => {
    const lines = one.split("\n");
    const last = lines.pop() as string;
    return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
  };
  fc.assert(
    fc.property(text, text, (before, after) => {
      const made = linesOf(before);
      for (const hunk of patchOf(before, after)) {
        const lines = hunk["lines"] as string[];
        const old = lines.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
        const fresh = lines.filter((line) => !line.startsWith("-")).map((line) => line.slice(1));
        expect([old.length, fresh.length]).toEqual([hunk["oldLines"], hunk["newLines"]]);
        const removed = made.splice((hunk["oldStart"] as number) - 1, old.length, ...fresh);
        expect(removed).toEqual(old);
      }
      expect(made).toEqual(linesOf(after));
    }),
  );
});
