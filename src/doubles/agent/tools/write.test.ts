import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sampleTools, sessionMs } from "../../../../tests/samples/agent-tools.ts";

test("a new file is made, with its folders, at the session's time", async () => {
  const { use, texts, times } = sampleTools();
  expect(await use("Write", { file_path: "/src/new/a.txt", content: "x\n" })).toEqual({
    content: "File created successfully at: /src/new/a.txt",
    isError: false,
    report: {
      type: "create",
      filePath: "/src/new/a.txt",
      content: "x\n",
      structuredPatch: [],
      originalFile: null,
    },
    denied: false,
    files: ["/src/new/a.txt"],
  });
  expect(texts()).toEqual({ "/box/src/new/a.txt": "x\n" });
  expect(times.get("/box/src/new/a.txt")).toBe(sessionMs);
});

test("a file that is there is replaced, and how it changed is told", async () => {
  const { use, texts } = sampleTools({ files: { "/box/a": "one\ntwo\nthree\n" } });
  expect(await use("Write", { file_path: "a", content: "one\n2\nthree\n" })).toEqual({
    content: "The file a has been updated successfully.",
    isError: false,
    report: {
      type: "update",
      filePath: "a",
      content: "one\n2\nthree\n",
      structuredPatch: [
        { oldStart: 1, oldLines: 3, newStart: 1, newLines: 3, lines: [" one", "-two", "+2", " three"] },
      ],
      originalFile: "one\ntwo\nthree\n",
    },
    denied: false,
    files: ["a"],
  });
  expect(texts()).toEqual({ "/box/a": "one\n2\nthree\n" });
});

test("what was no text may be replaced by one", async () => {
  const { use } = sampleTools({ files: { "/box/a": new Uint8Array([0]) } });
  expect(await use("Write", { file_path: "a", content: "" })).toMatchObject({
    isError: false,
    report: { type: "update", originalFile: "", structuredPatch: [] },
  });
});

test("folders, and what is below files, can't be written", async () => {
  const { use } = sampleTools({ files: { "/box/a/b": "" } });
  expect((await use("Write", { file_path: "a", content: "" })).content).toBe(
    "EISDIR: illegal operation on a directory, open 'a'",
  );
  expect((await use("Write", { file_path: "a/b/c", content: "" })).content).toMatch(/^ENOTDIR: /);
  expect((await use("Write", { file_path: "\0", content: "" })).content).toMatch(/^EINVAL: /);
});

test("a file is written up to a limit", async () => {
  const { use } = sampleTools();
  const of = async (length: number) => use("Write", { file_path: "a", content: "x".repeat(length) });
  expect((await of(limits.agentFileBytes)).isError).toBe(false);
  expect((await of(limits.agentFileBytes + 1)).content).toBe(
    "EFBIG: file too large, more than 4194304 bytes, write '/a'",
  );
});
