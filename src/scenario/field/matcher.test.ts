import { describe, expect, test } from "vitest";
import { limits, utf8, type Matcher } from "../../core/index.ts";
import { decodeValue, list, mapped, section, textMatcher } from "../index.ts";
import { loadScenario } from "../index.ts";

/** Reads matchers from a file, and shows the findings. */
async function inFile(toml: string): Promise<readonly Matcher[] | string[]> {
  let found: readonly Matcher[] = [];
  const tests = section({
    key: "m",
    doc: "",
    shape: mapped(list(textMatcher), (matchers) => {
      found = matchers;
      return { config: null, expectations: [] };
    }),
    empty: { config: null, expectations: [] },
  });
  const result = await loadScenario({
    roots: ["a.toml"],
    sections: [tests],
    covers: () => false,
    today: "2026-11-20",
    readFile: () => ({ ok: true, bytes: utf8(toml) }),
  });
  if (result.ok) return found;
  return result.findings.map(({ at, name, what }) => {
    const place = at?.kind === "file" ? `${at.line}:${at.column}-${at.endColumn}` : "";
    return `${place} ${name}: ${what}`;
  });
}

function inCode(value: unknown, allowCode = false): Matcher | string[] {
  const result = decodeValue(textMatcher, value, { label: "m", allowCode });
  return result.ok ? result.value : result.findings.map(({ name, what }) => `${name}: ${what}`);
}

describe("matchers in a file", () => {
  test.each([
    ['"x"', { is: "equals", value: "x" }],
    ['{ equals = "x" }', { is: "equals", value: "x" }],
    ['{ contains = "x" }', { is: "contains", text: "x" }],
    ['{ starts_with = "x" }', { is: "starts_with", text: "x" }],
    ['{ ends_with = "x" }', { is: "ends_with", text: "x" }],
    ['{ glob = "v*.?" }', { is: "glob", pattern: "v*.?" }],
    ["{ regex = '^v\\d' }", { is: "regex", regex: { source: "^v\\d", flags: "" } }],
    ['{ regex = { source = "x", flags = "gi" } }', { is: "regex", regex: { source: "x", flags: "i" } }],
    ["{ any = true }", { is: "any" }],
    ['{ not = "x" }', { is: "not", matcher: { is: "equals", value: "x" } }],
    ['{ includes = { glob = "x*" } }', { is: "includes", matcher: { is: "glob", pattern: "x*" } }],
    [
      '{ one_of = ["a", { contains = "b" }] }',
      {
        is: "one_of",
        matchers: [
          { is: "equals", value: "a" },
          { is: "contains", text: "b" },
        ],
      },
    ],
    [
      '{ json = { id = { is = "number" }, tags = ["x", { any = true }], a = { not = { equals = 1 }, b = 2 }, c = { contains = "q" } } }',
      {
        is: "json",
        subset: {
          object: {
            id: { leaf: { is: "type", type: "number" } },
            tags: { array: [{ leaf: { is: "equals", value: "x" } }, { leaf: { is: "any" } }] },
            a: {
              object: {
                not: { leaf: { is: "equals", value: 1 } },
                b: { leaf: { is: "equals", value: 2 } },
              },
            },
            c: { leaf: { is: "contains", text: "q" } },
          },
        },
      },
    ],
    [
      `{ json = '{"a": null, "b": {"equals": {"contains": 1}}}' }`,
      {
        is: "json",
        subset: {
          object: {
            a: { leaf: { is: "equals", value: null } },
            b: { leaf: { is: "equals", value: { contains: 1 } } },
          },
        },
      },
    ],
  ])("%s", async (toml, matcher) => {
    expect(await inFile(`m = [${toml}]`)).toEqual([matcher]);
  });

  test.each([
    ["5", "1:6-7 wrong-type: m[0] must be a string or a table, not the integer 5"],
    ['{ contians = "x" }', '1:8-16 unknown-field: unknown field "contians" in m[0]'],
    ['{ startsWith = "x" }', '1:8-18 unknown-field: unknown field "startsWith" in m[0]'],
    [
      "{}",
      "1:6-8 missing-field: m[0] has none of equals, contains, starts_with, ends_with, glob, regex, any, one_of, includes, json or not",
    ],
    [
      '{ contains = "x", glob = "y" }',
      "1:24-28 conflicting-fields: m[0] has contains and glob, which exclude each other",
    ],
    ['{ contains = "" }', "1:19-21 invalid-value: m[0].contains is empty"],
    ["{ any = false }", "1:14-19 invalid-value: m[0].any must be true, not false"],
    [
      '{ regex = "(" }',
      "1:16-19 bad-pattern: m[0].regex: invalid regular expression: /(/: Unterminated group",
    ],
    ['{ predicate = "x" }', "1:8-17 code-in-data: m[0].predicate would run code"],
    ["{ equals = 1 }", "1:17-18 wrong-type: m[0].equals must be a string, not the integer 1"],
    [`{ json = '{"a": [1, nul]}' }`, "1:26-29 syntax-error: not valid JSON: nul is not a JSON value"],
    [`{ json = '{"a": 1, "a": 2}' }`, '1:25-28 duplicate-key: "a" stands twice in this table'],
    [`{ json = '{"__proto__": 2}' }`, '1:17-28 forbidden-key: the key "__proto__" is not allowed'],
    [
      `{ json = '12345678901234567890' }`,
      "1:16-36 number-out-of-range: an integer beyond 2^53 can't be held exactly",
    ],
    [
      "{ json = { d = 2020-01-01 } }",
      "1:21-31 wrong-type: m[0].json.d must be a JSON value, not the date 2020-01-01",
    ],
    [
      '{ json = { a = { regex = "(" }, b = [{ glob = 1 }], c = 1 } }',
      "1:31-34 bad-pattern: m[0].json.a.regex: invalid regular expression: /(/: Unterminated group",
      "1:52-53 wrong-type: m[0].json.b[0].glob must be a string, not the integer 1",
    ],
    ["{ one_of = [1] }", "1:18-19 wrong-type: m[0].one_of[0] must be a string or a table, not the integer 1"],
  ])("%s is refused", async (toml, ...problems) => {
    expect(await inFile(`m = [${toml}]`)).toEqual(problems);
  });

  test("a regular expression has a limit", async () => {
    const regex = (length: number): string => `m = [{ regex = "${"x".repeat(length)}" }]`;
    expect(await inFile(regex(limits.regexChars))).toHaveLength(1);
    expect(await inFile(regex(limits.regexChars + 1))).toEqual([
      "1:16-1019 over-limit: m[0].regex has 1001 characters; a regular expression may have 1000",
    ]);
  });

  test("JSON text that is nested too deep", async () => {
    expect(await inFile(`m = [{ json = '${"[".repeat(90_000)}' }]`)).toEqual([
      expect.stringContaining("over-limit: more than 64 tables and lists"),
    ]);
  });
});

