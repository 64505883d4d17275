import { expect, test } from "vitest";
import type { JsonObject } from "../../../../core/index.ts";
import { permissionDialog } from "./permission.ts";
import { dialogFrame } from "./dialog.ts";

function rowsOf(name: string, input: JsonObject): string[] {
  const call = { type: "tool_use", id: "toolu_1", name, input } as const;
  const dialog = permissionDialog({ call, message: "" }, "/srv");
  return dialogFrame(dialog, 0, { columns: 60, rows: 40 }).lines.map((line) => line.text);
}

test("a command without a description", () => {
  expect(rowsOf("Bash", { command: "touch a\ntouch b" })).toEqual([
    "─".repeat(60),
    "Bash command",
    "",
    "touch a",
    "touch b",
    "",
    "Do you want to proceed?",
    "❯ 1. Yes",
    "  2. Yes, and don't ask again for Bash in this session",
    "  3. No",
    "",
    "Esc to cancel",
  ]);
});

test("a change of a file", () => {
  const input = { file_path: "/srv/a.txt", old_string: "one\ntwo", new_string: "2" };
  expect(rowsOf("Edit", input)).toEqual([
    "─".repeat(60),
    "Edit file a.txt",
    "",
    "- one",
    "- two",
    "+ 2",
    "",
    "Do you want to make this edit to a.txt?",
    "❯ 1. Yes",
    "  2. Yes, allow all edits during this session (shift+tab)",
    "  3. No",
    "",
    "Esc to cancel",
  ]);
});

test("a change that only takes away", () => {
  expect(rowsOf("Edit", { file_path: "a", old_string: "x", new_string: "" }).slice(3, 5)).toEqual([
    "- x",
    "",
  ]);
});

test("a file that is long, and one whose rows are", () => {
  const rows = Array.from({ length: 12 }, (_, index) => String(index));
  expect(rowsOf("Write", { file_path: "/b", content: rows.join("\n") }).slice(1, 16)).toEqual([
    "Create file /b",
    "",
    ...rows.slice(0, 10),
    "… +2 lines",
    "",
    "Do you want to create /b?",
  ]);
  const long = rowsOf("Write", { file_path: "/b", content: "x".repeat(2_001) });
  expect(long.filter((row) => row.startsWith("x")).join("")).toBe(`${"x".repeat(2_000)}…`);
});

test("any other tool", () => {
  expect(rowsOf("mcp__shop__buy", { count: 2 }).slice(1, 8)).toEqual([
    "Tool use",
    "",
    "mcp__shop__buy",
    "",
    '{"count":2}',
    "",
    "Do you want to proceed?",
  ]);
});

test("a tool that says nothing of what it will do", () => {
  expect(rowsOf("Write", {}).slice(1, 5)).toEqual(["Create file", "", "", "Do you want to create ?"]);
});
