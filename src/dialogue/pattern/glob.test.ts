import { describe, expect, test } from "vitest";
import { translateGlob } from "./glob.ts";

function takes(pattern: string, text: string): boolean {
  const found = translateGlob(pattern);
  if (!found.ok || found.matcher.is !== "regex") throw new Error("no regular expression");
  return RegExp(found.matcher.regex.source, found.matcher.regex.flags).test(text);
}

describe("translateGlob", () => {
  test("leaves one without classes to the globs of all matchers", () => {
    expect(translateGlob("*.txt?")).toEqual({ ok: true, matcher: { is: "glob", pattern: "*.txt?" } });
  });

  test.each([
    ["v[0-9]", "v7", true],
    ["v[0-9]", "vx", false],
    ["v[!0-9]?", "vx.", true],
    ["v[!0-9]", "v7", false],
    ["[[]*", "[a\nb", true],
    ["[]a]", "]", true],
    ["[!]a]", "]", false],
    ["[a-]", "-", true],
    ["src/**/[a]", "src/a", true],
    ["src/**/[a]", "src/b/c/a", true],
    ["src/**/[a]", "srca", false],
    ["**/[a]", "b/a", true],
    ["x**[a].", "xyza.", true],
    ["x**/[a]", "xy/a", true],
  ])("%s on %j: %s", (pattern, text, taken) => {
    expect(takes(pattern, text)).toBe(taken);
  });

  test.each([
    ["[a", "a class [...] is not closed; [[] stands for the bracket itself"],
    ["[]", "a class [...] is not closed; [[] stands for the bracket itself"],
    ["[z-a]", "a range in a class is the wrong way round"],
  ])("%s is refused: %s", (pattern, reason) => {
    expect(translateGlob(pattern)).toEqual({ ok: false, reason });
  });
});
