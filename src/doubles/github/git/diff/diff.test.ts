import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asTree, edited, edits, text } from "../../../../../tests/git/random-history.ts";
import { sha1 } from "../../../../../tests/git/real-git.ts";
import type { FileContent } from "../change-tree.ts";
import { commitObject } from "../commit.ts";
import { memoryStore } from "../object.ts";
import { treeObject } from "../tree.ts";
import { diffLines } from "./diff-lines.ts";
import { diffText } from "./diff-text.ts";
import { diffFiles, pathOf } from "./file-diff.ts";
import { unified } from "./hunks.ts";
import { patchMails } from "./mail.ts";

/** Both sides as trees, and the text of their difference. */
function told(before: Record<string, FileContent>, after: Record<string, FileContent>): string {
  const store = memoryStore(sha1);
  const [old, now] = [before, after].map((files) => asTree(store, new Map(Object.entries(files))));
  return diffText(diffFiles(store, old, now));
}

const link = (content: string): FileContent => ({ content, mode: "120000" });

describe("renames", () => {
  it("are found by equal content, then by the only name, then by resemblance", () => {
    const text = (word: string) => Array.from({ length: 9 }, (_, line) => `${word} ${line}\n`).join("");
    const diff = told(
      { "a/x": text("one"), "a/y": text("two"), "a/z": text("three"), "b/z": text("four") },
      {
        "c/x": text("one"),
        "c/y": text("two") + text("2").slice(0, 4),
        w: text("three") + text("3").slice(0, 8),
      },
    );
    const renames = [...diff.matchAll(/rename from (.*)\nrename to (.*)\n/g)].map(
      ([, from, to]) => `${from} ${to}`,
    );
    expect(renames).toEqual(["a/x c/x", "a/y c/y", "a/z w"]);
  });

  it("are none between a link and a file, from empty files that differ, or of what is missing", () => {
    expect(told({ a: link("x\ny\n") }, { b: "x\ny\nz\n" })).not.toContain("rename");
    expect(told({ a: "" }, { b: "x\n" })).not.toContain("rename");
    expect(told({ a: "" }, { b: "" })).toContain("similarity index 100%");
    const store = memoryStore(sha1);
    const missing = (name: string, digit: string) =>
      store.put(treeObject([{ mode: "100644", name, sha: digit.repeat(40) }]));
    expect(diffFiles(store, missing("a", "1"), missing("b", "2"))).toHaveLength(2);
    expect(diffFiles(store, missing("a", "1"), missing("b", "1")).map(({ status }) => status)).toEqual([
      "removed",
      "added",
    ]);
  });

  it("do not mind how lines end, nor a last line without line feed", () => {
    const lines = Array.from({ length: 8 }, (_, line) => `line ${line}`);
    expect(told({ a: lines.join("\n") }, { b: `${lines.join("\r\n")}!` })).toContain("rename from a");
  });

  it("are not looked for among too many files", () => {
    const many = (folder: string, more: string) =>
      Object.fromEntries(
        Array.from({ length: 1_001 }, (_, at) => [`${folder}/${folder}${at}`, `${at}\n${at}\nx\n${more}`]),
      );
    expect(told(many("a", ""), many("b", "more\n"))).not.toContain("rename");
  });
});

describe("the text of a difference", () => {
  it("quotes names that are no plain text", () => {
    expect(told({}, { 'a\tb"c\\ü': "" })).toContain('"b/a\\tb\\"c\\\\\\303\\274"');
  });

  it("cuts a long heading between characters", () => {
    const before = `f${"ü".repeat(60)}\n${"  x\n".repeat(8)}old\n`;
    const [, heading = ""] =
      /@@ (f\S*)\n/.exec(unified(diffLines(before, before.replace("old", "new")))) ?? [];
    expect(heading).toBe(`f${"ü".repeat(39)}`);
  });

  it("shows bytes that are no text but for a NUL, and submodules by their commits", () => {
    expect(told({ a: Uint8Array.of(0xff, 10) }, { a: Uint8Array.of(0xfe, 10) })).toContain(
      "-\udcff\n+\udcfe\n",
    );
    const store = memoryStore(sha1);
    const tree = (digit: string) =>
      store.put(treeObject([{ mode: "160000", name: "dep", sha: digit.repeat(40) }]));
    expect(diffText(diffFiles(store, tree("1"), tree("2")))).toContain(
      `-Subproject commit ${"1".repeat(40)}\n+Subproject commit ${"2".repeat(40)}\n`,
    );
  });

  it("moves groups past deep indentation and many empty lines", () => {
    const block = `${" ".repeat(300)}x\n${"\n".repeat(25)}`;
    const { edits: found } = diffLines(block.repeat(2), block.repeat(3));
    expect(found).toHaveLength(1);
  });
});

describe("the table of files in a mail", () => {
  it("is made for a first commit, an empty message, and files without lines", () => {
    const store = memoryStore(sha1);
    const tree = asTree(
      store,
      new Map<string, FileContent>([
        ["empty.bin", Uint8Array.of(0)],
        ["e", ""],
        ["x".repeat(80), "1\n"],
      ]),
    );
    const who = { name: "M", email: "m@x", seconds: 1_704_067_200, zone: "+0000" };
    const commit = { tree, parents: [], author: who, committer: who, message: "" };
    const mail = patchMails(store, [{ sha: "1".repeat(40), commit }]);
    expect(mail).toContain("Date: Mon, 1 Jan 2024 00:00:00 +0000\nSubject: [PATCH] \n");
    expect(mail).toContain(" e ");
    expect(mail).toContain(`...${"x".repeat(10)}`);
    expect(mail).toContain(" | Bin 0 -> 1 bytes\n");
  });

  it("numbers several mails, and tells a rename with another mode", () => {
    const store = memoryStore(sha1);
    const who = { name: "M", email: "m@x", seconds: 0, zone: "+0000" };
    const text = "1\n2\n3\n4\n";
    const trees = [{ a: text }, { b: { content: text, mode: "100755" as const } }, { b: "x\n" }].map(
      (files) => asTree(store, new Map<string, FileContent>(Object.entries(files))),
    );
    const shas: string[] = [];
    const commits = trees.map((tree, index) => {
      const commit = {
        tree,
        parents: shas.slice(index - 1, index),
        author: who,
        committer: who,
        message: `${index}`,
      };
      shas.push(store.put(commitObject(commit)));
      return { sha: shas[index] as string, commit };
    });
    const mails = patchMails(store, commits);
    expect([...mails.matchAll(/^Subject: (.*)$/gm)].map(([, subject]) => subject)).toEqual([
      "[PATCH 1/3] 0",
      "[PATCH 2/3] 1",
      "[PATCH 3/3] 2",
    ]);
    expect(mails).toContain(" rename a => b (100%)\n mode change 100644 => 100755\n");
  });
});

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
