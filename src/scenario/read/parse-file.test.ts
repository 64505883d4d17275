import { describe, expect, test } from "vitest";
import { utf8, type Json } from "../../core/index.ts";
import { placeOf } from "../source.ts";
import type { Node } from "../tree.ts";
import { parseFile } from "./parse-file.ts";

const formats = ["a.toml", "a.yaml", "a.json"] as const;

async function problems(file: string, text: string | Uint8Array): Promise<string[]> {
  const parsed = await parseFile(file, typeof text === "string" ? utf8(text) : text);
  return parsed.problems.found.map((one) => {
    const at = one.at?.kind === "file" ? `${one.at.line}:${one.at.column}-${one.at.endColumn}` : "-";
    return `${at} ${one.name}: ${one.what}`;
  });
}

/** The value of a tree, and the place of each key and value in it. */
function valueOf(node: Node): Json {
  if (node.kind === "table") {
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value)]));
  }
  if (node.kind === "list") return node.items.map(valueOf);
  if (node.kind === "null") return null;
  return "value" in node ? node.value : node.kind;
}

async function valueIn(file: string, text: string): Promise<Json> {
  const parsed = await parseFile(file, utf8(text));
  if (parsed.tree === null) throw new Error(JSON.stringify(parsed.problems.found));
  expect(parsed.problems.found).toEqual([]);
  return valueOf(parsed.tree);
}

describe("one meaning in three formats", () => {
  const meaning = {
    name: "x",
    whole: 3,
    part: 1.5,
    yes: true,
    list: [1, ["two"], { three: 3 }],
    table: { "a key": "value", inner: { deep: "😀" } },
  };
  const texts: Record<string, string> = {
    "a.toml": `name = "x"
whole = 3
part = 1.5
yes = true
list = [1, ["two"], { three = 3 }]
[table]
"a key" = 'value'
inner.deep = "\\U0001F600"
`,
    "a.yaml": `name: x
whole: 3
part: 1.5
yes: true
list:
  - 1
  - [two]
  - three: 3
table:
  a key: 'value'
  inner: {deep: "😀"}
`,
    "a.json": JSON.stringify(meaning),
  };
  test.each(formats)("%s", async (file) => {
    expect(await valueIn(file, texts[file] as string)).toEqual(meaning);
    expect(await valueIn(file, `\ufeff${texts[file]}`)).toEqual(meaning);
    expect(await valueIn(file, (texts[file] as string).replaceAll("\n", "\r\n"))).toEqual(meaning);
  });

  test("numbers know whether they were integers", async () => {
    const kinds = async (file: string, text: string): Promise<string[]> => {
      const { tree } = await parseFile(file, utf8(text));
      return (tree?.entries ?? []).map(({ value }) => value.kind);
    };
    expect(await kinds("a.toml", "a = 1\nb = 1.0\nc = 1e3\nd = 0x1f")).toEqual([
      "integer",
      "float",
      "float",
      "integer",
    ]);
    expect(await kinds("a.yaml", "a: 1\nb: 1.0\nc: 1e3\nd: 0x1f")).toEqual([
      "integer",
      "float",
      "float",
      "integer",
    ]);
    expect(await kinds("a.json", '{"a": 1, "b": 1.0, "c": 1e3}')).toEqual(["integer", "float", "float"]);
  });

  test("YAML's keys without a value have null", async () => {
    expect(await valueIn("a.yaml", "? a\n? b\n: 1\nc:\n")).toEqual({ a: null, b: 1, c: null });
  });

  test("YAML keeps dates and odd words as texts", async () => {
    expect(await valueIn("a.yaml", "a: 2027-02-01\nb: yes\nc: 1_000\nd: ~\n")).toEqual({
      a: "2027-02-01",
      b: "yes",
      c: "1_000",
      d: null,
    });
  });
});

describe("TOML's tables", () => {
  test("are joined from headers, dotted keys and lists of tables", async () => {
    expect(
      await valueIn(
        "a.toml",
        `[a.b]
x = 1
[a]
y.z = 2
[[a.list]]
n = 1
[a.list.sub]
m = 1
[[a.list]]
n = 2
[[a.list.more]]
k = 1
`,
      ),
    ).toEqual({
      a: {
        b: { x: 1 },
        y: { z: 2 },
        list: [
          { n: 1, sub: { m: 1 } },
          { n: 2, more: [{ k: 1 }] },
        ],
      },
    });
  });
});

describe("places", () => {
  test.each([
    ["a.toml", 'x = "é"\n# 😀\n[t]\nkey = "värde"\n'],
    ["a.yaml", "x: é\n# 😀\nt:\n\n  key: värde\n".replace("\n\n", "\n")],
    ["a.json", '{"x": "é",\n "😀": 1,\n "t":\n{"key": "värde"}}'],
  ])("count lines and characters, and ranges bytes: %s", async (file, text) => {
    const parsed = await parseFile(file, utf8(text));
    const entry = parsed.tree?.entries.find(({ key }) => key === "t")?.value;
    const inner = entry?.kind === "table" ? entry.entries[0] : undefined;
    const line = text.split("\n")[3] as string;
    const keyAt = inner === undefined ? undefined : placeOf(inner.keyWhere);
    const valueAt = inner === undefined ? undefined : placeOf(inner.value.where);
    expect(keyAt).toMatchObject({ line: 4, text: line });
    expect(valueAt).toMatchObject({ line: 4, text: line });
    const marked = (at: typeof keyAt): string =>
      at?.kind === "file" ? at.text.slice(at.column - 1, at.endColumn - 1) : "";
    expect(marked(keyAt).replaceAll('"', "")).toBe("key");
    expect(marked(valueAt).replaceAll('"', "")).toBe("värde");
    const range = valueAt?.kind === "file" ? valueAt.bytes : undefined;
    expect(new TextDecoder().decode(utf8(text).subarray(range?.start, range?.end)).replaceAll('"', "")).toBe(
      "värde",
    );
  });
});

