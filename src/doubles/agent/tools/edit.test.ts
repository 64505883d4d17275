import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sampleTools, sessionMs } from "../../../../tests/samples/agent-tools.ts";

const edit = async (text: string | Uint8Array, old_string: string, new_string: string, more: object = {}) => {
  const sample = sampleTools({ files: { "/box/a": text } });
  const outcome = await sample.use("Edit", { file_path: "a", old_string, new_string, ...more });
  return { outcome, after: sample.texts()["/box/a"], mtimeMs: sample.times.get("/box/a") };
};
const error = (message: string) => ({
  content: `<tool_use_error>${message}</tool_use_error>`,
  isError: true,
  report: `Error: ${message}`,
  denied: false,
  files: ["a"],
});

test("the one place is replaced", async () => {
  expect(await edit("one\ntwo\n", "two", "$& 2")).toEqual({
    outcome: {
      content: "The file a has been updated successfully.",
      isError: false,
      report: {
        filePath: "a",
        oldString: "two",
        newString: "$& 2",
        originalFile: "one\ntwo\n",
        structuredPatch: [
          { oldStart: 1, oldLines: 2, newStart: 1, newLines: 2, lines: [" one", "-two", "+$& 2"] },
        ],
        userModified: false,
        replaceAll: false,
      },
      denied: false,
      files: ["a"],
    },
    after: "one\n$& 2\n",
    mtimeMs: sessionMs,
  });
});

test("all places are replaced when that is asked for", async () => {
  const { outcome, after } = await edit("x x x", "x", "y", { replace_all: true });
  expect([outcome.content, after]).toEqual([
    "The file a has been updated. All occurrences were successfully replaced.",
    "y y y",
  ]);
});

test("ends of lines stay as they were", async () => {
  const { outcome, after } = await edit("a\r\nb\r\n", "a\nb", "a\nc\nb");
  expect([outcome.isError, after]).toEqual([false, "a\r\nc\r\nb\r\n"]);
});

test.each([
  ["abc", "x", "y", "String to replace not found in file.\nString: x"],
  ["x x", "x", "y", "Found 2 matches of the string to replace, but replace_all is false.\nString: x"],
  ["x", "x", "x", "No changes to make: old_string and new_string are exactly the same."],
  ["x", "", "y", "Cannot create new file - file already exists."],
  [new Uint8Array([0]), "x", "y", "This file can not be edited: it is no text, or too large."],
  [
    new Uint8Array(limits.agentFileBytes + 1),
    "x",
    "y",
    "This file can not be edited: it is no text, or too large.",
  ],
])("what can't be replaced is an error: %#", async (text, from, to, message) => {
  const { outcome, after } = await edit(text, from, to);
  expect(outcome).toEqual(error(message));
  if (typeof text === "string") expect(after).toBe(text);
});

test("an empty file, or none, is filled", async () => {
  expect((await edit("", "", "new")).after).toBe("new");
  const { use, texts } = sampleTools();
  expect((await use("Edit", { file_path: "/b/c", old_string: "", new_string: "new" })).isError).toBe(false);
  expect(texts()).toEqual({ "/box/b/c": "new" });
});

test("what is no file is an error", async () => {
  const { use } = sampleTools({ files: { "/box/a/b": "" } });
  const of = async (file_path: string) =>
    (await use("Edit", { file_path, old_string: "x", new_string: "y" })).content;
  expect(await of("c")).toBe("<tool_use_error>File does not exist.</tool_use_error>");
  expect(await of("a")).toBe("EISDIR: illegal operation on a directory, read 'a'");
});

test("a file does not grow past the limit, nor is more than that made on the way", async () => {
  const places = "x".repeat(limits.agentFileBytes / 4);
  expect((await edit(places, "x", "abcd", { replace_all: true })).outcome.isError).toBe(false);
  const longer = await edit(places, "x", "abcde", { replace_all: true });
  expect([longer.outcome.content, longer.after]).toEqual([
    "EFBIG: file too large, more than 4194304 bytes, write '/a'",
    places,
  ]);
  const huge = await edit(places, "x", "y".repeat(1_000_000), { replace_all: true });
  expect(huge.outcome.content).toBe("EFBIG: file too large, more than 4194304 bytes, write 'a'");
});
