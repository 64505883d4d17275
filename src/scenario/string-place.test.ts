import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../core/index.ts";
import { parseFile } from "./read/parse-file.ts";
import { stringPlaces } from "./string-place.ts";

/** The text that stands where a range of the value of `a` is said to stand. */
async function marked(file: string, text: string, part: string): Promise<string> {
  const { tree } = await parseFile(file, utf8(text));
  const node = tree?.entries[0]?.value;
  if (node?.kind !== "string") throw new Error("not a string");
  const start = node.value.indexOf(part);
  const where = stringPlaces(node)(start, start + part.length);
  if ("input" in where) throw new Error("no place");
  return new TextDecoder().decode(utf8(text).subarray(where.start, where.end));
}

describe("a part of a string is found in its file", () => {
  test.each([
    ["a.toml", String.raw`a = "one two"`, "two", "two"],
    ["a.toml", String.raw`a = 'one \n two'`, "two", "two"],
    ["a.toml", String.raw`a = "é\t\"q\" \U0001F600 two"`, "two", "two"],
    ["a.toml", String.raw`a = "x \u00e9 y"`, "é", String.raw`\u00e9`],
    ["a.toml", 'a = """\r\nfirst\r\n  second \\\r\n   third"""', "third", "third"],
    ["a.toml", 'a = """a\\\n\\\n  b"""', "b", "b"],
    ["a.toml", "a = '''\n'quoted' two'''", "two", "two"],
    ["a.yaml", "a: 'it''s two'", "two", "two"],
    ["a.yaml", "a: plain two", "two", "two"],
    ["a.yaml", "a: it''s two", "two", "two"],
    ["a.json", `{"a": "''two"}`, "two", "two"],
    ["a.yaml", String.raw`a: "\x41 two"`, "A", String.raw`\x41`],
    ["a.json", String.raw`{"a": "\ud83d\ude00 \/ two"}`, "two", "two"],
  ])("%s %s", async (file, text, part, expected) => {
    expect(await marked(file, text, part)).toBe(expected);
  });

  test("or the whole string is meant, where lines were folded", async () => {
    expect(await marked("a.yaml", "a: >-\n  one\n  two\n", "two")).toContain("one\n  two");
  });

  test("or the whole string is meant, where an escape is one that only YAML has", async () => {
    expect(await marked("a.yaml", String.raw`a: "\_ two"`, "two")).toBe(String.raw`"\_ two"`);
  });

  test("for any string that JSON writes", async () => {
    const word = fc.string({ unit: "grapheme", maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(word, word, async (before, after) => {
        const text = JSON.stringify({ a: `${before}<mark>${after}` });
        fc.pre(!before.includes("<mark>"));
        expect(await marked("a.json", text, "<mark>")).toBe("<mark>");
      }),
    );
  });

  test("a long string of folded lines does not end the stack", async () => {
    const text = `a = """${"\\\n".repeat(49_000)}x"""`;
    expect(await marked("a.toml", text, "x")).toBe("x");
  });
});
