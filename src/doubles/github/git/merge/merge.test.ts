import { describe, expect, it } from "vitest";
import { commitOf, forkOf, type Files } from "../../../../../tests/git/fork.ts";
import { asTree } from "../../../../../tests/git/random-history.ts";
import { sha1 } from "../../../../../tests/git/real-git.ts";
import { decodeLossless, encodeLossless } from "../../../../core/index.ts";
import type { FileContent } from "../change-tree.ts";
import { contentBytes, memoryStore } from "../object.ts";
import { treeEntryAt, treeObject } from "../tree.ts";
import { mergeCommits } from "./merge-commits.ts";
import { mergeText } from "./merge-text.ts";
import { mergeTrees } from "./merge-trees.ts";

const marks = { ours: "ours", theirs: "theirs", length: 7 };

/** Merges three sets of files in memory. */
function merged(base: Files, ours: Files, theirs: Files) {
  const store = memoryStore(sha1);
  const [one, other] = forkOf(store, base, ours, theirs);
  const result = mergeCommits(store, one, other);
  const read = (path: string) => {
    const entry = treeEntryAt(store, result?.tree ?? "", path);
    const blob = entry === undefined ? undefined : store.get(entry.sha);
    return blob === undefined ? undefined : decodeLossless(contentBytes(blob));
  };
  return { conflicts: result?.conflicts, read };
}

const files = (given: Record<string, FileContent>): Files => new Map(Object.entries(given));

describe("what conflicts is named", () => {
  const binary = (byte: number) => Uint8Array.of(0, byte);
  const link = (content: string): FileContent => ({ content, mode: "120000" });
  it.each([
    ["content", { a: "1\n" }, { a: "2\n" }, { a: "3\n" }],
    ["add/add", {}, { a: "2\n" }, { a: "3\n" }],
    ["modify/delete", { a: "1\n" }, {}, { a: "3\n" }],
    ["modify/delete", { a: "1\n" }, { a: "3\n" }, {}],
    ["binary", { a: binary(1) }, { a: binary(2) }, { a: binary(3) }],
    ["distinct types", { a: "1\n" }, { a: "2\n" }, { a: link("x") }],
    ["content", { a: link("x") }, { a: link("y") }, { a: link("z") }],
    ["mode", {}, { a: "1\n" }, { a: { content: "1\n", mode: "100755" } }],
    ["file/directory", {}, { a: "1\n" }, { "a/b": "2\n" }],
  ] as [string, Record<string, FileContent>, Record<string, FileContent>, Record<string, FileContent>][])(
    "%s: %j, %j, %j",
    (kind, base, ours, theirs) => {
      expect(merged(files(base), files(ours), files(theirs)).conflicts).toEqual([{ path: "a", kind }]);
    },
  );

  it("of renames", () => {
    const text = "one\ntwo\nthree\n";
    const kinds = (ours: Record<string, FileContent>, theirs: Record<string, FileContent>) =>
      merged(files({ a: text }), files(ours), files(theirs)).conflicts?.map(
        ({ path, kind }) => `${path} ${kind}`,
      );
    expect(kinds({ b: text }, {})).toEqual(["b rename/delete"]);
    expect(kinds({ b: text }, { c: text })).toEqual([
      "a rename/rename",
      "b rename/rename",
      "c rename/rename",
    ]);
    expect(kinds({ b: text }, { a: `${text}four\n`, b: "other\n" })).toEqual(["b add/add"]);
    expect(kinds({ b: text }, { b: text })).toEqual([]);
  });
});

