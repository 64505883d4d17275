import vm from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedSteps, workBound } from "./regex-work.ts";

const bound = (source: string, flags = "") => workBound(source, flags);
const shape = (source: string, flags = "") => {
  const found = bound(source, flags);
  return found === undefined ? undefined : [found.factor, found.degree, found.anchored];
};

describe("workBound", () => {
  it.each<[string, string, [factor: number, degree: number, anchored: boolean]]>([
    ["", "", [1, 0, false]],
    ["abc", "", [1, 0, false]],
    ["^abc$", "", [1, 0, true]],
    ["^abc$", "m", [1, 0, false]],
    ["^a|b", "", [2, 0, false]],
    ["(?:^a|b)", "", [2, 0, false]],
    ["a*b+c?", "", [2, 2, false]],
    ["^v\\d+\\.\\d+(?:-[a-z]+)?$", "", [2, 3, true]],
    ["(abc)*", "", [1, 1, false]],
    ["[a-z\\]*]{2,5}x{3}", "", [4, 0, false]],
    ["[^]+?", "", [1, 1, false]],
    ["\\p{L}+\\u{61}", "u", [1, 1, false]],
    ["\\u{3}", "", [1, 0, false]],
    ["a{2,}", "", [1, 1, false]],
    ["a{,3}", "", [1, 0, false]],
    ["(?<year>\\d+)-(?=x)(?!y)(?<=z)(?<!w)\\b", "", [1, 1, false]],
    ["(?:a|b)?", "", [3, 0, false]],
    ["(?:a+){1}", "", [1, 1, false]],
  ])("bounds /%s/%s", (source, flags, expected) => {
    expect(shape(source, flags)).toEqual(expected);
  });

  it.each([
    ["(a+)+", ""],
    ["(a|b)*", ""],
    ["(?:a?){3}", ""],
    ["(?:a*)*", ""],
    ["(?:^)*", ""],
    ["(?:\\b)*", ""],
    ["(?:)*", ""],
    ["(?=a)*", ""],
    ["(a)\\1", ""],
    ["(?<n>a)\\k<n>", ""],
    ["[[a]]", "v"],
    ["(?i:a)", ""],
  ])("does not bound /%s/%s", (source, flags) => {
    expect(bound(source, flags)).toBeUndefined();
  });

  it("gives up on what is no pattern", () => {
    for (const source of ["a)", "(a", "[a", "a\\", "(", "(?:a|(?:b)"]) expect(bound(source)).toBeUndefined();
  });

  it("counts the text's length into the steps", () => {
    const steps = (source: string, length: number): number => {
      const found = bound(source);
      return found === undefined ? Number.NaN : boundedSteps(found, length);
    };
    expect(steps("^abc", 1_000)).toBe(4);
    expect(steps("abc", 999)).toBe(3_000);
    expect(steps("a*b", 999)).toBe(2_000_000);
    expect(steps("^a{500}", 999)).toBe(501);
  });

  it("never calls a pattern bounded that takes longer than its steps allow", () => {
    const atom = fc.constantFrom("a", "b", ".", "\\w", "[ab]", "(?=a)", "\\b", "^", "$");
    const quantifier = fc.constantFrom("", "", "*", "+", "?", "*?", "{2}", "{0,3}", "{1,}");
    const source = fc.letrec<{ sequence: string; part: string }>((tie) => ({
      sequence: fc.array(tie("part"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
      part: fc
        .tuple(
          fc.oneof(
            { maxDepth: 2 },
            atom,
            tie("sequence").map((inner) => `(?:${inner})`),
            fc.tuple(tie("sequence"), tie("sequence")).map(([one, other]) => `(${one}|${other})`),
          ),
          quantifier,
        )
        .map(([one, times]) => one + times)
        .filter(compiles),
    })).sequence;
    // Counted out of the loop: a wrong bound makes the engine run into the timer, not hang.
    const context: { regex?: RegExp; text?: string } = {};
    const script = new vm.Script("regex.test(text)");
    vm.createContext(context);
    let bounded = 0;
    fc.assert(
      fc.property(source.filter(compiles), fc.constantFrom("a", "b", "ab"), (source, part) => {
        const found = bound(source);
        if (found === undefined) return;
        let length = 50_000;
        while (length > 1 && boundedSteps(found, length) > 2_000_000) length = Math.floor(length / 2);
        if (boundedSteps(found, length) > 2_000_000) return;
        bounded++;
        context.regex = new RegExp(source);
        context.text = `${part.repeat(Math.floor(length / part.length))}!`.slice(-length);
        expect(() => script.runInContext(context, { timeout: 1_000 })).not.toThrow();
      }),
      { numRuns: 3_000 },
    );
    expect(bounded).toBeGreaterThan(50);
  });
});

function compiles(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
