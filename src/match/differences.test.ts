import { describe, expect, it } from "vitest";
import type { JsonPattern, Matcher, RegexPort } from "../core/index.ts";
import { compileMatcher } from "./compile.ts";
import { textDifference, textDistance } from "./text-difference.ts";
import type { Mode, Value } from "./value.ts";

const regex: RegexPort = { check: () => ({ ok: true }), test: () => false };
const differences = (matcher: Matcher, value: Value, label: string, mode?: Mode) =>
  compileMatcher(matcher, { regex }, mode).differences(value, label);
const equals = (value: string): Matcher => ({ is: "equals", value });
const leaf = (value: string | number): JsonPattern => ({ leaf: { is: "equals", value } });

describe("differences", () => {
  it.each<[Matcher, Value, string]>([
    [equals("GET"), "POST", 'it: expected "GET", got "POST"'],
    [equals("GET"), undefined, 'it: expected "GET", but it is missing'],
    [equals("GET"), ["GET"], 'it: expected "GET", got ["GET"]'],
    [
      { is: "contains", text: "kind: Deployment" },
      "apiVersion: v1\n  kind: Deploymnt\nmetadata:\n",
      'it, line 2: expected text that contains "kind: Deployment", got "kind: Deploymnt"',
    ],
    [
      { is: "contains", text: "kind: Deployment" },
      "a\nb\n",
      'it: expected text that contains "kind: Deployment", got "a\\nb\\n"',
    ],
    [{ is: "contains", text: "x" }, "abc", 'it: expected text that contains "x", got "abc"'],
    [{ is: "starts_with", text: "x" }, "abc", 'it: expected text that starts with "x", got "abc"'],
    [{ is: "ends_with", text: "x" }, "abc", 'it: expected text that ends with "x", got "abc"'],
    [{ is: "glob", pattern: "x*" }, "abc", 'it: expected text like "x*", got "abc"'],
    [
      { is: "regex", regex: { source: "^\\d+$", flags: "i" } },
      "abc",
      'it: expected text that matches /^\\d+$/i, got "abc"',
    ],
    [
      { is: "one_of", matchers: [equals("a"), { is: "contains", text: "b" }] },
      "c",
      'it: expected "a" or text that contains "b", got "c"',
    ],
    [{ is: "not", matcher: equals("a") }, "a", 'it: expected anything but "a", got "a"'],
    [
      { is: "includes", matcher: equals("-f") },
      ["a"],
      'it: expected something that includes "-f", got ["a"]',
    ],
    [{ is: "type", type: "number" }, "a", 'it: expected a number, got "a"'],
    [{ is: "equals", value: 2 }, "3", "it: expected 2, got 3"],
    [{ is: "equals", value: { a: 1 } }, "x", 'it: expected {"a": 1}, got "x"'],
    [{ is: "path", template: "/a/{b}" }, "/a", 'it: expected "/a/{b}", got "/a"'],
    [{ is: "items", items: [], rest: false }, "a", 'it: expected [], got "a"'],
    [{ is: "predicate", handler: { kind: "function", id: 1 } }, "a", "it: a function decides"],
  ])("of %j and %j", (matcher, value, sentence) => {
    expect(differences(matcher, value, "it")).toEqual([sentence]);
  });

  it("say which of many values is nearest", () => {
    expect(differences(equals("text/html"), ["a/b", "text/htm"], "accept", "many")).toEqual([
      'accept: expected "text/html", got "text/htm" (and 1 other value)',
    ]);
    expect(differences(equals("a"), ["x", "y", "z"], "accept", "many")).toEqual([
      'accept: expected "a", got "x" (and 2 other values)',
    ]);
    expect(differences({ is: "contains", text: "a" }, ["x", "y"], "accept", "many")).toEqual([
      'accept: expected text that contains "a", got "x" (and 1 other value)',
    ]);
    expect(differences({ is: "contains", text: "a" }, ["x"], "accept", "many")).toEqual([
      'accept: expected text that contains "a", got "x"',
    ]);
    expect(differences(equals("a"), [], "accept", "many")).toEqual([
      'accept: expected "a", but it is missing',
    ]);
  });

  it("go into JSON, place by place", () => {
    const subset: JsonPattern = {
      object: {
        name: leaf("n"),
        "a b": leaf(1),
        tags: { array: [leaf("x"), leaf("y")] },
        owner: { object: { id: leaf(7) } },
      },
    };
    const matcher: Matcher = { is: "json", subset };
    expect(differences(matcher, '{"a b":2,"tags":["x"],"owner":[]}', "body")).toEqual([
      'body.name: expected "n", but it is missing',
      'body["a b"]: expected 1, got 2',
      "body.tags: expected 2 items, got 1",
      "body.owner: expected an object, got []",
    ]);
    expect(differences(matcher, '{"name":"n","a b":1,"tags":{"x":1}}', "body")).toEqual([
      'body.tags: expected a list, got {"x": 1}',
      "body.owner: expected an object, but it is missing",
    ]);
    expect(differences(matcher, "", "body")).toEqual(["body: expected JSON, but it is empty"]);
    expect(differences(matcher, undefined, "body")).toHaveLength(1);
  });

  it("compare whole JSON both ways", () => {
    const value = { a: [1, { b: "long" }], c: true, e: 1 };
    const found = differences({ is: "equals", value }, '{"a":[1,{"b":"lang"},3],"d":null,"e":1}', "body");
    expect(found).toEqual([
      "body.a: expected 2 items, got 3",
      'body.a[1].b: expected "long", got "lang"',
      "body.c: expected true, but it is missing",
      "body.d: null is not expected",
    ]);
  });

  it("stop after ten in one value", () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);
    const object = Object.fromEntries(keys.map((key) => [key, leaf(1)]));
    expect(differences({ is: "json", subset: { object } }, "{}", "body")).toHaveLength(10);
    const value = Object.fromEntries(keys.map((key) => [key, 1]));
    expect(differences({ is: "equals", value }, "{}", "body")).toHaveLength(10);
    expect(differences({ is: "equals", value: {} }, JSON.stringify(value), "body")).toHaveLength(10);
    expect(differences({ is: "items", items: keys.map(equals), rest: false }, [], "args")).toHaveLength(10);
  });

  it("survive JSON of any depth", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(differences({ is: "json", subset: leaf(1) }, deep, "body")).toEqual([
      "body: expected 1, got [[[[[…]]]]]",
    ]);
    const nested = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    expect(differences({ is: "json", subset: leaf(1) }, nested, "body")[0]).toContain("{…}");
  });

  it("are safe for a terminal, and bounded", () => {
    const hostile = `\u001b]0;owned\u0007${"x".repeat(1_000_000)}`;
    for (const matcher of [equals("a"), { is: "contains", text: "a" }] satisfies Matcher[]) {
      const [sentence = ""] = differences(matcher, hostile, "stdin");
      expect(sentence).not.toMatch(/[\u0000-\u001f\u007f]/);
      expect(sentence.length).toBeLessThan(300);
    }
    const wide = Array.from({ length: 1_000 }, () => "x".repeat(1_000));
    expect(differences(equals("a"), wide, "args")[0]?.length).toBeLessThan(300);
  });
});

