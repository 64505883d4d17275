import { describe, expect, it } from "vitest";
import type { Matcher } from "../core/index.ts";
import { explainMatcher, nameMatcher } from "./explain.ts";

const equals = (value: string): Matcher => ({ is: "equals", value });

describe("matchers in words", () => {
  it.each<[Matcher, string, string]>([
    [equals("a\u001b"), 'is "a\\x1b"', '"a\\x1b"'],
    [{ is: "equals", value: { a: [1, null] } }, 'is {"a": [1, null]}', '{"a": [1, null]}'],
    [{ is: "contains", text: "x" }, 'contains "x"', 'text that contains "x"'],
    [{ is: "starts_with", text: "x" }, 'starts with "x"', 'text that starts with "x"'],
    [{ is: "ends_with", text: "x" }, 'ends with "x"', 'text that ends with "x"'],
    [{ is: "glob", pattern: "x*" }, 'is like "x*"', 'text like "x*"'],
    [
      { is: "regex", regex: { source: 'a\\."', flags: "i" } },
      'matches /a\\."/i',
      'text that matches /a\\."/i',
    ],
    [{ is: "any" }, "is present", "anything"],
    [{ is: "type", type: "array" }, "is a list", "a list"],
    [{ is: "one_of", matchers: [equals("a"), { is: "any" }] }, 'is "a" or is present', '"a" or anything'],
    [{ is: "one_of", matchers: [] }, "is one of nothing", "nothing at all"],
    [{ is: "includes", matcher: equals("x") }, 'includes "x"', 'something that includes "x"'],
    [{ is: "not", matcher: equals("x") }, 'not (is "x")', 'anything but "x"'],
    [{ is: "items", items: [equals("a")], rest: true }, 'is ["a", …]', '["a", …]'],
    [{ is: "items", items: [equals("a")], rest: false }, 'is ["a"]', '["a"]'],
    [{ is: "path", template: "/a/{b}" }, 'is like "/a/{b}"', 'a path like "/a/{b}"'],
    [{ is: "predicate", handler: { kind: "function", id: 1 } }, "is accepted by a function", "a function"],
    [
      { is: "predicate", handler: { kind: "module", url: "file:///x.js", export: "check" } },
      'is accepted by the function "file:///x.js#check"',
      'the function "file:///x.js#check"',
    ],
  ])("%j", (matcher, verb, noun) => {
    expect([explainMatcher(matcher), nameMatcher(matcher)]).toEqual([verb, noun]);
  });

  it("keeps long lists short", () => {
    const items = Array.from({ length: 9 }, (_, index) => equals(String(index)));
    expect(explainMatcher({ is: "one_of", matchers: items })).toMatch(/is "5" or …$/);
    expect(explainMatcher({ is: "regex", regex: { source: "x".repeat(500), flags: "" } })).toHaveLength(131);
    const array = items.map((leaf) => ({ leaf }));
    expect(nameMatcher({ is: "json", subset: { array } })).toBe(
      'JSON with ["0", "1", "2", "3", "4", "5", …]',
    );
    const object = Object.fromEntries(items.map((leaf, index) => [`k${index}`, { leaf }]));
    expect(nameMatcher({ is: "json", subset: { object } })).toMatch(/"k5": "5", …}$/);
    expect(explainMatcher({ is: "json", subset: { leaf: { is: "any" } } })).toBe("is JSON with anything");
    const value = Object.fromEntries(items.map((_, index) => [`k${index}`, index]));
    expect(nameMatcher({ is: "equals", value })).toMatch(/"k7": 7, …}$/);
    expect(nameMatcher({ is: "equals", value: items.map((_, index) => index) })).toMatch(/7, …\]$/);
  });
});
