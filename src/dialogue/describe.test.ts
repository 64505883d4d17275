import { expect, test } from "vitest";
import type { Matcher } from "../core/index.ts";
import { describeMatcher } from "./describe.ts";

test.each<[Matcher, string]>([
  [{ is: "any" }, "any prompt"],
  [{ is: "equals", value: "hello\n" }, String.raw`"hello\n"`],
  [{ is: "equals", value: 3 }, "is 3"],
  [{ is: "contains", text: "hello" }, 'contains "hello"'],
  [{ is: "regex", regex: { source: "fix.*bug", flags: "i" } }, "matches /fix.*bug/i"],
  [{ is: "not", matcher: { is: "starts_with", text: "x" } }, 'not (starts with "x")'],
  [{ is: "contains", text: "x".repeat(200) }, `contains "${"x".repeat(89)}…`],
])("%j reads %s", (matcher, text) => {
  expect(describeMatcher(matcher)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(100);
});