describe("textDifference", () => {
  const lines = (...changed: [number, string][]): string =>
    Array.from(
      { length: 40 },
      (_, index) => changed.find(([at]) => at === index)?.[1] ?? `line ${index}`,
    ).join("\n");

  it("shows the first line that differs", () => {
    expect(textDifference("body", lines(), lines([2, "replicas: 2"], [9, "x"]))).toBe(
      'body, line 3: expected "line 2", got "replicas: 2"',
    );
  });

  it("shows where one text ends", () => {
    expect(textDifference("body", lines(), `${lines()}\nmore`)).toBe(
      'body, line 41: expected the end of the text, got "more"',
    );
    expect(textDifference("body", `${lines()}\n`, lines())).toBe(
      'body, line 41: expected "", got the end of the text',
    );
    expect(textDifference("body", lines(), lines().slice(0, -2))).toBe(
      'body, line 40: expected "line 39", got "line "',
    );
  });

  it("cuts a long line around the place", () => {
    const [before, after] = ["b".repeat(500), "a".repeat(500)];
    expect(textDifference("body", `${before}X${after}`, `${before}Y${after}`)).toBe(
      `body, character 501: expected "…${"b".repeat(30)}X${"a".repeat(49)}…", got "…${"b".repeat(30)}Y${"a".repeat(49)}…"`,
    );
  });

  it("names the character of a difference at the very start", () => {
    expect(textDifference("body", "x".repeat(70), "y")).toBe(
      `body, character 1: expected "${"x".repeat(70)}", got "y"`,
    );
  });
});

describe("textDistance", () => {
  it("is small for a typo in a long text, and bounded in work for long texts that differ", () => {
    const long = "abc".repeat(10_000);
    expect(textDistance(long, `${long.slice(0, 100)}X${long.slice(100)}`)).toBeLessThan(0.11);
    expect(textDistance(long, "xyz".repeat(10_000))).toBeCloseTo(0.7);
    const longer = "a".repeat(200_000);
    expect(textDistance(`${longer}x`, `${longer}y`)).toBeCloseTo(0.1);
    expect(textDistance("", "x")).toBeCloseTo(0.7);
    expect(textDistance("", "")).toBe(0);
  });
});
