import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { matchesStars, namesTool, parseRule, printRule } from "./rules.ts";

describe("reading rules", () => {
  test.each([
    ["Bash", { tool: "Bash" }],
    [" Bash ", { tool: "Bash" }],
    ["Bash(*)", { tool: "Bash" }],
    ["Bash()", { tool: "Bash" }],
    ["Bash(npm run test:*)", { tool: "Bash", content: "npm run test:*" }],
    ["Bash(git *)", { tool: "Bash", content: "git *" }],
    ["Bash(echo (a))", { tool: "Bash", content: "echo (a)" }],
    ["Read(./src/**)", { tool: "Read", content: "./src/**" }],
    ["Edit(//abs/**)", { tool: "Edit", content: "//abs/**" }],
    ["WebFetch(domain:example.com)", { tool: "WebFetch", content: "domain:example.com" }],
    ["mcp__server", { tool: "mcp__server" }],
    ["mcp__server__tool", { tool: "mcp__server__tool" }],
    ["mcp__server__*", { tool: "mcp__server__*" }],
  ])("%s", (text, rule) => {
    expect(parseRule(text)).toEqual({ ok: true, rule });
  });

  test.each([
    ["", "names no tool"],
    ["(x)", "names no tool"],
    ["Bash(x", 'lacks its closing ")"'],
    ["Bash x)", 'has a ")" without "("'],
    ["bash", "must name its tool with a capital letter"],
    ["Ba sh(x)", 'names no tool: "Ba sh"'],
    ["mcp__a__b(x)", "can't say what of an MCP tool it means"],
    ["Bash(a:* b)", 'has ":*" in the middle, which may only stand at the end'],
    ["Bash(:*)", 'has no prefix before ":*"'],
  ])("%s is none", (text, problem) => {
    expect(parseRule(text)).toEqual({ ok: false, problem });
  });

  test("has a limit", () => {
    const rule = (chars: number): string => `Bash(${"x".repeat(chars - 6)})`;
    expect(parseRule(rule(limits.permissionRuleChars)).ok).toBe(true);
    expect(parseRule(rule(limits.permissionRuleChars + 1))).toEqual({
      ok: false,
      problem: `has ${limits.permissionRuleChars + 1} characters, at most ${limits.permissionRuleChars} are read`,
    });
  });

  test("never throws, and what was read is printed so that it reads the same", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(Bash|Edit|mcp__a__b|x)\(?[a-z*: ()/]{0,20}\)?$/));
    fc.assert(
      fc.property(text, (one) => {
        const read = parseRule(one);
        if (read.ok) expect(parseRule(printRule(read.rule))).toEqual(read);
        else expect(read.problem).not.toBe("");
      }),
    );
  });
});

test("a rule without content names its tool, or all tools of a server", () => {
  const names = (tool: string, name: string, stars = false): boolean => namesTool({ tool }, name, stars);
  expect(names("Bash", "Bash")).toBe(true);
  expect(names("Bash", "BashOutput")).toBe(false);
  expect(namesTool({ tool: "Bash", content: "x" }, "Bash", false)).toBe(false);
  expect(names("mcp__a", "mcp__a__b")).toBe(true);
  expect(names("mcp__a__*", "mcp__a__b")).toBe(true);
  expect(names("mcp__a", "mcp__ab__c")).toBe(false);
  expect(names("mcp__a", "Bash")).toBe(false);
  expect(names("mcp__a__b", "mcp__a__b__c")).toBe(false);
  expect(names("mcp__a__b*", "mcp__a__bcd")).toBe(false);
  expect(names("mcp__a__b*", "mcp__a__bcd", true)).toBe(true);
});

test("stars stand for any run of characters, and nothing else is special", () => {
  expect(matchesStars("a*c", "abbc")).toBe(true);
  expect(matchesStars("a*b*c", "a-b-c")).toBe(true);
  expect(matchesStars("a*b*c", "a-c")).toBe(false);
  expect(matchesStars("ab*ba", "aba")).toBe(false);
  expect(matchesStars("a.c", "abc")).toBe(false);
  expect(matchesStars("*", "")).toBe(true);
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (pieces, between) => {
      expect(matchesStars(pieces.join("*"), pieces.join(between))).toBe(true);
    }),
  );
});
