import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asTree, edited, edits, text } from "../../../../../tests/git/random-history.ts";
import { sha1 } from "../../../../../tests/git/real-git.ts";
import type { FileContent } from "../change-tree.ts";
import { memoryStore } from "../object.ts";
import { diffLines } from "./diff-lines.ts";
import { diffFiles, pathOf } from "./file-diff.ts";
import { unified } from "./hunks.ts";

describe("a difference", () => {
  it("applied to the old text gives the new one", () => {
    fc.assert(
      fc.property(text, edits, (before, some) => {
        const after = edited(before, some);
        const { before: old, after: now, edits: found } = diffLines(before, after);
        let [made, at] = ["", 0];
        for (const { oldStart, oldEnd, newStart, newEnd } of found) {
          made += old.lines.slice(at, oldStart).join("") + now.lines.slice(newStart, newEnd).join("");
          at = oldEnd;
        }
        expect(made + old.lines.slice(at).join("")).toBe(after);
      }),
    );
  });

  it("of large unlike texts ends, and soon", () => {
    const lines = (step: number) =>
      Array.from({ length: 20_000 }, (_, index) => (index * step) % 997).join("\n");
    const { edits: found } = diffLines(lines(7), lines(11));
    expect(found.length).toBeGreaterThan(100);
  });

  it("says the function above a hunk, and a missing line feed", () => {
    const before = `def hello():\n${"  x\n".repeat(8)}  old`;
    expect(unified(diffLines(before, before.replace("old", "new")))).toBe(
      "@@ -7,4 +7,4 @@ def hello():\n   x\n   x\n   x\n-  old\n\\ No newline at end of file\n+  new\n\\ No newline at end of file\n",
    );
  });

  it("counts lines, and tells what happened to each file in GitHub's words", () => {
    const store = memoryStore(sha1);
    const [before, after] = [
      new Map<string, FileContent>([
        ["gone", "1\n"],
        ["kept", "1\n2\n"],
        ["old", "a\nb\nc\nd\n"],
        ["kind", "x"],
      ]),
      new Map<string, FileContent>([
        ["new", "a\nb\nc\n!\n"],
        ["kept", "1\n3\n4\n"],
        ["come", "1 2\n"],
        ["kind", { content: "x", mode: "120000" }],
      ]),
    ].map((files) => asTree(store, files)) as [string, string];
    const told = diffFiles(store, before, after).map((file) => [
      pathOf(file),
      file.status,
      file.additions,
      file.deletions,
      file.similarity,
    ]);
    expect(told).toEqual([
      ["come", "added", 1, 0, undefined],
      ["gone", "removed", 0, 1, undefined],
      ["kept", "modified", 2, 1, undefined],
      ["kind", "changed", 1, 1, undefined],
      ["new", "renamed", 1, 1, 75],
    ]);
    expect(diffFiles(store, undefined, before)).toHaveLength(4);
  });
});
