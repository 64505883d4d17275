import { describe, expect, test } from "vitest";
import { callCodes } from "./codes/calls.ts";
import { hostCodes } from "./codes/hosts.ts";
import { codes, findCode, type CodeEntry } from "./codes/index.ts";
import { scenarioCodes } from "./codes/scenario.ts";

const entries = Object.entries(codes) as [name: string, entry: CodeEntry][];

describe.each(entries)("%s", (name, entry) => {
  test("has a readable name and a code of four digits", () => {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(entry.code).toMatch(/^BKL[1-5]\d{3}$/);
    expect(["error", "warning", "note"]).toContain(entry.severity);
  });

  test("says what, why and how to fix it, each on one line", () => {
    for (const text of [entry.title, entry.why, entry.fix]) {
      expect(text).toMatch(/^\S[^\n]*\S$/);
      expect(text.length).toBeLessThanOrEqual(160);
    }
    expect(entry.title).toMatch(/\.$/);
    expect(entry.why).toMatch(/\.$/);
  });

  test("is found by its name and its code, in any case", () => {
    const found = { name, ...entry };
    expect(findCode(name)).toEqual(found);
    expect(findCode(name.toUpperCase())).toEqual(found);
    expect(findCode(entry.code)).toEqual(found);
    expect(findCode(entry.code.toLowerCase())).toEqual(found);
  });
});

test("no code is used twice", () => {
  const all = entries.map(([, { code }]) => code);
  expect(new Set(all).size).toBe(all.length);
});

test("no name is used by two families, where one would hide the other", () => {
  const families = [scenarioCodes, callCodes, hostCodes];
  expect(families.reduce((sum, family) => sum + Object.keys(family).length, 0)).toBeLessThanOrEqual(
    entries.length,
  );
});

test.each([
  ["BKL1", scenarioCodes],
  ["BKL2", callCodes],
  ["BKL5", hostCodes],
])("every code of the %sxxx family starts so", (prefix, family) => {
  for (const { code } of Object.values(family)) expect(code.slice(0, 4)).toBe(prefix);
});

test.each(["", "BKL0000", "BKL", "unmatched", "toString", "__proto__"])("%j is no code", (word) => {
  expect(findCode(word)).toBeUndefined();
});
