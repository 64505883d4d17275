import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileGlob } from "./glob.ts";

describe("compileGlob", () => {
  it.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["a*a", "a", false],
    ["a*b*c", "aXbYbZc", true],
    ["a*bc*c", "abc", false],
    ["?", "😀", true],
    ["?", "", false],
    ["*?", "😀", true],
    ["??", "😀", false],
    ["?*x?", "aaxxb", true],
    ["\\*", "\\anything", true],
    ["*.yaml", "deploy.yaml", true],
    ["**", "a\nb", true],
  ])("%j tries %j: %j", (pattern, text, matches) => {
    expect(compileGlob(pattern).test(text)).toBe(matches);
  });

  it("agrees with the regular expression that says the same", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "😀"), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (pattern, text) => {
        const regex = new RegExp(`^${pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`, "u");
        expect(compileGlob(pattern).test(text)).toBe(regex.test(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it("needs no more than pattern times text, whatever the pattern", () => {
    const text = `${"a".repeat(20_000)}b`;
    expect(compileGlob("*a".repeat(200) + "c").test(text)).toBe(false);
    expect(compileGlob("*?a".repeat(20) + "c").test(text)).toBe(false);
  });
});
