import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../core/index.ts";
import { itemLines, resultText, toolLabel, within } from "./item.ts";

describe("a tool that is called", () => {
  test.each<[string, JsonObject, string]>([
    ["Bash", { command: "ls -l" }, "Bash(ls -l)"],
    ["Read", { file_path: "/srv/shop/a/b.txt" }, "Read(a/b.txt)"],
    ["Edit", { file_path: "/etc/hosts" }, "Update(/etc/hosts)"],
    ["Glob", { pattern: "**/*.ts" }, "Glob(**/*.ts)"],
    ["Grep", { pattern: "x", path: "/srv/shop/src" }, "Grep(src)"],
    ["TodoWrite", { todos: [] }, "TodoWrite"],
    ["Bash", { command: 3 }, "Bash"],
    ["Bash", JSON.parse('{"__proto__": "x"}') as JsonObject, "Bash"],
  ])("%s %j", (name, input, label) => {
    expect(toolLabel({ type: "tool_use", id: "", name, input }, "/srv/shop")).toBe(label);
  });
});

test("paths are called from the folder, also from the root", () => {
  expect(within("/", "/a")).toBe("a");
  expect(within("/srv/", "/srv/a")).toBe("a");
  expect(within("/srv", "/srvshop")).toBe("/srvshop");
});

test("what a result says to a person", () => {
  expect(resultText("<tool_use_error>Error: No such tool</tool_use_error>")).toBe("Error: No such tool");
  expect(resultText(" \n")).toBe("(No content)");
});

test("of a long result the first rows are shown", () => {
  const rows = (text: string): string[] =>
    itemLines({ kind: "result", text, isError: false }, 40).map((line) => line.text);
  expect(rows("1\n2\n3\n4\n")).toEqual(["  ⎿  1", "     2", "     3", "     4"]);
  expect(rows("1\n2\n3\n4\n5")).toEqual(["  ⎿  1", "     2", "     3", "     … +2 lines"]);
});

test("a header says who and where, whatever room there is", () => {
  const header = {
    kind: "header",
    version: "2.1.12",
    user: "Ada",
    model: "model-1",
    directory: "/a/b c",
  } as const;
  expect(itemLines(header, 12)).toEqual([
    { text: "" },
    { text: "Claude Code", style: "bold" },
    { text: "v2.1.12", style: "bold" },
    { text: "Welcome back" },
    { text: "Ada!" },
    { text: "model-1", style: "dim" },
    { text: "/a/b c", style: "dim" },
  ]);
});

test("controls of tools do not reach the terminal", () => {
  expect(itemLines({ kind: "tool", label: "Bash(\u001B[2J\n)" }, 40)[1]?.text).toBe("● Bash(\\x1b[2J\\n)");
});
