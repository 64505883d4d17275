import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathRuleTakes } from "./path-rules.ts";

const roots = { workingDirectory: "/p", home: "/h", root: "/s" };
const takes = (content: string, path: string): boolean => pathRuleTakes(content, path, roots);

describe("what a pattern is relative to", () => {
  test.each([
    ["//abs/**", "/abs/a/b", true],
    ["//abs/**", "/p/abs/a", false],
    ["~/x", "/h/x", true],
    ["~/x", "/p/x", false],
    ["/x", "/s/x", true],
    ["/x", "/p/x", false],
    ["./src/**", "/p/src/a", true],
    ["src/**", "/p/src/a/b", true],
    ["src/**", "/q/src/a", false],
    ["../q/**", "/q/a", false],
  ])("%s takes %s: %s", (content, path, expected) => {
    expect(takes(content, path)).toBe(expected);
  });
});

describe("what a pattern takes", () => {
  test.each([
    ["a.txt", "/p/a.txt", true],
    ["a.txt", "/p/x/y/a.txt", true],
    ["a.txt", "/p/a.txt.bak", false],
    ["src", "/p/src/a/b", true],
    ["src/", "/p/src", false],
    ["src/", "/p/x/src/a", true],
    ["src/*.ts", "/p/src/a.ts", true],
    ["src/*.ts", "/p/src/b/a.ts", false],
    ["src/*.ts", "/p/x/src/a.ts", false],
    ["src/*", "/p/src/b/a.ts", true],
    ["**/a", "/p/a", true],
    ["**/a", "/p/x/y/a", true],
    ["x/**/a", "/p/x/a", true],
    ["x/**/a", "/p/x/y/z/a", true],
    ["x/**/a", "/p/x/y/b", false],
    ["x/**", "/p/x", false],
    ["x/**/y/**/z", "/p/x/y/1/y/2/z", true],
    ["**", "/p/any/thing", true],
    ["a?c", "/p/abc", true],
    ["a?c", "/p/ac", false],
    ["a*c", "/p/abbbc", true],
    ["a*b*c", "/p/abxbxc", true],
    ["a*", "/p/a", true],
    ["a[bc]d", "/p/acd", true],
    ["a[bc]d", "/p/axd", false],
    ["a[0-9]", "/p/a7", true],
    ["a[!0-9]", "/p/a7", false],
    ["a[^0-9]", "/p/ax", true],
    ["a[", "/p/a[", true],
    ["a\\*", "/p/a*", true],
    ["a\\*", "/p/ab", false],
    ["!a", "/p/a", false],
    ["", "/p/a", false],
    ["src", "/p", false],
  ])("%s takes %s: %s", (content, path, expected) => {
    expect(takes(content, path)).toBe(expected);
  });
});

test("a path without special characters takes itself and what is in it", () => {
  const name = fc.stringMatching(/^[a-z][a-z.]{0,5}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), name, (names, other) => {
      const path = names.join("/");
      expect(takes(`./${path}`, `/p/${path}`)).toBe(true);
      expect(takes(`//${path}`, `/${path}/${other}`)).toBe(true);
      expect(takes(`${path}/`, `/p/${path}`)).toBe(false);
    }),
  );
});

test("no pattern throws, or takes long", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (content, path) => {
      expect(typeof takes(content, `/p/${path}`)).toBe("boolean");
    }),
  );
  expect(takes("a*".repeat(400), `/p/${"a".repeat(4_000)}b`)).toBe(true);
  expect(takes(`${"**/a/".repeat(150)}b`, `/p/${"a/".repeat(1_000)}c`)).toBe(false);
});
