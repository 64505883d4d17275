import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { builtInName, isBytes, isDate, isPlain, isRegExp, isUrl } from "./kinds.ts";
import { readValue } from "./value.ts";

/** A value that was made with another global object, as in a test runner's sandbox. */
const foreign = (code: string): unknown => runInNewContext(code, { URL }) as unknown;

describe("what a value is, whoever's class it is of", () => {
  test.each([
    ["a RegExp", isRegExp, "/^v/i"],
    ["bytes", isBytes, "new Uint8Array(2)"],
    ["a Date", isDate, "new Date(0)"],
    ["a literal", isPlain as (value: unknown) => boolean, "({ a: 1 })"],
    ["a URL", isUrl, "new URL('file:///a.js')"],
  ])("%s", (_, is, code) => {
    expect(is(foreign(code))).toBe(true);
    expect(is(foreign("new (class Point {})()"))).toBe(false);
  });

  test("a tag alone makes none of them", () => {
    for (const [tag, is] of [
      ["RegExp", isRegExp],
      ["URL", isUrl],
      ["Uint8Array", isBytes],
    ] as const) {
      expect(is({ [Symbol.toStringTag]: tag })).toBe(false);
    }
  });

  test("classes that come with the language have a name, others none", () => {
    expect([builtInName(String), builtInName(foreign("Number"))]).toEqual(["String", "Number"]);
    expect(builtInName(foreign("class String {}; String"))).toBe(undefined);
    expect(builtInName("String")).toBe(undefined);
  });
});

test("declarations that a sandbox made are read as what they are", () => {
  const value = foreign(`({
    regex: /^v/i,
    bytes: new Uint8Array([1]),
    any: { $$typeof: Symbol.for("jest.asymmetricMatcher"), sample: String, toString: () => "Any" },
    matching: { $$typeof: Symbol.for("jest.asymmetricMatcher"), sample: /x/, toString: () => "StringMatching" },
    holding: { $$typeof: Symbol.for("jest.asymmetricMatcher"), sample: { a: [{ b: 1 }] }, toString: () => "ObjectContaining" },
  })`);
  const { tree, problems } = readValue(value, "here");
  expect(problems.found).toEqual([]);
  const nodes = tree?.kind === "table" ? tree.entries.map((one) => one.value) : [];
  expect(nodes).toMatchObject([
    { kind: "matcher", matcher: { is: "regex", regex: { source: "^v", flags: "i" } } },
    { kind: "bytes" },
    { kind: "matcher", matcher: { is: "type", type: "string" } },
    { kind: "matcher", matcher: { is: "regex", regex: { source: "x", flags: "" } } },
    { kind: "matcher", matcher: { is: "json" } },
  ]);
});
