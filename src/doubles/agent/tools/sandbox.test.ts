import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { foldersPort } from "../../../adapters/folders/index.ts";
import type { JsonObject } from "../../../core/index.ts";
import { sampleTools, sessionMs } from "../../../../tests/samples/agent-tools.ts";

let outer = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "tools-")));
  mkdirSync(join(outer, "away/deep"), { recursive: true });
  writeFileSync(join(outer, "away/secret"), "outside");
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

/** Everything outside of the sandbox, with what says that it changed. */
function outside(): unknown[] {
  const names = readdirSync(outer, { recursive: true, encoding: "utf8" }).toSorted();
  return names
    .filter((name) => name !== "box" && !name.startsWith("box/"))
    .map((name) => {
      const path = join(outer, name);
      const stats = lstatSync(path);
      const content = stats.isFile()
        ? readFileSync(path, "utf8")
        : stats.isSymbolicLink()
          ? readlinkSync(path)
          : "";
      return [name, stats.mode, stats.mtimeMs, content];
    });
}

function fillBox(): void {
  const box = join(outer, "box");
  rmSync(box, { recursive: true, force: true });
  mkdirSync(join(box, "src"), { recursive: true });
  writeFileSync(join(box, "a"), "alpha\n");
  for (const [name, target] of [
    ["file", join(outer, "away/secret")],
    ["folder", join(outer, "away")],
    ["up", "../away"],
    ["dangling", join(outer, "away/new")],
    ["inner", "src"],
    ["self", "self"],
  ] as const)
    symlinkSync(target, join(box, name));
}

const use = (name: string, input: JsonObject) =>
  sampleTools({ execution: { sandboxRoot: join(outer, "box") }, ports: { folders: foldersPort } }).use(
    name,
    input,
  );

test("what tools write is in the sandbox, at the session's time, and can be read by all", async () => {
  await use("Write", { file_path: join(outer, "away/secret"), content: "x" });
  await use("Bash", { command: "echo y > b" });
  const written = join(outer, "box", outer, "away/secret");
  expect([
    readFileSync(written, "utf8"),
    lstatSync(written).mtimeMs,
    lstatSync(written).mode & 0o777,
  ]).toEqual(["x", sessionMs, 0o644]);
  expect(lstatSync(join(outer, "box/b")).mtimeMs).toBe(sessionMs);
  expect(readFileSync(join(outer, "away/secret"), "utf8")).toBe("outside");
});

test("links are no way out", async () => {
  fillBox();
  const before = outside();
  for (const path of ["file", "folder/secret", "up/secret", "dangling", "self", "folder/deep/new"]) {
    expect(await use("Read", { file_path: path })).toMatchObject({
      content: "<tool_use_error>File does not exist.</tool_use_error>",
    });
    expect(await use("Write", { file_path: path, content: "x" })).toMatchObject({ isError: true });
    expect(await use("Edit", { file_path: path, old_string: "outside", new_string: "x" })).toMatchObject({
      isError: true,
    });
    for (const command of [
      `echo x > ${path}`,
      `echo x >> ${path}`,
      `touch ${path}`,
      `mkdir ${path}/x`,
      `cat ${path}`,
    ])
      expect([command, (await use("Bash", { command })).isError]).toEqual([command, true]);
  }
  expect((await use("Glob", { pattern: "**/secret" })).content).toBe("No files found");
  expect((await use("Grep", { pattern: "outside" })).content).toBe("No files found");
  expect((await use("Bash", { command: "ls folder" })).isError).toBe(true);
  await use("Bash", { command: "rm -rf folder/deep up file inner/.." });
  expect(outside()).toEqual(before);
  expect(existsSync(join(outer, "box/file"))).toBe(false);
});

const name = fc.constantFrom(
  "a",
  "src",
  "file",
  "folder",
  "up",
  "dangling",
  "inner",
  "self",
  "..",
  ".",
  "",
  "x",
  "\0",
  "é",
);
const path = fc
  .tuple(
    fc.constantFrom("", "/", "OUTER/", "OUTER/box/", "/home/ada/app/", "../../../"),
    fc.array(name, { maxLength: 4 }),
  )
  .map(([start, names]) => `${start}${names.join("/")}`);
const text = fc.constantFrom("", "alpha", "x\n", "outside", "\ud800", "y".repeat(3_000));
const quoted = path.map((one) => `'${one}'`);
const command = fc
  .array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom("cat", "ls", "touch", "mkdir", "mkdir -p", "rm", "rm -rf", "cd", "wc", "head"),
          quoted,
        )
        .map((parts) => parts.join(" ")),
      fc
        .tuple(fc.constantFrom("echo z >", "echo z >>", "cat a 2>", "cat <"), quoted)
        .map((parts) => parts.join(" ")),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join("; "));
const call: fc.Arbitrary<[string, JsonObject]> = fc.oneof(
  fc.tuple(fc.constant("Read"), fc.record({ file_path: path, offset: fc.integer(), limit: fc.integer() })),
  fc.tuple(fc.constant("Write"), fc.record({ file_path: path, content: text })),
  fc.tuple(
    fc.constant("Edit"),
    fc.record({ file_path: path, old_string: text, new_string: text, replace_all: fc.boolean() }),
  ),
  fc.tuple(fc.constant("Glob"), fc.record({ pattern: fc.oneof(path, fc.constant("**/*")), path })),
  fc.tuple(fc.constant("Grep"), fc.record({ pattern: fc.oneof(text, fc.constant("(")), path, glob: path })),
  fc.tuple(fc.constant("Bash"), fc.record({ command })),
  fc.tuple(
    fc.constantFrom(
      "Read",
      "Write",
      "Edit",
      "Glob",
      "Grep",
      "Bash",
      "TodoWrite",
      "AskUserQuestion",
      "Task",
      "__proto__",
    ),
    fc.dictionary(
      fc.constantFrom("file_path", "command", "todos", "questions", "pattern", "path"),
      fc.jsonValue(),
    ) as fc.Arbitrary<JsonObject>,
  ),
);
const placed = (value: unknown): JsonObject =>
  JSON.parse(JSON.stringify(value).replaceAll("OUTER", outer)) as JsonObject;

test("whatever tools are called with, nothing is thrown and nothing outside of the sandbox changes", async () => {
  const before = outside();
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { maxLength: 6 }),
      fc.constantFrom("2.1.12", "2.1.328"),
      async (calls, version) => {
        fillBox();
        const sample = sampleTools({
          version,
          execution: { sandboxRoot: join(outer, "box") },
          ports: { folders: foldersPort },
        });
        for (const [tool, input] of calls) {
          const outcome = await sample.use(tool, placed(input));
          expect(outcome.content).not.toContain("outside\n");
        }
        expect(outside()).toEqual(before);
      },
    ),
    { numRuns: 60 },
  );
});
