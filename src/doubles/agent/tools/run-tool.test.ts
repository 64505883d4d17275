import { describe, expect, test } from "vitest";
import { behaviour, sampleTools } from "../../../../tests/samples/agent-tools.ts";

const noTool = (name: string) => ({
  content: `<tool_use_error>Error: No such tool available: ${name}</tool_use_error>`,
  isError: true,
  report: `Error: No such tool available: ${name}`,
  denied: false,
  files: [],
});

describe("what comes of a call", () => {
  const files = { "/box/a.txt": "alpha" };
  const input = { file_path: "/a.txt" };

  test("is first what the call says itself", async () => {
    const tools = { Read: behaviour({ error: "no", result: "general" }) };
    const { use } = sampleTools({ files, execution: { mode: "disabled", tools } });
    expect(await use("Read", input, "own\nlines")).toEqual({
      content: "own\nlines",
      isError: false,
      report: {
        type: "text",
        file: { filePath: "/a.txt", content: "own\nlines", numLines: 2, startLine: 1, totalLines: 2 },
      },
      denied: false,
      files: ["/a.txt"],
    });
  });

  test("is then the error of its tool, before the result", async () => {
    const { use } = sampleTools({
      files,
      execution: { tools: { Read: behaviour({ error: "no", result: "yes" }) } },
    });
    expect(await use("Read", input)).toEqual({
      content: "no",
      isError: true,
      report: "Error: no",
      denied: false,
      files: [],
    });
  });

  test("is then the result of its tool", async () => {
    const { use } = sampleTools({ files, execution: { tools: { Read: behaviour({ result: "yes" }) } } });
    expect(await use("Read", input)).toMatchObject({ content: "yes", isError: false });
  });

  test("is then what the mode makes of it", async () => {
    const of = async (mode: "disabled" | "mock" | "simulated" | "live") =>
      (await sampleTools({ files, execution: { mode } }).use("Read", input)).content;
    expect(await of("disabled")).toBe("Tools are disabled (tool_execution.mode).");
    expect(await of("mock")).toBe("Read was mocked.");
    expect(await of("simulated")).toBe("     1→alpha");
    expect(await of("live")).toBe(
      'Read did not run: mode = "live" in [tool_execution] needs --allow-code, which was not given.',
    );
  });

  test("a tool that there is not is an error, unless a result is given", async () => {
    const { use } = sampleTools();
    for (const name of ["Fly", "mcp__a__b", "__proto__", "constructor"]) {
      expect(await use(name, {})).toEqual(noTool(name));
      expect(await use(name, {}, "ok")).toMatchObject({ content: "ok", isError: false, report: "ok" });
    }
    expect(await sampleTools({ version: "2.1.328" }).use("Glob", { pattern: "*" })).toEqual(noTool("Glob"));
    expect(await sampleTools({ execution: { mode: "mock" } }).use("Fly", {})).toEqual(noTool("Fly"));
  });

  test("a tool that flags took away is an error, even where a result is given", async () => {
    expect(await sampleTools({ options: { disallowedTools: ["Read"] } }).use("Read", input, "x")).toEqual(
      noTool("Read"),
    );
    expect(await sampleTools({ options: { tools: ["Bash"] } }).use("Read", input, "x")).toEqual(
      noTool("Read"),
    );
    expect(await sampleTools({ options: { tools: ["default"] } }).use("Read", input, "x")).toMatchObject({
      content: "x",
    });
  });

  test("the newer name of a tool finds what is said of the older, and the other way round", async () => {
    const of = async (tool: string) =>
      (
        await sampleTools({
          version: "2.1.328",
          execution: { tools: { [tool]: behaviour({ result: tool }) } },
        }).use("Agent", {})
      ).content;
    expect([await of("Agent"), await of("Task")]).toEqual(["Agent", "Task"]);
    expect(await sampleTools().use("Agent", {})).toEqual(noTool("Agent"));
  });

  test("input that a tool does not take is told, all of it", async () => {
    const { use } = sampleTools();
    expect(await use("Read", { path: "a", offset: "1", limit: null })).toEqual({
      content:
        "<tool_use_error>InputValidationError: Read failed due to the following issues:\n" +
        "The required parameter `file_path` is missing\n" +
        "The parameter `offset` type is expected as `number` but provided as `string`\n" +
        "The parameter `limit` type is expected as `number` but provided as `null`\n" +
        "An unexpected parameter `path` was provided</tool_use_error>",
      isError: true,
      report: expect.stringMatching(/^InputValidationError: Read failed/),
      denied: false,
      files: [],
    });
    expect((await use("TodoWrite", { todos: {} })).content).toBe(
      "<tool_use_error>InputValidationError: TodoWrite failed due to the following issue:\n" +
        "The parameter `todos` type is expected as `array` but provided as `object`</tool_use_error>",
    );
  });

  test("a tool that is not simulated says what to do", async () => {
    expect((await sampleTools().use("WebFetch", { url: "https://example.com" })).content).toBe(
      "WebFetch is not simulated. Say in the scenario what comes of it, by result in the tool call or in tool_execution.tools.WebFetch.",
    );
  });

  test("what the system refuses is the tool's error", async () => {
    const folders = { open: () => Promise.reject(new Error("EACCES: permission denied, mkdir '/box'")) };
    expect(await sampleTools({ ports: { folders } }).use("Read", input)).toMatchObject({
      content: "EACCES: permission denied, mkdir '/box'",
      report: "Error: EACCES: permission denied, mkdir '/box'",
      isError: true,
    });
    const odd = { open: async () => Promise.reject("odd") };
    expect((await sampleTools({ ports: { folders: odd } }).use("Read", input)).content).toBe("odd");
  });
});

