import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align } from "./align.ts";

const letters = (expected: string, got: string, rest = false) =>
  align(expected.length, got.length, rest, (row, column) => (expected[row] === got[column] ? 0 : 0.7));
const wrong = (expected: string, got: string, rest = false) =>
  letters(expected, got, rest)
    .steps.filter(({ cost }) => cost > 0)
    .map((step) => [step.expected, step.got]);

describe("align", () => {
  it("knows a forgotten item, an unexpected one and another one in its place", () => {
    expect(wrong("abcd", "acd")).toEqual([[1, -1]]);
    expect(wrong("abcd", "abXcd")).toEqual([[-1, 2]]);
    expect(wrong("abcd", "aXcd")).toEqual([[1, 1]]);
    expect(wrong("abcd", "bcXd")).toEqual([
      [0, -1],
      [-1, 2],
    ]);
    expect(wrong("", "ab")).toEqual([
      [-1, 0],
      [-1, 1],
    ]);
  });

  it("lets a rest follow at no cost", () => {
    expect(letters("ab", "abXY", true).cost).toBe(0);
    expect(wrong("ab", "bXY", true)).toEqual([[0, -1]]);
    expect(wrong("ab", "a", true)).toEqual([[1, -1]]);
    expect(wrong("ab", "Xab12", true)).toEqual([[-1, 0]]);
  });

  it("compares what is long place by place", () => {
    const [expected, got] = ["a".repeat(100), "b".repeat(99)];
    expect(letters(expected, got).steps).toHaveLength(100);
    expect(letters(got, expected).steps.at(-1)).toEqual({ expected: -1, got: 99, cost: 0.4 });
  });

  it("is free exactly when the lists agree, and its steps add up and name each item once", () => {
    const list = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(list, list, fc.boolean(), (expected, got, rest) => {
        const { cost, steps } = letters(expected, got, rest);
        expect(cost === 0).toBe(rest ? got.startsWith(expected) : got === expected);
        expect(steps.reduce((sum, step) => sum + step.cost, 0)).toBeCloseTo(cost);
        // What agrees at the ends has no step.
        for (const side of ["expected", "got"] as const) {
          const named = steps.map((step) => step[side]).filter((index) => index >= 0);
          expect(named).toEqual([...new Set(named)].toSorted((left, right) => left - right));
        }
      }),
    );
  });
});
