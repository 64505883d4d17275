import { describe, expect, test } from "vitest";
import { utf8, type Place } from "../../core/index.ts";
import { readOutline, type ScenarioOutline } from "../index.ts";

async function outlineOf(file: string, text: string): Promise<ScenarioOutline> {
  const read = await readOutline(file, utf8(text));
  if (!read.ok) throw new Error("it should be read");
  return read.value;
}

/** The place of the first text of a file that is the same. */
function placeOf(file: string, text: string, part: string): Place {
  const start = text.indexOf(part);
  return {
    kind: "file",
    file,
    line: 1,
    column: 1,
    endColumn: 2,
    text: "",
    bytes: { start, end: start + part.length },
  };
}

describe.each([
  ["a.toml", 'env = { A = "1" }\nlist = [{ x = 10 }, { x = 20 }]\n', '{ A = "1" }', "20"],
  ["a.yaml", 'env: { A: "1" }\nlist: [{ x: 10 }, { x: 20 }]\n', '{ A: "1" }', "20"],
  ["a.json", '{ "env": { "A": "1" }, "list": [{ "x": 10 }, { "x": 20 }] }', '{ "A": "1" }', "20"],
])("%s", (file, text, table, number) => {
  test("tells what value begins at a place", async () => {
    const outline = await outlineOf(file, text);
    expect(outline.value).toEqual({ env: { A: "1" }, list: [{ x: 10 }, { x: 20 }] });
    expect(outline.pathAt(placeOf(file, text, table))).toEqual(["env"]);
    expect(outline.pathAt(placeOf(file, text, '"1"'))).toEqual(["env", "A"]);
    expect(outline.pathAt(placeOf(file, text, number))).toEqual(["list", 1, "x"]);
  });

  test("knows nothing of other places: inside of values, in other files, without bytes, in code", async () => {
    const outline = await outlineOf(file, text);
    expect(outline.pathAt(placeOf(file, text, "0 }"))).toBeUndefined();
    expect(outline.pathAt(placeOf(`b/${file}`, text, number))).toBeUndefined();
    const { bytes: _, ...bare } = placeOf(file, text, number) as Extract<Place, { kind: "file" }>;
    expect(outline.pathAt(bare)).toBeUndefined();
    expect(outline.pathAt({ kind: "code", file, line: 1, column: 1 })).toBeUndefined();
  });
});

test("of values that begin together, the outermost is meant", async () => {
  const text = "stubs:\n  - request: GET /a\n";
  const outline = await outlineOf("a.yaml", text);
  expect(outline.pathAt(placeOf("a.yaml", text, "GET /a"))).toEqual(["stubs", 0, "request"]);
  expect(outline.pathAt(placeOf("a.yaml", text, "request"))).toEqual(["stubs", 0]);
});

test("a date is no text, and what is nothing is null", async () => {
  const { value } = await outlineOf("a.toml", "now = 2025-01-15T10:30:00Z\n");
  expect(value).not.toEqual({ now: "2025-01-15T10:30:00Z" });
  expect((await outlineOf("a.yaml", "now:\nok: true\n")).value).toEqual({ now: null, ok: true });
});

test("a file that can't be read has no outline, but findings", async () => {
  for (const [file, text] of [
    ["a.toml", "a ="],
    ["a.yaml", "a: [1"],
    ["a.json", "{"],
    ["a.toml", "a = 1\na = 2\n"],
  ] as const) {
    const read = await readOutline(file, utf8(text));
    expect([read.ok, read.findings.length > 0]).toEqual([false, true]);
  }
});