describe("mock", () => {
  test.each([
    ["Bash", { command: "rm -rf /" }, "Bash was mocked."],
    ["Write", { file_path: "/x", content: "y" }, "File created successfully at: /x"],
    [
      "Edit",
      { file_path: "/x", old_string: "a", new_string: "b" },
      "The file /x has been updated successfully.",
    ],
    ["TodoWrite", { todos: [] }, "Todos have been modified successfully."],
    ["Task", { prompt: "x" }, "Task was mocked."],
    ["Glob", { pattern: "*" }, "Glob was mocked."],
    ["Grep", { pattern: "x" }, "Grep was mocked."],
    ["AskUserQuestion", {}, "User has answered your questions: ."],
    ["AskUserQuestion", { questions: [1] }, "AskUserQuestion was mocked."],
  ])("%s says that it worked and does nothing", async (name, input, content) => {
    const { use, texts } = sampleTools({ execution: { mode: "mock" }, files: { "/box/x": "kept" } });
    expect(await use(name, input as never)).toMatchObject({ content, isError: false });
    expect(texts()).toEqual({ "/box/x": "kept" });
  });

  test("reports have the shape of the real ones", async () => {
    const { use } = sampleTools({ execution: { mode: "mock" } });
    const report = async (name: string, input: object, result?: string) =>
      (await use(name, input as never, result)).report;
    expect(await report("Bash", {}, "hi")).toEqual({
      stdout: "hi",
      stderr: "",
      interrupted: false,
      isImage: false,
    });
    expect((await sampleTools({ version: "2.1.328" }).use("Bash", {}, "hi")).report).toEqual({
      stdout: "hi",
      stderr: "",
      interrupted: false,
      isImage: false,
      noOutputExpected: false,
    });
    expect(await report("Edit", { file_path: "/x", replace_all: true })).toEqual({
      filePath: "/x",
      oldString: "",
      newString: "",
      originalFile: "",
      structuredPatch: [],
      userModified: false,
      replaceAll: true,
    });
    expect(await report("Write", {})).toEqual({
      type: "create",
      filePath: "",
      content: "",
      structuredPatch: [],
      originalFile: null,
    });
    expect(await report("Glob", {}, "/a\n/b")).toEqual({
      filenames: ["/a", "/b"],
      durationMs: 1,
      numFiles: 2,
      truncated: false,
    });
    expect(await report("Grep", {}, "a:1:x")).toEqual({
      mode: "content",
      numFiles: 0,
      filenames: [],
      content: "a:1:x",
      numLines: 1,
    });
    expect(await report("TodoWrite", {})).toEqual({ oldTodos: [], newTodos: [] });
    expect(await report("AskUserQuestion", { answers: { a: "b" } }, "ok")).toEqual({
      questions: [],
      answers: { a: "b" },
    });
    expect(await report("AskUserQuestion", { answers: 1 }, "ok")).toEqual({ questions: [], answers: {} });
  });
});

describe("code that nobody allowed", () => {
  test("stays undone, and the report is told", async () => {
    const { use, findings } = sampleTools({ execution: { allowRealBash: true } });
    expect((await use("Bash", { command: "true" })).content).toBe(
      "Bash did not run: allow_real_bash = true in [tool_execution] needs --allow-code, which was not given.",
    );
    expect(findings.map(({ name, severity, what }) => [name, severity, what])).toEqual([
      ["code-not-allowed", "warning", "Bash did not run: allow_real_bash = true needs --allow-code"],
    ]);
  });

  test("is not needed for other tools, nor for those that touch nothing", async () => {
    const { use, findings } = sampleTools({ execution: { allowRealBash: true }, files: { "/box/a": "x" } });
    expect((await use("Read", { file_path: "a" })).content).toBe("     1→x");
    const live = sampleTools({ execution: { mode: "live" } });
    expect((await live.use("TodoWrite", { todos: [] })).isError).toBe(false);
    expect([findings, live.findings]).toEqual([[], []]);
  });
});
