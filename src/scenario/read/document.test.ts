import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits, utf8, type Json } from "../../core/index.ts";
import { readDocument } from "./document.ts";
import { escapeToken, valueAt } from "./json-scan.ts";

function read(
  file: string,
  text: string,
): { readonly value: Json; readonly placesOf: (...pointers: string[]) => string[] } {
  const result = readDocument(file, utf8(text));
  if (!result.ok) throw new Error(result.findings.map(({ what }) => what).join("\n"));
  const document = result.value;
  return {
    value: document.value,
    placesOf: (...pointers) =>
      document
        .placesOf(pointers)
        .map((at) => (at.kind === "file" ? `${at.line}:${at.column}-${at.endColumn}` : at.kind)),
  };
}

function problems(file: string, text: string): string[] {
  const result = readDocument(file, utf8(text));
  return result.findings.map(({ name, what, at }) => {
    const place = at?.kind === "file" ? `${at.line}:${at.column}` : "-";
    return `${place} ${name}: ${what}`;
  });
}

describe("a document", () => {
  const yaml = "paths:\n  /a/{b}:\n    get: {x: 1}\n    200: [true, {c: ü, d: 2}]\n";
  const json = '{"paths": {\n "/a/{b}": {\n  "get": {"x": 1},\n  "200": [true, {"c": "ü", "d": 2}] }}}';
  const pointers = ["", "/paths/~1a~1{b}", "/paths/~1a~1{b}/get", "/paths/~1a~1{b}/200/1/d", "/paths/no/x"];

  test("in YAML has values, and places of keys and scalars", () => {
    const document = read("a.yaml", yaml);
    expect(document.value).toEqual(JSON.parse(json));
    expect(document.placesOf(...pointers)).toEqual(["1:1-7", "2:3-9", "3:5-8", "4:27-28", "1:1-6"]);
  });

  test("in JSON has them too, found when asked for", () => {
    const document = read("a.json", json);
    expect(document.value).toEqual(JSON.parse(json));
    expect(document.placesOf(...pointers)).toEqual(["1:1-2", "2:2-10", "3:3-8", "4:33-34", "1:2-9"]);
  });

  test("without a known ending is told by its first character", () => {
    expect(read("openapi", ' {"a": 1}').value).toEqual({ a: 1 });
    expect(read("openapi", "a: 1").value).toEqual({ a: 1 });
  });

  test("may have keys that are no texts, merges and large integers in YAML", () => {
    expect(
      read(
        "a.yaml",
        "x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3, 404: 1, true: 2, null: 3}\nz: 9223372036854775807",
      ).value,
    ).toEqual({
      x: { a: 1, b: 2 },
      y: { b: 3, a: 1, "404": 1, true: 2, null: 3 },
      z: 2 ** 63,
    });
  });

  test("merges several mappings in YAML, the first of which counts, and nothing else", () => {
    const text = "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b], z: 3}\n";
    expect(read("a.yaml", text).value).toMatchObject({ c: { x: 1, y: 2, z: 3 } });
    expect(problems("a.yaml", "a: {<<: 1}")).toEqual(["1:9 yaml-feature: the merge key << takes a mapping"]);
    expect(problems("a.yaml", "a: {<<: [{x: 1}, 2]}")).toEqual([
      "1:18 yaml-feature: the merge key << takes a mapping",
    ]);
  });

  test("shares in its value what aliases share in YAML", () => {
    const { value } = read("a.yaml", "a: &a {x: [1]}\nb: *a\nc: {x: [1]}\n") as {
      readonly value: Readonly<Record<string, Json>>;
    };
    expect(value["b"]).toBe(value["a"]);
    expect(value["c"]).not.toBe(value["a"]);
    expect(value["c"]).toEqual(value["a"]);
  });

  test.each([
    ["/a/0", 1],
    ["/a/1/b", 2],
    ["/a/2", undefined],
    ["/a/00", undefined],
    ["/a/-", undefined],
    ["/a/0/b", undefined],
  ])("has at %s what a pointer means there", (pointer, value) => {
    expect(valueAt({ a: [1, { b: 2 }] }, pointer)).toBe(value);
  });

  test("keeps keys that reach into JavaScript objects out, and says where", () => {
    expect(problems("a.yaml", "a:\n  __proto__: {b: 1}")).toEqual([
      '2:3 forbidden-key: the key "__proto__" is not allowed',
    ]);
    expect(read("a.yaml", "constructor: 1").value).toEqual({ constructor: 1 });
    const hostile = read("a.json", '{"__proto__": {"b": 1}}').value;
    expect(Object.keys(hostile as object)).toEqual(["__proto__"]);
    expect(valueAt(hostile, "/b")).toBeUndefined();
    expect(valueAt({}, "/constructor")).toBeUndefined();
  });

  test.each([
    ["a.yaml", "a: 1\na: 2", "2:1 duplicate-key"],
    ["a.json", '{"a": {"b": 1,\n"b": 2}, "b": 3}', "2:1 duplicate-key"],
    ["a.json", '{"a": 1,\n "b" 2}', "2:6 syntax-error: not valid JSON: a colon is missing"],
    ["a.yaml", "a: [1", "1:"],
    ["a.json", "[1]", "1:1 wrong-type"],
    ["a.yaml", "- 1", "1:1 wrong-type"],
    ["a.json", "", "1:1 syntax-error"],
    ["a.json", "\0", "- unreadable-text"],
  ])("%s that is wrong: %j", (file, text, expected) => {
    const found = problems(file, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test("that is not valid and too large for the reader with places is still told where", () => {
    const text = `{"a": "${"x".repeat(limits.scenarioFileBytes)}",\n "b": tru}`;
    expect(problems("a.json", text)[0]).toMatch(/^2:\d+ syntax-error/);
  });
});

describe("limits of a document", () => {
  test("depth, at the limit and one past it", () => {
    const nested = (depth: number): string => `{"a": ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    for (const file of ["a.json", "a.yaml"]) {
      expect(problems(file, nested(limits.contractDepth))).toEqual([]);
      expect(problems(file, nested(limits.contractDepth + 2))[0]).toMatch(/over-limit: more than 200/);
    }
    expect(problems("a.json", "[".repeat(1_000_000))[0]).toMatch(/over-limit/);
  });

  test("bytes, at the limit and one past it", () => {
    const json = (length: number): string => `{"a": "${"x".repeat(length - 9)}"}`;
    expect(problems("a.json", json(limits.contractFileBytes))).toEqual([]);
    expect(problems("a.json", json(limits.contractFileBytes + 1))[0]).toMatch(/over-limit/);
    const comment = (length: number): string => `a: 1 #${"x".repeat(length - 6)}`;
    expect(problems("a.yaml", comment(limits.contractYamlBytes))).toEqual([]);
    expect(problems("a.yaml", comment(limits.contractYamlBytes + 1))[0]).toMatch(/over-limit.*in YAML/);
  });

  test("values, at the limit and one past it", () => {
    const list = (items: number): string => `{"a":[${"1,".repeat(items - 1)}1]}`;
    // The object and the list count too.
    expect(problems("a.json", list(limits.contractNodes - 2))).toEqual([]);
    expect(problems("a.json", list(limits.contractNodes))[0]).toMatch(/over-limit: more than 4000000 values/);
  });

  test("aliases, and values that they multiply", () => {
    const aliases = (count: number): string =>
      `a: &a 1\nb: [${Array.from({ length: count }, () => "*a").join(",")}]`;
    expect(problems("a.yaml", aliases(limits.contractAliases))).toEqual([]);
    expect(problems("a.yaml", aliases(limits.contractAliases + 1))[0]).toMatch(
      /over-limit: more than 10000 aliases/,
    );
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level++) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(",")}]`);
    }
    expect(problems("a.yaml", lines.join("\n"))[0]).toMatch(/over-limit: \d+ values, aliases expanded/);
  });

  test("entries that merge keys multiply", () => {
    const wide = `a: &a {${Array.from({ length: 2_000 }, (_, index) => `k${index}: 1`).join(", ")}}`;
    const merges = Array.from({ length: 2_100 }, (_, index) => `b${index}: {<<: *a}`);
    expect(problems("a.yaml", [wide, ...merges].join("\n"))[0]).toMatch(/over-limit/);
  });
});

test("places of JSON are those of the parsed value, whatever it is", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 1, 2), (drawn, indent) => {
      const text = JSON.stringify(drawn, null, indent);
      const document = readDocument("a.json", utf8(text));
      if (Object.keys(drawn).includes("__proto__")) return;
      if (!document.ok) throw new Error(JSON.stringify(document.findings));
      const scalars: { pointer: string; value: Json }[] = [];
      const walk = (value: Json, pointer: string): void => {
        if (typeof value !== "object" || value === null) scalars.push({ pointer, value });
        else for (const [key, item] of Object.entries(value)) walk(item, `${pointer}/${escapeToken(key)}`);
      };
      walk(JSON.parse(text) as Json, "");
      const places = document.value.placesOf(scalars.map(({ pointer }) => pointer));
      const bytes = utf8(text);
      for (const [index, { pointer, value }] of scalars.entries()) {
        const at = places[index];
        if (at?.kind !== "file" || at.bytes === undefined) throw new Error("no place");
        const written = new TextDecoder().decode(bytes.subarray(at.bytes.start, at.bytes.end));
        expect(JSON.parse(written)).toEqual(value);
        expect(valueAt(document.value.value, pointer)).toEqual(value);
        // What was read over for the questions before does not change an answer.
        expect(document.value.placesOf([pointer])).toEqual([at]);
      }
    }),
  );
});

test("places of JSON are the same whether they are asked for at once or one by one", () => {
  const text = '{"a": {"b": [1, {"c": "x"}], "": {}}, "d~/": [[], [2]], "e": null}';
  const pointers = [
    "/d~0~1/1/0",
    "/a/b/1/c",
    "/a/none/deeper",
    "/a/b",
    "/a/",
    "/d~0~1/1",
    "",
    "/e",
    "/a/b/0",
  ];
  const fresh = (asked: readonly string[]) => {
    const document = readDocument("a.json", utf8(text));
    if (!document.ok) throw new Error("unreadable");
    return {
      all: document.value.placesOf(asked),
      one: (pointer: string) => document.value.placesOf([pointer])[0],
    };
  };
  const { all } = fresh(pointers);
  const { one } = fresh([]);
  expect(pointers.map(one)).toEqual(all);
  expect(pointers.map(one)).toEqual(all);
});

test("places of a large JSON document are found thousands of times", () => {
  const schemas = Array.from({ length: 5_000 }, (_, index) => [
    `Schema${index}`,
    { type: "string", minLength: index },
  ]);
  const text = JSON.stringify({ components: { schemas: Object.fromEntries(schemas) } }, null, 2);
  const document = readDocument("a.json", utf8(text));
  if (!document.ok) throw new Error("unreadable");
  const before = process.cpuUsage();
  for (let index = 4_999; index >= 0; index -= 1) {
    const [at] = document.value.placesOf([`/components/schemas/Schema${index}/minLength`]);
    if (at?.kind !== "file" || at.line !== 6 + 4 * index)
      throw new Error(`Schema${index} is at ${JSON.stringify(at)}`);
  }
  const { user } = process.cpuUsage(before);
  // Reading over the text for each of them took a minute.
  expect(user / 1_000).toBeLessThan(5_000);
});
