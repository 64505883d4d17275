import { expect, test } from "vitest";
import type { EditPath, ScenarioEdit } from "../index.ts";
import { edited } from "./testing-edited.ts";

const set = (path: EditPath, value: unknown): ScenarioEdit => ({ edit: "set", path, value: value as number });
const append = (path: EditPath, value: number): ScenarioEdit => ({ edit: "append", path, value });
const remove = (...path: EditPath): ScenarioEdit => ({ edit: "delete", path });

test.each([
  ["alone in braces", "{ a, b: 1 }\n", ["a"], "{ a: 2, b: 1 }\n"],
  ["with nothing behind its colon", "a:\nb: 1\n", ["a"], "a: 2\nb: 1\n"],
  ["with a space behind its colon", "a: \nb: 1\n", ["a"], "a: 2\nb: 1\n"],
  ["that is a dash alone", "a:\n  - 1\n  -\n  - 3\n", ["a", 1], "a:\n  - 1\n  - 2\n  - 3\n"],
  ["behind a question mark", "a:\n  ? b\n  : - 1\nc: 1\n", ["a", "b"], "a:\n  ? b\n  : 2\nc: 1\n"],
  ["that is a list at its key's column", "a:\n- 1\nb: 1\n", ["a"], "a: 2\nb: 1\n"],
  ["new in a file of empty braces", "{}\n", ["a"], "{ a: 2 }\n"],
])("a value is given to what is %s", async (_, text, path, expected) => {
  expect(await edited("a.yaml", text, set(path, 2))).toBe(expected);
});

test.each([
  ["on one line", "a: [1, 2]\n", "a: [1, 2, 3]\n"],
  ["on one line with a last comma", "a: [1, 2,]\n", "a: [1, 2, 3]\n"],
  ["on lines of their own", "a: [\n  1, # one\n  2 # two\n]\n", "a: [\n  1, # one\n  2, # two\n  3\n]\n"],
  ["on lines with a last comma", "a: [\n  1,\n  2, # two\n]\n", "a: [\n  1,\n  2, # two\n  3,\n]\n"],
  ["beside the last of which it closes", "a: [\n  1,\n  2]\n", "a: [\n  1,\n  2,\n  3]\n"],
  ["beside the last comma of which it closes", "a: [\n  1,\n  2,]\n", "a: [\n  1,\n  2,\n  3,]\n"],
  ["that are a comment only", "a: [\n  # none\n]\n", "a: [\n  # none\n  3\n]\n"],
  ["of a block", "a:\n  - 1\n\n  - 2\nb: 1\n", "a:\n  - 1\n\n  - 2\n\n  - 3\nb: 1\n"],
  ["at the end of a file without a line end", "a:\n  - 1\n  - 2", "a:\n  - 1\n  - 2\n  - 3\n"],
])("an item is added to those %s", async (_, text, expected) => {
  expect(await edited("a.yaml", text, append(["a"], 3))).toBe(expected);
});

test.each([
  ["last, without the comma before it", "a: [0, 1]\n", ["a", 1], "a: [0]\n"],
  ["last with a comment", "a: [\n  0, # no\n  1 # one\n]\n", ["a", 1], "a: [\n  0 # no\n]\n"],
  ["last beside the bracket", "a: [\n  0, # no\n  1] # x\n", ["a", 1], "a: [\n  0 # no\n  ] # x\n"],
  ["alone on the bracket's line with a comment", "a: [1, # one\n  2]\n", ["a", 0], "a: [\n  2]\n"],
  ["before a comment that is not its own", "a: [0, 1, # x\n  2]\n", ["a", 1], "a: [0, # x\n  2]\n"],
  ["with a comma below it", "a: [0, 1\n  # one\n  , 2]\n", ["a", 1], "a: [0, 2]\n"],
])("an item in brackets is deleted that is %s", async (_, text, path, expected) => {
  expect(await edited("a.yaml", text, remove(...path))).toBe(expected);
});

test.each([
  ["a block of text", "a:\n  - t: |\n      one\n    b: 1\n", "a:\n  - b: 1\n"],
  [
    "a block of text above a comment",
    "a:\n  - t: |\n      one\n    # own\n    b: 1\n",
    "a:\n  - \n    # own\n    b: 1\n",
  ],
  ["one line above a comment", "a:\n  - t: 1\n    # own\n    b: 1\n", "a:\n  - \n    # own\n    b: 1\n"],
  ["the only one, a block of text", "a:\n  - t: |\n      one\n  - 2\n", "a:\n  - {}\n  - 2\n"],
  ["the only one, with a comment", "a:\n  - t: 1 # x\n  - 2\n", "a:\n  - {}\n  - 2\n"],
])("the first key beside a dash is deleted: %s", async (_, text, expected) => {
  expect(await edited("a.yaml", text, remove("a", 0, "t"))).toBe(expected);
});

test.each([
  [
    "what an anchor stands on",
    "a: { b: &x { c: 1 }, d: 2 }\n",
    remove("a", "b"),
    "a.b can't be changed: an anchor stands on it",
  ],
  [
    "a list in what an alias names",
    "x: &x { b: [1] }\nc: *x\n",
    append(["c", "b"], 2),
    "c.b can't be changed: it is written elsewhere in the file, at an anchor",
  ],
  [
    "a list that an alias names",
    "x: &x [1]\nc: *x\n",
    append(["c"], 2),
    "c can't be changed: c is written elsewhere in the file, at an anchor",
  ],
])("%s is left alone", async (_, text, edit, why) => {
  expect(await edited("a.yaml", text, edit)).toBe(`not-editable: a.yaml: ${why}`);
});
