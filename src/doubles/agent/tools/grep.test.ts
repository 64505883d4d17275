import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sampleTools } from "../../../../tests/samples/agent-tools.ts";

const files = {
  "/box/a.ts": "one\ntwo\nthree\ntwo again\n",
  "/box/src/b.md": "Two\r\nfour",
  "/box/.git/x": "two",
  "/box/binary": new Uint8Array([0x74, 0x77, 0x6f, 0]),
};
const times = { "/box/a.ts": 1, "/box/src/b.md": 2 };
const grep = async (input: object) => sampleTools({ files, times }).use("Grep", input as never);
const found = async (input: object) => (await grep(input)).content;
const at = "/home/ada/app";

test("files that match are told, the newest first", async () => {
  expect(await grep({ pattern: "two", "-i": true })).toEqual({
    content: `Found 2 files\n${at}/src/b.md\n${at}/a.ts`,
    isError: false,
    report: { mode: "files_with_matches", filenames: [`${at}/src/b.md`, `${at}/a.ts`], numFiles: 2 },
    denied: false,
    files: ["."],
  });
  expect(await found({ pattern: "two" })).toBe(`Found 1 file\n${at}/a.ts`);
  expect(await found({ pattern: "five" })).toBe("No files found");
  expect(await found({ pattern: "t|T", head_limit: 1 })).toBe(`Found 1 file\n${at}/src/b.md`);
  expect(await found({ pattern: "t|T", offset: 1 })).toBe(`Found 1 file\n${at}/a.ts`);
});

test("lines that match are told", async () => {
  expect(await grep({ pattern: "^two", output_mode: "content" })).toMatchObject({
    content: `${at}/a.ts:2:two\n${at}/a.ts:4:two again`,
    report: { mode: "content", numFiles: 0, filenames: [], numLines: 2 },
  });
  expect(await found({ pattern: "two", output_mode: "content", path: "a.ts", "-n": false })).toBe(
    "two\ntwo again",
  );
  expect(await found({ pattern: "two", output_mode: "content", path: "a.ts", head_limit: 1 })).toBe("2:two");
  expect(await found({ pattern: "five", output_mode: "content" })).toBe("No matches found");
});

test("lines around them are told", async () => {
  const content = async (input: object) => found({ output_mode: "content", path: "a.ts", ...input });
  expect(await content({ pattern: "two", "-A": 1 })).toBe("2:two\n3-three\n4:two again");
  expect(await content({ pattern: "two$", "-B": 1 })).toBe("1-one\n2:two");
  expect(await content({ pattern: "one|again", "-C": 0, "-A": 5 })).toBe("1:one\n4:two again");
  expect(await content({ pattern: "^one|again", context: 1 })).toBe("1:one\n2-two\n3-three\n4:two again");
  const { use } = sampleTools({ files: { "/box/a": "x\n1\n2\n3\nx", "/box/b": "x" } });
  expect((await use("Grep", { pattern: "x", output_mode: "content", "-A": 1 })).content).toBe(
    [`${at}/a:1:x`, `${at}/a-2-1`, "--", `${at}/a:5:x`, "--", `${at}/b:1:x`].join("\n"),
  );
});

test("matches are counted", async () => {
  expect(await grep({ pattern: "two", "-i": true, output_mode: "count" })).toMatchObject({
    content: `${at}/a.ts:2\n${at}/src/b.md:1\n\nFound 3 total occurrences across 2 files.`,
    report: { mode: "count", numFiles: 2, filenames: [], numMatches: 3 },
  });
  expect(await found({ pattern: "five", output_mode: "count" })).toBe("No matches found");
});

test.each([
  [{ glob: "*.md" }, `Found 1 file\n${at}/src/b.md`],
  [{ glob: "src/*" }, `Found 1 file\n${at}/src/b.md`],
  [{ type: "ts" }, `Found 1 file\n${at}/a.ts`],
  [{ type: "md", glob: "*.ts" }, "No files found"],
  [{ path: "src" }, `Found 1 file\n${at}/src/b.md`],
  [{ path: "src", glob: "*.md" }, `Found 1 file\n${at}/src/b.md`],
  [{ type: "toString" }, "unrecognized file type: toString"],
  [{ glob: "{a,b}".repeat(7) }, `${"{a,b}".repeat(7)}: its braces may be read in more than 64 ways`],
  [{ path: "x" }, "<tool_use_error>Path does not exist: x</tool_use_error>"],
  [{ multiline: true, pattern: "one.two" }, `Found 1 file\n${at}/a.ts`],
  [
    { multiline: true, output_mode: "content" },
    "multiline is simulated with output_mode files_with_matches and count",
  ],
])("%j says where", async (input, told) => {
  expect(await found({ pattern: "o", ...input })).toBe(told);
});

test("a pattern that is none, or that takes too long, is an error", async () => {
  expect(await found({ pattern: "(" })).toMatch(/^regex parse error: /);
  expect(await found({ pattern: "x".repeat(limits.regexChars + 1) })).toMatch(/^regex parse error: /);
  const { use } = sampleTools({ files: { "/box/a": `${"a".repeat(40)}!` } });
  expect((await use("Grep", { pattern: "(a+)+$" })).content).toBe("the pattern takes too long: (a+)+$");
});

test("so many lines and bytes are searched", async () => {
  const of = async (text: string, copies = 1) => {
    const many = Object.fromEntries(Array.from({ length: copies }, (_, index) => [`/box/${index}`, text]));
    return (await sampleTools({ files: many }).use("Grep", { pattern: "y" })).content;
  };
  const tooMuch =
    "more than 100000 lines or 33554432 bytes are to be searched: give a path, a glob or a type";
  expect(await of("x\n".repeat(limits.agentGrepLines))).toBe("No files found");
  expect(await of("x\n".repeat(limits.agentGrepLines + 1))).toBe(tooMuch);
  const copies = limits.agentGrepBytes / limits.agentFileBytes;
  expect(await of("x".repeat(limits.agentFileBytes), copies)).toBe("No files found");
  expect(await of("x".repeat(limits.agentFileBytes), copies + 1)).toBe(tooMuch);
});

test("output is limited", async () => {
  const of = async (length: number) => {
    const { use } = sampleTools({ files: { "/box/a": "x".repeat(length - 2) } });
    return (await use("Grep", { pattern: "x", path: "a", output_mode: "content" })).content;
  };
  expect(await of(limits.agentOutputChars)).toBe(`1:${"x".repeat(limits.agentOutputChars - 2)}`);
  expect(await of(limits.agentOutputChars + 1)).toBe(
    `1:${"x".repeat(limits.agentOutputChars - 2)}\n... [output truncated]`,
  );
});
