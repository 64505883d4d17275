import { describe, expect, test } from "vitest";
import type { EditPath, ScenarioEdit } from "../index.ts";
import { edited } from "./testing-edited.ts";

type Value = Extract<ScenarioEdit, { edit: "set" }>["value"];

const set = (path: EditPath, value: Value): ScenarioEdit => ({ edit: "set", path, value });
const append = (path: EditPath, value: Value): ScenarioEdit => ({ edit: "append", path, value });
const remove = (...path: EditPath): ScenarioEdit => ({ edit: "delete", path });

describe("dotted keys", () => {
  test.each([
    ["in braces get another", "a = { b.c = 1 }\n", ["a", "b", "d"], "a = { b.c = 1, b.d = 2 }\n"],
    ["in braces are replaced", "a = { b.c = 1, e = 3 }\n", ["a", "b"], "a = { e = 3, b = 2 }\n"],
    ["in braces in brackets are replaced", "a = [{ b.c = 1 }]\n", ["a", 0, "b"], "a = [{ b = 2 }]\n"],
    [
      "of braces, a key of which is added",
      "a = { b.c = { x = 1 } }\n",
      ["a", "b", "c", "y"],
      "a = { b.c = { x = 1, y = 2 } }\n",
    ],
    ["get another beside them", "s.a.b = 1\n", ["s", "c"], "s.a.b = 1\ns.c = 2\n"],
    ["get another as deep", "s.a.b = 1\n", ["s", "a", "c"], "s.a.b = 1\ns.a.c = 2\n"],
    [
      "below a header get another",
      "[s]\na.b = 1\n[s.c]\nd = 1\n",
      ["s", "a", "c"],
      "[s]\na.b = 1\na.c = 2\n[s.c]\nd = 1\n",
    ],
    ["in an item get another", "[[x]]\ns.a.b = 1\n", ["x", 0, "s", "c"], "[[x]]\ns.a.b = 1\ns.c = 2\n"],
  ])("%s", async (_, text, path, expected) => {
    expect(await edited("a.toml", text, set(path, 2))).toBe(expected);
  });

  test("in braces go all together, and those that something else needs stay", async () => {
    expect(await edited("a.toml", "a = { b.c = 1, b.d = 2, e = 3 }\n", remove("a", "b"))).toBe(
      "a = { e = 3 }\n",
    );
    expect(await edited("a.toml", "a = { b.c.d = 1, e = 3 }\n", remove("a", "b", "c"))).toBe(
      "not-editable: a.toml: a.b.c can't be changed: the change would mean something else",
    );
  });

  test("are quoted where they need it", async () => {
    expect(await edited("a.toml", "'a b'.'c d' = 1\n", set(["a b", "e f"], 2))).toBe(
      "'a b'.'c d' = 1\n\"a b\".\"e f\" = 2\n",
    );
    expect(await edited("a.toml", "a = 1\n", remove("a b"))).toBe(
      'not-editable: a.toml: "a b" can\'t be changed: "a b" is not there',
    );
  });
});

describe("the first key of a file", () => {
  test.each([
    ["is all of it", "", "a = 2\n"],
    ["stands below its comments", "# only\n", "# only\na = 2\n"],
    ["stands below its comment without a line end", "# only", "# only\na = 2\n"],
    ["stands above a header", "[s]\nb = 1\n", "a = 2\n\n[s]\nb = 1\n"],
    ["stands above a header's comment", "\n# own\n[s]\nb = 1\n", "\na = 2\n\n# own\n[s]\nb = 1\n"],
    ["stands below the file's comment", "# top\n[s]\nb = 1\n", "# top\na = 2\n\n[s]\nb = 1\n"],
  ])("%s", async (_, text, expected) => {
    expect(await edited("a.toml", text, set(["a"], 2))).toBe(expected);
  });
});

describe("a file that ends without a line end", () => {
  test.each([
    ["a key", set(["b"], 2), "a = 1\nb = 2\n"],
    ["a table", set(["b"], { c: { d: 1 } }), "a = 1\n\n[b.c]\nd = 1\n"],
    ["an item", append(["b", "c"], { d: 1 }), "a = 1\n\n[[b.c]]\nd = 1\n"],
  ])("gets %s on a line of its own", async (_, edit, expected) => {
    expect(await edited("a.toml", "a = 1", edit)).toBe(expected);
  });
});

describe("a list of tables", () => {
  test.each([
    ["close to each other", "[[a]]\nx = 1\n[[a]]\nx = 2\n", "[[a]]\nx = 3\n"],
    ["apart from each other", "[[a]]\nx = 1\n\n[[a]]\nx = 2\n", "\n[[a]]\nx = 3\n"],
  ])("gets another as those that are there stand: %s", async (_, text, added) => {
    expect(await edited("a.toml", text, append(["a"], { x: 3 }))).toBe(text + added);
  });

  test("takes no number, and gives its place to none", async () => {
    expect(await edited("a.toml", "[[a]]\nx = 1\n", append(["a"], 7))).toBe(
      "not-editable: a.toml: a can't be changed: a is a list of tables",
    );
    expect(await edited("a.toml", "[[a]]\nx = 1\n", set(["a", 0], 7))).toBe(
      "not-editable: a.toml: a[0] can't be changed: a[0] can't be changed in place",
    );
    expect(await edited("a.toml", "[[a]]\nx = 1\n", set(["a", 0], { y: 3 }))).toBe("[[a]]\ny = 3\n");
  });

  test("that is new stands behind the table it belongs to", async () => {
    expect(await edited("a.toml", "[s]\na = 1\n[t]\nb = 1\n", append(["s", "l"], { c: 1 }))).toBe(
      "[s]\na = 1\n\n[[s.l]]\nc = 1\n[t]\nb = 1\n",
    );
  });

  test("leaves its table with the gap that there was", async () => {
    expect(await edited("a.toml", "[[s.a]]\nx = 1\n[b]\nx = 1\n", remove("s", "a", 0))).toBe(
      "[s]\n[b]\nx = 1\n",
    );
    expect(await edited("a.toml", "[[s.a]]\nx = 1\n\n[b]\nx = 1\n", remove("s", "a", 0))).toBe(
      "[s]\n\n[b]\nx = 1\n",
    );
  });

  test("too long for a line gets headers below that of its table", async () => {
    const tables = Array.from({ length: 20 }, (_, id) => ({ id }));
    const made = await edited("a.toml", "", set(["s", "t"], { x: 1, l: tables }));
    expect(made).toBe(`[s.t]\nx = 1\n${tables.map(({ id }) => `[[s.t.l]]\nid = ${id}\n`).join("")}`);
  });

  test("of one text too long for a line stays on it", async () => {
    const long = "x".repeat(120);
    expect(await edited("a.toml", "a = 1\n", set(["s"], [long]))).toBe(`a = 1\ns = ["${long}"]\n`);
    expect(await edited("a.toml", "a = 1\n", set(["s"], [long, "y"]))).toBe(
      `a = 1\ns = [\n  "${long}",\n  "y",\n]\n`,
    );
  });
});
