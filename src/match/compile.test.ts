import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HandlerRef, JsonPattern, Matcher, RegexPort } from "../core/index.ts";
import { compileMatcher } from "./compile.ts";
import type { Mode, Outcome, Value } from "./value.ts";

const regex: RegexPort = {
  check: () => ({ ok: true }),
  test: ({ source, flags }, text) => (source === "slow" ? "timeout" : new RegExp(source, flags).test(text)),
};
const compile = (matcher: Matcher, mode?: Mode) => compileMatcher(matcher, { regex }, mode);
const equals = (value: string): Matcher => ({ is: "equals", value });
const slow: Matcher = { is: "regex", regex: { source: "slow", flags: "" } };
const handler: HandlerRef = { kind: "function", id: 1 };
const asked: Matcher = { is: "predicate", handler };
const object = (object: Record<string, JsonPattern>): Matcher => ({ is: "json", subset: { object } });

const rows: readonly [name: string, matcher: Matcher, value: Value, outcome: Outcome][] = [
  ["equal text", equals("a"), "a", true],
  ["other text", equals("a"), "b", false],
  ["a text that is missing", equals(""), undefined, false],
  ["a list where a text is wanted", equals("a"), ["a"], false],
  ["a number as text", { is: "equals", value: 2 }, "2", true],
  ["another number as text", { is: "equals", value: 2 }, "3", false],
  ["a JSON text equal to a table", { is: "equals", value: { a: [1] } }, '{ "a": [1] }', true],
  ["a JSON text with more than the table", { is: "equals", value: { a: 1 } }, '{"a":1,"b":2}', false],
  ["a list equal to a list", { is: "equals", value: ["a", "b"] }, ["a", "b"], true],
  ["nothing equal to null", { is: "equals", value: null }, undefined, false],
  ["contained text", { is: "contains", text: "b" }, "abc", true],
  ["text not contained", { is: "contains", text: "x" }, "abc", false],
  ["a start", { is: "starts_with", text: "ab" }, "abc", true],
  ["a wrong start", { is: "starts_with", text: "b" }, "abc", false],
  ["an end", { is: "ends_with", text: "bc" }, "abc", true],
  ["a wrong end", { is: "ends_with", text: "b" }, "abc", false],
  ["a glob", { is: "glob", pattern: "v*.?" }, "v1.2.3", true],
  ["a glob that wants more", { is: "glob", pattern: "v?" }, "v", false],
  ["a regular expression", { is: "regex", regex: { source: "^v\\d", flags: "i" } }, "V1", true],
  ["one that ran out of time", slow, "x", "timeout"],
  ["the opposite of one that ran out of time", { is: "not", matcher: slow }, "x", "timeout"],
  ["anything", { is: "any" }, "", true],
  ["anything, missing", { is: "any" }, undefined, false],
  ["not anything, missing", { is: "not", matcher: { is: "any" } }, undefined, true],
  ["one of several", { is: "one_of", matchers: [equals("a"), equals("b")] }, "b", true],
  ["none of several", { is: "one_of", matchers: [equals("a"), equals("b")] }, "c", false],
  ["one of nothing", { is: "one_of", matchers: [] }, "c", false],
  ["one that holds beside one that is slow", { is: "one_of", matchers: [slow, equals("a")] }, "a", true],
  ["one that fails beside one that is slow", { is: "one_of", matchers: [slow, equals("a")] }, "b", "timeout"],
  ["a slow one beside one to ask", { is: "one_of", matchers: [slow, asked] }, "b", "pending"],
  ["a list that includes", { is: "includes", matcher: equals("-f") }, ["apply", "-f"], true],
  ["a list that includes no such item", { is: "includes", matcher: equals("f") }, ["apply", "-f"], false],
  ["a text that includes", { is: "includes", matcher: equals("f") }, "-f", true],
  ["a text that includes by pattern", { is: "includes", matcher: { is: "glob", pattern: "-*" } }, "-f", true],
  ["nothing that includes", { is: "includes", matcher: { is: "any" } }, undefined, false],
  ["a type of text", { is: "type", type: "string" }, "1", true],
  ["a type that a text holds", { is: "type", type: "number" }, "1", true],
  ["a type that a text does not hold", { is: "type", type: "object" }, "[", false],
  ["a type of nothing", { is: "type", type: "null" }, undefined, false],
  ["a type of a list", { is: "type", type: "array" }, ["a"], true],
  ["items", { is: "items", items: [equals("a"), { is: "any" }], rest: false }, ["a", "b"], true],
  ["items that end early", { is: "items", items: [equals("a"), { is: "any" }], rest: true }, ["a"], false],
  ["items with a rest", { is: "items", items: [equals("a")], rest: true }, ["a", "b", "c"], true],
  ["items and one too many", { is: "items", items: [equals("a")], rest: false }, ["a", "b"], false],
  ["items and another", { is: "items", items: [equals("a"), slow], rest: false }, ["x", "b"], false],
  ["items of a text", { is: "items", items: [], rest: true }, "a", false],
  ["a subset", object({ a: { leaf: { is: "equals", value: 1 } } }), '{"a":1,"b":2}', true],
  ["a subset of what is JSON already", object({ a: { leaf: { is: "any" } } }), { a: null }, true],
  ["a subset without a key", object({ a: { leaf: { is: "any" } } }), '{"b":2}', false],
  [
    "a key that must not be there",
    object({ a: { leaf: { is: "not", matcher: { is: "any" } } } }),
    "{}",
    true,
  ],
  [
    "a key that every object inherits",
    object(Object.fromEntries([["toString", { leaf: { is: "any" } }]])),
    "{}",
    false,
  ],
  ["a subset of a list", object({}), "[]", false],
  ["a list item by item", { is: "json", subset: { array: [{ leaf: equals("a") }] } }, '["a"]', true],
  ["a list with one more", { is: "json", subset: { array: [{ leaf: equals("a") }] } }, '["a","b"]', false],
  ["a list with another", { is: "json", subset: { array: [{ leaf: equals("a") }] } }, '["b"]', false],
  ["a list where there is none", { is: "json", subset: { array: [] } }, "{}", false],
  [
    "a number that is a text in JSON",
    object({ a: { leaf: { is: "equals", value: 1 } } }),
    '{"a":"1"}',
    false,
  ],
  ["a JSON type inside JSON", object({ a: { leaf: { is: "type", type: "number" } } }), '{"a":"1"}', false],
  ["JSON inside a JSON text", object({ a: { leaf: object({}) } }), '{"a":"{}"}', true],
  ["JSON that does not parse", object({}), "{", false],
  ["JSON that is missing", object({}), undefined, false],
  ["a slow leaf", object({ a: { leaf: slow }, b: { leaf: { is: "any" } } }), '{"a":"x","b":1}', "timeout"],
  ["a path", { is: "path", template: "/users/{id}" }, "/users/7", true],
  ["a plain path with an escape", { is: "path", template: "/a b" }, "/a%20b", true],
  ["another path", { is: "path", template: "/users/{id}" }, "/users/7/", false],
  ["what is no path", { is: "path", template: "/**" }, "*", false],
  ["a predicate not yet asked", asked, "x", "pending"],
  ["a predicate about nothing", asked, undefined, false],
];

