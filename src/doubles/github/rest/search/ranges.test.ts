import fc from "fast-check";
import { expect, test } from "vitest";
import { numberRange, timeRange } from "./ranges.ts";
import { hasPhrase, wordsOf } from "./words.ts";

test.each([
  ["5", [5]],
  [">5", [6, 7]],
  [">=5", [5, 6, 7]],
  ["<5", [4]],
  ["<=5", [4, 5]],
  ["5..6", [5, 6]],
  ["*..5", [4, 5]],
  ["6..*", [6, 7]],
])("%s lets numbers through", (text, numbers) => {
  expect([4, 5, 6, 7].filter((number) => numberRange(text)?.(number))).toEqual(numbers);
});

test.each(["", "x", ">", "5..", "1..2..3", "-1", "=5"])("%s is no range of numbers", (text) => {
  expect(numberRange(text)).toBe(undefined);
});

test.each([
  ["2025", true],
  ["2025-01", true],
  ["2025-01-15", true],
  ["2025-01-14", false],
  [">2025-01-14", true],
  [">2025-01-15", false],
  [">=2025-01-15", true],
  ["<2025-01-15T10:30:01Z", true],
  ["<=2025-01-15T12:30:00+02:00", true],
  ["<2025-01-15T12:30:00+02:00", false],
  ["2025-01-01..2025-01-15", true],
  ["*..2025-01-14", false],
])("%s lets a time through: %s", (text, lets) => {
  expect(timeRange(text)?.("2025-01-15T10:30:00Z")).toBe(lets);
  expect(timeRange(text)?.(null)).toBe(false);
});

test.each(["", "soon", "2025-13-01", "2025-02-30", ">", "2025-1"])("%s is no range of times", (text) => {
  expect(timeRange(text)).toBe(undefined);
});

test("any text is a range or none", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof numberRange(text)?.(1)).toMatch(/boolean|undefined/);
      expect(typeof timeRange(text)?.("2025-01-15T10:30:00Z")).toMatch(/boolean|undefined/);
    }),
  );
});

test("phrases are words one after the other", () => {
  const words = wordsOf("I've waited — for FOO-bar, für_immer!");
  expect(words).toEqual(["i", "ve", "waited", "for", "foo", "bar", "für_immer"]);
  expect(hasPhrase(words, ["foo", "bar"])).toBe(true);
  expect(hasPhrase(words, ["for", "bar"])).toBe(false);
  expect(hasPhrase(words, [])).toBe(true);
  expect(hasPhrase(["a", "a", "b"], ["a", "b"])).toBe(true);
});
