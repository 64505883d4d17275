import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./distance.ts";

/** The definition, written down: slow, and obviously right. */
function byDefinition(left: string, right: string): number {
  if (left === "" || right === "") return left.length + right.length;
  const same = left.at(-1) === right.at(-1) ? 0 : 1;
  const options = [
    byDefinition(left.slice(0, -1), right) + 1,
    byDefinition(left, right.slice(0, -1)) + 1,
    byDefinition(left.slice(0, -1), right.slice(0, -1)) + same,
  ];
  if (left.length > 1 && right.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1)) {
    options.push(byDefinition(left.slice(0, -2), right.slice(0, -2)) + 1);
  }
  return Math.min(...options);
}

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["read", "read", 0],
    ["raed", "read", 1],
    ["kitten", "sitting", 3],
    ["permisions", "permissions", 1],
    ["ca", "abc", 3],
  ])("of %j and %j is %i", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  test("is what the definition says, in both directions", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (left, right) => {
        const distance = editDistance(left, right);
        expect(distance).toBe(byDefinition(left, right));
        expect(editDistance(right, left)).toBe(distance);
      }),
      { numRuns: 60 },
    );
  });
});

describe("nearest", () => {
  const fields = ["permissions", "owner", "repositories", "name", "times"];

  test("finds the typo, whatever its case", () => {
    expect(nearest("permisions", fields)).toEqual(["permissions"]);
    expect(nearest("OWNER", fields)).toEqual(["owner"]);
    expect(nearest("tiems", fields)).toEqual(["times"]);
  });

  test("finds nothing for a word that is no typo", () => {
    expect(nearest("colour", fields)).toEqual([]);
    expect(nearest("x", ["ab", "y"])).toEqual(["y"]);
    expect(nearest("", fields)).toEqual([]);
    expect(nearest("name", [])).toEqual([]);
  });

  test("gives the nearest first, equally near ones by name, at most as many as asked", () => {
    expect(nearest("stdot", ["stdin", "stdout", "stdoz", "stdoa"])).toEqual(["stdoa", "stdout", "stdoz"]);
    expect(nearest("stdot", ["stdin", "stdout", "stdoz", "stdoa"], 4)).toEqual([
      "stdoa",
      "stdout",
      "stdoz",
      "stdin",
    ]);
    expect(nearest("stdot", ["stdout", "stdoz"], 1)).toEqual(["stdout"]);
  });

  test("allows a third of the word's length, and no more", () => {
    expect(nearest("abcdefghi", ["abcdefxyz"])).toEqual(["abcdefxyz"]);
    expect(nearest("abcdefghi", ["abcdewxyz"])).toEqual([]);
  });

  test("gives a candidate once that several places declare", () => {
    expect(nearest("helthy", ["healthy", "healthy"])).toEqual(["healthy"]);
  });

  test("does not take long words for near because only their beginnings are compared", () => {
    expect(nearest("a".repeat(9_000), ["b".repeat(9_000)])).toEqual([]);
    expect(nearest("a".repeat(9_000), [`b${"a".repeat(8_999)}`])).toHaveLength(1);
  });

  test("suggests only what is within its limit", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 12 });
    fc.assert(
      fc.property(word, fc.array(word), (typed, candidates) => {
        for (const found of nearest(typed, candidates)) {
          expect(candidates).toContain(found);
          expect(editDistance(typed, found)).toBeLessThanOrEqual(Math.max(2, Math.floor(typed.length / 3)));
        }
      }),
    );
  });
});
