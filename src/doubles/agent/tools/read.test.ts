import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sampleTools } from "../../../../tests/samples/agent-tools.ts";

const read = async (text: string | Uint8Array, input: object = {}, version = "2.1.29") =>
  sampleTools({ files: { "/box/src/a.txt": text }, version }).use("Read", {
    file_path: "/src/a.txt",
    ...input,
  });
const content = async (text: string | Uint8Array, input: object = {}) => (await read(text, input)).content;

test("lines are numbered as versions number them", async () => {
  expect(await read("alpha\nbeta\n")).toEqual({
    content: "     1→alpha\n     2→beta\n     3→",
    isError: false,
    report: {
      type: "text",
      file: { filePath: "/src/a.txt", content: "alpha\nbeta\n", numLines: 3, startLine: 1, totalLines: 3 },
    },
    denied: false,
    files: ["/src/a.txt"],
  });
  expect((await read("alpha\r\nbeta", {}, "2.1.328")).content).toBe("1\talpha\n2\tbeta");
});

test.each([
  [{ offset: 2 }, "     2→b\n     3→c", 2],
  [{ offset: 2, limit: 1 }, "     2→b", 2],
  [{ offset: 0, limit: 1 }, "     1→a", 1],
  [{ offset: -5, limit: 1.9 }, "     1→a", 1],
  [{ limit: Number.NaN }, "     1→a\n     2→b\n     3→c", 1],
  [{ offset: 4 }, "<system-reminder>The file has 3 lines; there is none at offset 4.</system-reminder>", 4],
])("%j says which lines", async (input, told, startLine) => {
  const outcome = await read("a\nb\nc", input);
  expect(outcome.content).toBe(told);
  expect(outcome.report).toMatchObject({ file: { startLine, totalLines: 3 } });
});

test("an empty file is said to be empty", async () => {
  expect(await content("")).toBe("<system-reminder>The file exists, and it is empty.</system-reminder>");
});

test("lines and their characters are limited", async () => {
  const lines = (count: number): string => Array.from({ length: count }, () => "x").join("\n");
  expect((await content(lines(limits.agentReadLines))).split("\n").length).toBe(limits.agentReadLines);
  expect((await content(lines(limits.agentReadLines + 1))).split("\n").length).toBe(limits.agentReadLines);
  expect(await content("x".repeat(limits.agentLineChars))).toBe(
    `     1→${"x".repeat(limits.agentLineChars)}`,
  );
  expect(await content("x".repeat(limits.agentLineChars + 1))).toBe(
    `     1→${"x".repeat(limits.agentLineChars)}... [truncated]`,
  );
});

test("large files are read by parts, and too large ones not at all", async () => {
  const text = "x\n".repeat(limits.agentReadBytes / 2);
  expect((await read(text)).isError).toBe(false);
  expect(await content(`${text}x`)).toBe(
    "File content (257KB) exceeds maximum allowed size (256KB). Give offset and limit to read a part of it.",
  );
  expect(await content(`${text}x`, { limit: 1 })).toBe("     1→x");
  const large = new Uint8Array(limits.agentFileBytes + 1).fill(0x78);
  expect(await content(large, { limit: 1 })).toBe(
    "File content (4097KB) exceeds maximum allowed size (4096KB).",
  );
  expect((await read(large.subarray(1), { limit: 1 })).isError).toBe(false);
});

test.each([
  ["/src/b.txt", "<tool_use_error>File does not exist.</tool_use_error>"],
  ["/src", "EISDIR: illegal operation on a directory, read '/src'"],
  ["", "EISDIR: illegal operation on a directory, read ''"],
  ["a\0b", "<tool_use_error>File does not exist.</tool_use_error>"],
])("what is no file is an error: %j", async (file_path, told) => {
  const outcome = await read("a", { file_path });
  expect(outcome).toMatchObject({ content: told, isError: true });
  expect(outcome.report).toMatch(/^Error: /);
});

test("current says where it looked for a file that is missing", async () => {
  const { use } = sampleTools({ version: "2.1.328" });
  expect(await use("Read", { file_path: "/src/b.txt" })).toMatchObject({
    content: "File does not exist. Note: your current working directory is /home/ada/app.",
    report: "Error: File does not exist. Note: your current working directory is /home/ada/app.",
  });
});

test("what is no text is not read", async () => {
  for (const bytes of [new Uint8Array([1, 0]), new Uint8Array([0xff])]) {
    const { use } = sampleTools({ files: { "/box/a.png": bytes, "/box/b": bytes } });
    expect((await use("Read", { file_path: "a.png" })).content).toBe(
      "<tool_use_error>This tool cannot read binary files. The file appears to be a binary .png file.</tool_use_error>",
    );
    expect((await use("Read", { file_path: "b" })).isError).toBe(true);
  }
});

test("the sandbox is the working directory, the root, and itself", async () => {
  const { use } = sampleTools({
    files: { "/box/src/a": "here", "/etc/passwd": "secret", "/home/ada/b": "other" },
  });
  const of = async (file_path: string) => (await use("Read", { file_path })).content;
  for (const path of [
    "src/a",
    "./src/../src/a",
    "/src/a",
    "/home/ada/app/src/a",
    "/box/src/a",
    "/../../src/a",
    "../../../src/a",
  ])
    expect([path, await of(path)]).toEqual([path, "     1→here"]);
  for (const path of [
    "/etc/passwd",
    "../../../etc/passwd",
    "/box/../etc/passwd",
    "../b",
    "/home/ada/app/../b",
  ])
    expect([path, await of(path)]).toEqual([path, "<tool_use_error>File does not exist.</tool_use_error>"]);
});

test("a folder of the world is the sandbox of a scenario that names none", async () => {
  const { use, texts, times } = sampleTools({ execution: { sandboxRoot: undefined } });
  await use("Write", { file_path: "/etc/a", content: "x" });
  expect(texts()).toEqual({ "/world/sandbox/etc/a": "x" });
  expect([...times.values()]).toEqual([1_736_937_000_000]);
});

test("a sandbox may be relative to the working directory, and in it", async () => {
  const { use, texts } = sampleTools({ execution: { sandboxRoot: "box" } });
  await use("Write", { file_path: "a", content: "1" });
  await use("Write", { file_path: "box/b", content: "2" });
  expect(texts()).toEqual({ "/home/ada/app/box/a": "1", "/home/ada/app/box/b": "2" });
});
