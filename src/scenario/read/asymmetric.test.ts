import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonPattern } from "../../core/index.ts";
import { readAsymmetric, isAsymmetric, type AsymmetricRead } from "./asymmetric.ts";

function read(value: unknown): AsymmetricRead {
  if (typeof value !== "object" || value === null || !isAsymmetric(value)) throw new Error("not a matcher");
  return readAsymmetric(value);
}

/** A matcher as a runner other than this one may make it. */
function foreign(name: string, sample?: unknown): object {
  return { $$typeof: Symbol.for("jest.asymmetricMatcher"), sample, toString: () => name };
}

class Point {
  readonly x = 1;
}

// Matchers are made outside of tests here, where a lint rule wants no bare expect.
const runner = expect;

describe("a matcher that holds what JSON has not is refused whole, never read as less than it says", () => {
  test.each([
    ["a Date", expect.objectContaining({ at: new Date(0) }), "ObjectContaining"],
    ["a Map", expect.objectContaining({ at: { deep: new Map() } }), "ObjectContaining"],
    ["a RegExp in place of a matcher", expect.objectContaining({ ref: /^v/ }), "ObjectContaining"],
    ["an object of a class", expect.objectContaining({ at: new Point() }), "ObjectContaining"],
    ["undefined", expect.objectContaining({ gone: undefined }), "ObjectContaining"],
    ["infinity", expect.objectContaining({ limit: Infinity }), "ObjectContaining"],
    ["one bad field of many", expect.objectContaining({ a: { b: 1, c: new Date(0) } }), "ObjectContaining"],
    ["an item of a list", expect.objectContaining({ tags: ["a", new Date(0)] }), "ObjectContaining"],
    ["a matcher without a form", expect.objectContaining({ sum: runner.closeTo(1) }), "ObjectContaining"],
    ["a class to be contained", expect.objectContaining(new Point()), "ObjectContaining"],
    ["a list with a Date", expect.arrayContaining([new Date(0)]), "ArrayContaining"],
    ["a list with NaN", runner.not.arrayContaining([Number.NaN]), "ArrayNotContaining"],
    ["a text for an object", foreign("ObjectContaining", "text"), "ObjectContaining"],
    ["null for an object", foreign("ObjectContaining", null), "ObjectContaining"],
    ["a text for a list", foreign("ArrayContaining", "text"), "ArrayContaining"],
    ["a number for a text", foreign("StringContaining", 5), "StringContaining"],
    ["a text for a RegExp", foreign("StringMatching", "v."), "StringMatching"],
    ["a matcher nobody knows", foreign("toBeWithin", 5), "toBeWithin"],
  ])("%s", (_, value, unknown) => {
    expect(read(value)).toEqual({ unknown });
  });
});

describe("matchers in matchers", () => {
  test("an object in an object is part of the same subset", () => {
    expect(read(expect.objectContaining({ user: runner.objectContaining({ id: 1 }) }))).toEqual({
      matcher: {
        is: "json",
        subset: { object: { user: { object: { id: { leaf: { is: "equals", value: 1 } } } } } },
      },
    });
  });

  test("a list with a matcher goes item by item, one without is equality", () => {
    const any = { leaf: { is: "type", type: "number" } } as const;
    const subset: JsonPattern = {
      object: {
        mixed: { array: [{ leaf: { is: "equals", value: "a" } }, any] },
        plain: { leaf: { is: "equals", value: ["a", { b: true }] } },
      },
    };
    const value = runner.objectContaining({ mixed: ["a", runner.any(Number)], plain: ["a", { b: true }] });
    expect(read(value)).toEqual({ matcher: { is: "json", subset } });
  });

  test("a list contains an object that a matcher describes", () => {
    expect(read(expect.arrayContaining([runner.objectContaining({ id: 1 })]))).toEqual({
      matcher: {
        is: "includes",
        matcher: { is: "json", subset: { object: { id: { leaf: { is: "equals", value: 1 } } } } },
      },
    });
  });
});

test("any JSON value in a matcher is equality with it", () => {
  const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const leaf = fc.oneof(numbers, fc.string(), fc.boolean(), fc.constant(null));
  const { value: json } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value")),
      fc.dictionary(fc.string(), tie("value")),
    ),
  }));
  fc.assert(
    fc.property(json, (value) => {
      expect(read(foreign("ArrayContaining", [value]))).toEqual({
        matcher: { is: "includes", matcher: { is: "equals", value } },
      });
      expect(read(foreign("ObjectContaining", { value }))).toEqual({
        matcher: { is: "json", subset: { object: { value: { leaf: { is: "equals", value } } } } },
      });
    }),
  );
});
