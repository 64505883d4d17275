import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { pathGlob } from "./path-glob.ts";

const takes = (pattern: string, path: string): boolean | undefined => pathGlob(pattern)?.(path);

test.each([
  ["*.ts", "a.ts", true],
  ["*.ts", "src/deep/a.ts", true],
  ["*.ts", "a.tsx", false],
  ["/*.ts", "a.ts", true],
  ["/*.ts", "src/a.ts", false],
  ["./*.ts", "a.ts", true],
  ["src/*.ts", "src/a.ts", true],
  ["src/*.ts", "src/deep/a.ts", false],
  ["src/*.ts", "x/src/a.ts", false],
  ["src/**/*.ts", "src/a.ts", true],
  ["src/**/*.ts", "src/b/c/a.ts", true],
  ["**/b/**/*.ts", "x/b/y/b/z.ts", true],
  ["**/b/c", "b/x/b/c", true],
  ["src/**", "src/a", true],
  ["src/**", "src", true],
  ["**", "a/b", true],
  ["a/**/b/**/c", "a/x/b/y", false],
  ["?.{ts,js}", "a.js", true],
  ["?.{ts,js}", "ab.js", false],
  ["{a,b}/{c,d}", "b/c", true],
  ["{a,b/{c,d}}", "b/d", true],
  ["a{b}", "a{b}", true],
  ["[a]", "a", false],
  ["", "", true],
])("%s and %s: %s", (pattern, path, expected) => {
  expect(takes(pattern, path)).toBe(expected);
});

test("the ways to read braces are limited", () => {
  const names = (count: number): string =>
    `{${Array.from({ length: count }, (_, index) => `n${index}`).join(",")}}`;
  expect(takes(names(limits.agentGlobWays), "n0")).toBe(true);
  expect(takes(names(limits.agentGlobWays + 1), "n0")).toBeUndefined();
  expect(takes("{a,b}".repeat(6), "ababab")).toBe(true);
  expect(takes("{a,b}".repeat(7), "abababa")).toBeUndefined();
  expect(takes("{a,b}".repeat(10_000), "a")).toBeUndefined();
});

test("agrees with a regular expression", () => {
  const part = fc.constantFrom("a", "b", "*", "?", "**", "a*", "*b");
  const pattern = fc.array(part, { minLength: 2, maxLength: 5 }).map((parts) => parts.join("/"));
  const path = fc
    .array(fc.constantFrom("a", "b", "ab", "ba"), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join("/"));
  const regexOf = (one: string): RegExp => {
    const parts = one.split("/").map((name) => {
      if (name === "**") return "(?:[^/]+/)*";
      return `${name.replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}/`;
    });
    return new RegExp(`^${parts.join("")}$`);
  };
  fc.assert(
    fc.property(pattern, path, (one, other) => {
      expect(takes(one, other)).toBe(regexOf(one).test(`${other}/`));
    }),
  );
});
