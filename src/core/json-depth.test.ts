import { expect, test } from "vitest";
import { isTooDeep } from "./json-depth.ts";

const long = " ".repeat(300_000);

test("lists and objects inside each other are counted up to the limit and one past it", () => {
  const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${"}]".repeat(depth / 2)}${long}`;
  expect(isTooDeep(nested(10), 10)).toBe(false);
  expect(isTooDeep(nested(12), 11)).toBe(true);
  expect(isTooDeep(`[${"[],{},".repeat(100)}1]${long}`, 2)).toBe(false);
});

test("brackets in texts are none", () => {
  expect(isTooDeep(`["[[[[\\"[[[[","\\\\",[1]]${long}`, 2)).toBe(false);
  expect(isTooDeep(`["\\\\",[[1]]]${long}`, 2)).toBe(true);
});

test("short texts are not looked at", () => {
  expect(isTooDeep("[".repeat(1_000), 2)).toBe(false);
});