describe("a merge", () => {
  it("brings what one side changed into the file where the other side moved it", () => {
    const text = "one\ntwo\nthree\nfour\n";
    const found = merged(
      files({ a: text }),
      files({ "lib/b": text }),
      files({ a: text.replace("two", "2") }),
    );
    expect(found.conflicts).toEqual([]);
    expect([found.read("a"), found.read("lib/b")]).toEqual([undefined, "one\n2\nthree\nfour\n"]);
  });

  it("writes both sides between markers, only where they differ, on lines of their own", () => {
    const found = merged(files({ a: "1\n2\n3" }), files({ a: "1\nours\n3" }), files({ a: "1\n2\ntheirs" }));
    expect(found.read("a")).toBe("1\n<<<<<<< ours\nours\n3\n=======\n2\ntheirs\n>>>>>>> theirs\n");
    expect(mergeText("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", marks)).toEqual({
      text: "A\nb\nC\n",
      conflict: false,
    });
  });

  it("keeps bytes that are no text", () => {
    const text = (first: string, last: string) => encodeLossless(`${first}\n\udcff\n3\n4\n${last}\n`);
    const found = merged(
      files({ a: text("1", "5") }),
      files({ a: text("one", "5") }),
      files({ a: text("1", "five") }),
    );
    expect(found.conflicts).toEqual([]);
    expect(found.read("a")).toBe("one\n\udcff\n3\n4\nfive\n");
  });

  it("follows a file that both sides moved to the same place", () => {
    const text = "one\ntwo\nthree\nfour\nfive\n";
    const found = merged(
      files({ a: text }),
      files({ b: text.replace("one", "1") }),
      files({ b: text.replace("five", "5") }),
    );
    expect(found.conflicts).toEqual([]);
    expect(found.read("b")).toBe("1\ntwo\nthree\nfour\n5\n");
  });

  it("asks where a new file belongs when its folder was moved as a whole", () => {
    const [x, y] = ["x\nxx\nxxx\n", "y\nyy\nyyy\n"];
    const base = files({ "old/x": x, "old/y": y });
    const moved = files({ "new/x": x, "new/y": y });
    const grown = files({ "old/x": x, "old/y": y, "old/z": "z\n" });
    expect(merged(base, moved, grown).conflicts).toEqual([{ path: "new/z", kind: "file location" }]);
    expect(merged(base, grown, moved).conflicts).toEqual([{ path: "new/z", kind: "file location" }]);
    const apart = files({ "new/x": x, "other/y": y });
    expect(merged(base, apart, grown).conflicts).toEqual([]);
    const beside = files({ "old/x": x, "old/y": y, "new/z": "z\n" });
    expect(merged(base, moved, beside).conflicts).toEqual([]);
    const up = files({ x, y });
    expect(merged(base, up, grown).conflicts).toEqual([{ path: "z", kind: "file location" }]);
  });

  it("of two files that became one keeps both, and the same is none", () => {
    const [x, y] = ["1\n2\n3\n4\n", "5\n6\n7\n8\n"];
    const base = files({ x, y });
    expect(merged(base, files({ z: x, y }), files({ x, z: y })).conflicts).toEqual([
      { path: "z", kind: "add/add" },
    ]);
    expect(merged(base, files({ z: x, y }), files({ x, y, z: x })).conflicts).toEqual([]);
    expect(merged(base, files({ x, y, z: x }), files({ z: x, y })).conflicts).toEqual([]);
  });

  it("compares texts whose common lines are all frequent", () => {
    const lines = (first: string, middle: string, last: string) =>
      `${first}\n${"x\n".repeat(40)}${middle}${"x\n".repeat(40)}${last}\n`;
    const found = merged(
      files({ a: lines("1", "", "2") }),
      files({ a: lines("one", "", "two") }),
      files({ a: lines("1", "middle\n", "2") }),
    );
    expect(found.read("a")).toBe(lines("one", "middle\n", "two"));
  });

  it("of submodules that went on differently is one for people", () => {
    const store = memoryStore(sha1);
    const tree = (digit: string) =>
      store.put(treeObject([{ mode: "160000", name: "dep", sha: digit.repeat(40) }]));
    const style = { marks, virtual: false };
    const result = mergeTrees(store, tree("1"), tree("2"), tree("3"), style);
    expect(result).toEqual({ tree: tree("2"), conflicts: [{ path: "dep", kind: "submodule" }] });
    expect(mergeTrees(store, tree("1"), tree("1"), tree("3"), style).tree).toBe(tree("3"));
    expect(mergeTrees(store, tree("1"), tree("2"), tree("1"), style).tree).toBe(tree("2"));
  });

  it("of unrelated histories, or of what is missing, is none", () => {
    const store = memoryStore(sha1);
    const [one, other] = ["a", "b"].map((name) => commitOf(store, asTree(store, files({ [name]: "" })), []));
    expect(mergeCommits(store, one as string, other as string)).toBeUndefined();
    expect(mergeCommits(store, one as string, "1".repeat(40))).toBeUndefined();
  });
});