describe("what can't be read", () => {
  test.each([
    ["a.toml", "x = null", '1:5-9 toml-null: "null": TOML has no null'],
    ["a.toml", "x = [1, None]", '1:9-13 toml-null: "None": TOML has no null'],
    ["a.toml", "x = tru", '1:5-8 syntax-error: "tru" is not a value'],
    ["a.toml", "a = 2026-02-30", "1:5-15 syntax-error: 2026-02-30 is not a date or time that exists"],
    ["a.toml", "[x\n", "1:3-4 syntax-error: not valid TOML: unterminated table-key"],
    ["a.toml", "a = 'x\n", "1:7-8 syntax-error: a string is not closed"],
    ["a.toml", "a = 1\nb = ", "2:5-6 syntax-error: a value is missing here"],
    ["a.toml", "a = 1\n[b]\nc = 1\nc = 2", '4:1-2 duplicate-key: "c" is defined a second time'],
    ["a.toml", "[b]\n[b]", '2:2-3 duplicate-key: "b" is defined a second time'],
    [
      "a.toml",
      "a = 99999999999999999999",
      "1:5-25 number-out-of-range: an integer beyond 2^53 can't be held exactly",
    ],
    ["a.toml", "a = inf", "1:5-8 number-out-of-range: Infinity is not a number that JSON has"],
    ["a.toml", "__proto__ = 1", '1:1-10 forbidden-key: the key "__proto__" is not allowed'],
    ["a.toml", "[a.constructor]", '1:4-15 forbidden-key: the key "constructor" is not allowed'],
    ["a.yaml", "a: 1\na: 2", '2:1-2 duplicate-key: "a" stands twice in this table'],
    ["a.yaml", "a: !!str 1", "1:10-11 yaml-feature: the tag !!str is not allowed"],
    ["a.yaml", "a: !run x", "1:9-10 yaml-feature: the tag !run is not allowed"],
    ["a.yaml", "a: &x {b: 1}\nc: {<<: *x}", "2:5-7 yaml-feature: the merge key << is not allowed"],
    ["a.yaml", "a: 1\n---\nb: 2", "2:1-4 yaml-feature: a second document is not allowed"],
    ["a.yaml", "%YAML 1.1\n---\na: yes", "1:1-10 yaml-feature: the directive %YAML 1.1 is not allowed"],
    ["a.yaml", "a: &x [*x]", "1:8-10 yaml-feature: *x stands inside the value it names"],
    ["a.yaml", "a: *x", "1:4-6 syntax-error: *x names nothing: there is no &x above it"],
    ["a.yaml", "1: a", "1:1-2 wrong-type: the key 1 is not a text"],
    ["a.yaml", "? [a]\n: b", "1:3-6 yaml-feature: a key that is not a plain text is not allowed"],
    ["a.yaml", "- a", "1:1-4 wrong-type: a scenario file is a mapping: `key: value` on each line"],
    ["a.yaml", "a: b: c", "1:4-5 syntax-error: a second `key: value` on one line"],
    ["a.yaml", "a: .nan", "1:4-8 number-out-of-range: NaN is not a number that JSON has"],
    ["a.json", '{"a": 1, "a": 2}', '1:10-13 duplicate-key: "a" stands twice in this table'],
    ["a.json", '{"a" 1}', '1:6-7 syntax-error: not valid JSON: a colon is missing after the key "a"'],
    ["a.json", '{"a": [1, ]}', "1:11-12 syntax-error: not valid JSON: a comma before the end of a list"],
    ["a.json", '{"a": // one\n1}', "1:7-8 syntax-error: not valid JSON: a value is missing here"],
    ["a.json", "{'a': 1}", "1:2-3 syntax-error: not valid JSON: a key is missing here"],
    ["a.json", '{"a": 1,}', "1:9-10 syntax-error: not valid JSON: a comma before the end of an object"],
    [
      "a.json",
      '{"a": 9007199254740993}',
      "1:7-23 number-out-of-range: an integer beyond 2^53 can't be held exactly",
    ],
    ["a.json", "[]", "1:1-3 wrong-type: a scenario file is an object: { ... }"],
    ["a.json", '{"a": "x\ty"}', "1:9-10 syntax-error: not valid JSON: a control character in a string"],
    ["a.yml", "a: &x 1\n&y b: 2", "2:4-5 yaml-feature: an anchor or tag on a key is not allowed"],
    ["a.yaml", "[", "1:2-3 syntax-error: not valid YAML: flow sequence must end with a ]"],
    ["a.ini", "a=1", "- syntax-error: a.ini does not say its format"],
  ])("%s %j", async (file, text, problem) => {
    expect(await problems(file, text)).toEqual([problem]);
  });

  test.each([
    [[0xff, 0xfe, 0x61, 0], "- unreadable-text: a.toml is UTF-16, not UTF-8"],
    [[0x61, 0x0a, 0x62, 0xc3, 0x28], "- unreadable-text: a.toml, line 2, byte 2: 0xc3 is not valid UTF-8"],
    [[0x61, 0x0a, 0], "- unreadable-text: a.toml, line 2, byte 1: a NUL character"],
  ])("bytes that are not text: %j", async (bytes, problem) => {
    expect(await problems("a.toml", new Uint8Array(bytes))).toEqual([problem]);
  });
});