describe("matchers in TypeScript", () => {
  const predicate = { kind: "function", id: 1 } as const;
  test.each([
    [/x/gi, { is: "regex", regex: { source: "x", flags: "i" } }],
    [{ startsWith: "x" }, { is: "starts_with", text: "x" }],
    [
      { oneOf: [/a/, "b"] },
      {
        is: "one_of",
        matchers: [
          { is: "regex", regex: { source: "a", flags: "" } },
          { is: "equals", value: "b" },
        ],
      },
    ],
    [{ regex: { source: "x", flags: "gi" } }, { is: "regex", regex: { source: "x", flags: "i" } }],
    [{ regex: { source: "x" } }, { is: "regex", regex: { source: "x", flags: "" } }],
    [{ regex: /x/ }, { is: "regex", regex: { source: "x", flags: "" } }],
    [
      { json: { a: { startsWith: "x" }, b_c: { starts_with: "x" }, d: undefined } },
      {
        is: "json",
        subset: {
          object: {
            a: { leaf: { is: "starts_with", text: "x" } },
            b_c: { object: { starts_with: { leaf: { is: "equals", value: "x" } } } },
          },
        },
      },
    ],
  ])("%j", (value, matcher) => {
    expect(inCode(value)).toEqual(matcher);
  });

  test("a bad pattern is told of wherever it stands", () => {
    const long = expect.stringMatching(new RegExp("x".repeat(limits.regexChars + 1)));
    for (const value of [{ json: long }, { json: [long] }, { json: { a: long } }, { not: long }]) {
      expect(inCode(value)).toEqual([
        expect.stringMatching(/^over-limit: .*1 characters; a regular expression/),
      ]);
    }
  });

  test("a runner's matchers may stand anywhere", () => {
    expect(inCode({ json: { id: expect.any(Number), list: [expect.stringContaining("x")] } })).toEqual({
      is: "json",
      subset: {
        object: {
          id: { leaf: { is: "type", type: "number" } },
          list: { array: [{ leaf: { is: "contains", text: "x" } }] },
        },
      },
    });
    expect(inCode({ json: { a: expect.objectContaining({ id: 1 }) } })).toEqual({
      is: "json",
      subset: { object: { a: { object: { id: { leaf: { is: "equals", value: 1 } } } } } },
    });
    expect(inCode({ not: expect.stringContaining("x") })).toEqual({
      is: "not",
      matcher: { is: "contains", text: "x" },
    });
  });

  test("regular expressions are checked wherever they stand in one", () => {
    const long = new RegExp("x".repeat(limits.regexChars + 1));
    for (const value of [
      long,
      expect.stringMatching(long),
      { not: expect.not.stringMatching(long) },
      expect.arrayContaining([expect.stringMatching(long), "a"]),
      expect.arrayContaining([expect.stringMatching(long)]),
      expect.objectContaining({ a: expect.stringMatching(long) }),
      expect.objectContaining({ a: { b: [expect.stringMatching(long)] } }),
    ]) {
      expect(inCode(value)).toEqual([expect.stringContaining("over-limit: ")]);
    }
    expect(
      inCode(expect.objectContaining({ a: expect.stringMatching(/x/g), b: [expect.any(String)] })),
    ).toEqual({
      is: "json",
      subset: {
        object: {
          a: { leaf: { is: "regex", regex: { source: "x", flags: "" } } },
          b: { array: [{ leaf: { is: "type", type: "string" } }] },
        },
      },
    });
  });

  test("predicates only where code is allowed", () => {
    expect(inCode({ predicate }, true)).toEqual({ is: "predicate", handler: predicate });
    expect(inCode({ predicate })).toEqual(["code-in-data: predicate would run code"]);
    expect(inCode({ predicate: () => true }, true)).toEqual([
      "code-in-data: predicate is a function, which can't be used here",
    ]);
    expect(inCode({ predicate: 5 }, true)).toEqual([
      "wrong-type: predicate must be a function, a module or a reference to one, not the integer 5",
    ]);
  });
});
