import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { sampleTools } from "../../../../tests/samples/agent-tools.ts";

const files = { "/box/a.ts": "", "/box/src/b.ts": "", "/box/src/deep/c.ts": "", "/box/d.md": "" };
const times = { "/box/a.ts": 3, "/box/src/b.ts": 1, "/box/src/deep/c.ts": 1 };
const found = async (input: object) =>
  (await sampleTools({ files, times }).use("Glob", input as never)).content;

test("files are told below the working directory, oldest first", async () => {
  expect(await sampleTools({ files, times }).use("Glob", { pattern: "*.ts" })).toEqual({
    content: "/home/ada/app/src/b.ts\n/home/ada/app/src/deep/c.ts\n/home/ada/app/a.ts",
    isError: false,
    report: {
      filenames: ["/home/ada/app/src/b.ts", "/home/ada/app/src/deep/c.ts", "/home/ada/app/a.ts"],
      durationMs: 4,
      numFiles: 3,
      truncated: false,
    },
    denied: false,
    files: ["."],
  });
});

test.each([
  [{ pattern: "*.ts", path: "src/deep" }, "/home/ada/app/src/deep/c.ts"],
  [{ pattern: "deep/*", path: "/src" }, "/home/ada/app/src/deep/c.ts"],
  [{ pattern: "/home/ada/app/src/*" }, "/home/ada/app/src/b.ts"],
  [{ pattern: "/src/*", path: "nowhere" }, "/home/ada/app/src/b.ts"],
  [{ pattern: "*.{md,txt}" }, "/home/ada/app/d.md"],
  [{ pattern: "src" }, "No files found"],
  [
    { pattern: "*.ts", path: "nowhere" },
    "<tool_use_error>Directory does not exist: nowhere</tool_use_error>",
  ],
  [{ pattern: "*.ts", path: "a.ts" }, "<tool_use_error>Directory does not exist: a.ts</tool_use_error>"],
  [{ pattern: "{a,b}".repeat(7) }, `${"{a,b}".repeat(7)}: its braces may be read in more than 64 ways`],
])("%j", async (input, told) => {
  expect(await found(input)).toBe(told);
});

test("a path is told as Read takes it", async () => {
  const { use } = sampleTools({ files, cwd: "/" });
  expect((await use("Glob", { pattern: "d.md" })).content).toBe("/d.md");
  expect((await use("Read", { file_path: "/d.md" })).isError).toBe(false);
});

test("so many files are told", async () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`/box/${index}`, ""]));
  const of = async (count: number) =>
    (await sampleTools({ files: many(count) }).use("Glob", { pattern: "*" })).content;
  expect((await of(limits.agentGlobFiles)).split("\n").length).toBe(limits.agentGlobFiles);
  const lines = (await of(limits.agentGlobFiles + 1)).split("\n");
  expect([lines.length, lines.at(-1)]).toEqual([
    limits.agentGlobFiles + 1,
    "(Results are truncated. Consider using a more specific path or pattern.)",
  ]);
});

test("so many files are looked at", async () => {
  const asked: number[] = [];
  const list = async (_path: string, max: number) => {
    asked.push(max);
    return Array.from({ length: max }, () => ({ path: "x", kind: "folder", size: 0, mtimeMs: 0 }));
  };
  const folder = { root: "/box", list, stat: async () => ({ kind: "folder" }) };
  const folders = { open: async () => folder as never };
  const { use } = sampleTools({ ports: { folders } });
  expect((await use("Glob", { pattern: "*" })).report).toMatchObject({ numFiles: 0, truncated: true });
  expect(asked).toEqual([limits.agentListedFiles]);
});
