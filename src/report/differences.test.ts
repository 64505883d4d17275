import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quote } from "../core/index.ts";
import { differenceLines, splitDifference } from "./differences.ts";
import { styleOf } from "./style.ts";

const style = styleOf({ width: 60 });

describe("splitDifference", () => {
  test.each([
    ['args[0]: expected "a", got "b"', { field: "args[0]", expected: '"a"', got: '"b"' }],
    ['stdin: expected nothing, got "x"', { field: "stdin", expected: "nothing", got: '"x"' }],
    [
      'body: expected ", got \\" ", got "y, got z"',
      { field: "body", expected: '", got \\" "', got: '"y, got z"' },
    ],
  ])("%s", (text, parts) => {
    expect(splitDifference(text)).toEqual(parts);
  });

  test.each(["used up after 2 calls", "expected a", "a: expected b", 'a: expected ", got "'])(
    "%s has another form",
    (text) => {
      expect(splitDifference(text)).toBeUndefined();
    },
  );

  test("takes apart whatever is quoted", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (expected, got) => {
        const parts = { field: "f", expected: quote(expected), got: quote(got) };
        expect(splitDifference(`f: expected ${parts.expected}, got ${parts.got}`)).toEqual(parts);
      }),
    );
  });
});

test("what was expected stands above what came, fields under each other", () => {
  const lines = differenceLines(
    ['args[2]: expected "deploy.yaml", got "-"', 'cwd: expected "/a", got "/b"', "used up after 2 calls"],
    style,
    "  ",
  );
  expect(lines).toEqual([
    '  args[2]  expected "deploy.yaml"',
    '           got      "-"',
    '  cwd      expected "/a"',
    '           got      "/b"',
    "  used up after 2 calls",
  ]);
});

test("long values are wrapped under themselves", () => {
  const lines = differenceLines([`stdin: expected nothing, got "${"word ".repeat(12)}"`], style, "");
  expect(lines).toEqual([
    "stdin  expected nothing",
    '       got      "word word word word word word word word',
    '                word word word word "',
  ]);
});