describe("compileMatcher", () => {
  it.each(rows)("tries %s", (_, matcher, value, outcome) => {
    const compiled = compile(matcher);
    expect(compiled.test(value)).toBe(outcome);
    const differences = compiled.differences(value, "it");
    if (outcome === true) {
      expect([compiled.distance(value), differences]).toEqual([0, []]);
    } else {
      expect(compiled.distance(value)).toBeGreaterThan(0);
      expect(compiled.distance(value)).toBeLessThanOrEqual(1);
      expect(differences.length).toBeGreaterThan(0);
      for (const one of differences) expect(one).toMatch(/^it/);
    }
  });

  it.each<[Matcher, readonly string[], Outcome]>([
    [equals("b"), ["a", "b"], true],
    [equals("c"), ["a", "b"], false],
    [{ is: "not", matcher: equals("a") }, ["a", "b"], false],
    [{ is: "equals", value: 2 }, ["1", "2"], true],
    [{ is: "equals", value: ["a", "b"] }, ["a", "b"], true],
    [{ is: "items", items: [equals("a"), { is: "any" }], rest: false }, ["a", "b"], true],
    [{ is: "includes", matcher: equals("b") }, ["a", "xbx"], true],
    [{ is: "type", type: "number" }, ["a", "1"], true],
    [{ is: "type", type: "number" }, ["a"], false],
    [object({ a: { leaf: { is: "any" } } }), ["x", '{"a":1}'], true],
    [object({ a: { leaf: { is: "any" } } }), ["x"], false],
    [slow, ["x"], "timeout"],
  ])("tries %j on the values of a key, of which any may match: %j", (matcher, values, outcome) => {
    expect(compile(matcher, "many").test(values)).toBe(outcome);
  });

  it("asks a predicate about the one value of a key, or about all", () => {
    const about: unknown[] = [];
    const ask = (_: HandlerRef, value: unknown): boolean => about.push(value) > 0;
    expect(compile(asked, "many").test(["a"], ask)).toBe(true);
    expect(compile(asked, "many").test(["a", "b"], ask)).toBe(true);
    expect(compile(asked).test(["a"], ask)).toBe(true);
    expect(about).toEqual(["a", ["a", "b"], ["a"]]);
  });

  it("knows whether a predicate is anywhere in it", () => {
    expect(compile({ is: "not", matcher: asked }).needsHandler).toBe(true);
    expect(compile({ is: "includes", matcher: asked }).needsHandler).toBe(true);
    expect(compile(object({ a: { array: [{ leaf: asked }] } })).needsHandler).toBe(true);
    expect(compile({ is: "one_of", matchers: [equals("a"), asked] }).needsHandler).toBe(true);
    expect(compile(object({ a: { leaf: equals("a") } })).needsHandler).toBe(false);
  });

  it("captures through one_of what the template that matches names", () => {
    const compiled = compile({
      is: "one_of",
      matchers: [
        { is: "path", template: "/a/{id}" },
        { is: "path", template: "/b/{name}" },
      ],
    });
    expect(compiled.capture?.("/b/7")).toEqual({ name: "7" });
    expect(compiled.capture?.("/c/7")).toBeUndefined();
    expect(compile({ is: "path", template: "/a" }).capture?.("/a")).toBeUndefined();
    expect(compile({ is: "path", template: "/{a}" }).capture?.(undefined)).toBeUndefined();
  });

  it("grades distances: a typo before another text before a wrong type before nothing", () => {
    for (const matcher of [
      equals("--tags"),
      { is: "starts_with", text: "--tags" },
      { is: "ends_with", text: "--tags" },
      { is: "contains", text: "--tags" },
      { is: "glob", pattern: "--tags" },
      { is: "glob", pattern: "--tags*" },
    ] satisfies Matcher[]) {
      const compiled = compile(matcher);
      const graded = ["--tag", "push", ["--tags"], undefined].map((value) => compiled.distance(value));
      expect(graded).toEqual(graded.toSorted((left, right) => left - right));
      expect(new Set(graded).size).toBe(4);
    }
  });

  it("agrees with itself: a distance of 0, no differences and a match are the same", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "\n"), maxLength: 5 });
    const matcher: fc.Arbitrary<Matcher> = fc.oneof(
      text.map((value): Matcher => ({ is: "equals", value })),
      text.map((text): Matcher => ({ is: "contains", text })),
      text.map((text): Matcher => ({ is: "starts_with", text })),
      text.map((text): Matcher => ({ is: "ends_with", text })),
      text.map((pattern): Matcher => ({ is: "glob", pattern })),
      fc
        .array(text, { maxLength: 4 })
        .map((words): Matcher => ({ is: "items", items: words.map(equals), rest: words.length > 2 })),
      fc
        .array(fc.oneof(text, fc.integer()), { maxLength: 3 })
        .map((value): Matcher => ({ is: "equals", value })),
    );
    const value = fc.oneof(text, fc.array(text, { maxLength: 4 }), fc.constant(undefined));
    fc.assert(
      fc.property(matcher, value, fc.constantFrom<Mode>("text", "many", "json"), (matcher, value, mode) => {
        const compiled = compile(matcher, mode);
        const matches = compiled.test(value) === true;
        expect(compiled.distance(value) === 0).toBe(matches);
        expect(compiled.differences(value, "it").length === 0).toBe(matches);
      }),
      { numRuns: 2_000 },
    );
  });

  it("explains itself", () => {
    expect(compile({ is: "contains", text: "kind: Deployment" }).explain()).toBe(
      'contains "kind: Deployment"',
    );
  });
});
