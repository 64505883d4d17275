import { describe, expect, it } from "vitest";
import type { Condition, Matcher, RegexPort } from "../core/index.ts";
import { compileConditions, type Fields, testConditions } from "./conditions.ts";
import { explainConditions } from "./explain.ts";

const tools: { regex: RegexPort } = {
  regex: {
    check: () => ({ ok: true }),
    test: ({ source, flags }, text) => (source === "slow" ? "timeout" : new RegExp(source, flags).test(text)),
  },
};

const equals = (value: string): Matcher => ({ is: "equals", value });
const get: Condition = { field: "method", matcher: equals("GET") };
const users: Condition = { field: "path", matcher: { is: "path", template: "/users/{id}" } };
const body: Condition = { field: "body", matcher: { is: "contains", text: "x" } };

function tried(conditions: readonly Condition[], fields: Fields, readable: readonly string[] = []) {
  return testConditions(compileConditions(conditions, tools), fields, readable);
}

describe("testConditions", () => {
  it("matches when all conditions do, with what the path captured", () => {
    expect(tried([get, users], { method: "GET", path: "/users/7" })).toEqual({
      kind: "matched",
      captures: { id: "7" },
    });
  });

  it("matches a call without conditions and captures nothing", () => {
    expect(tried([], {})).toEqual({ kind: "matched", captures: {} });
  });

  it("asks for a field only when everything else matches", () => {
    expect(tried([body, get], { method: "POST" }, ["body"])).toEqual({ kind: "unmatched" });
    expect(tried([body, get], { method: "GET" }, ["body"])).toEqual({ kind: "needs", field: "body" });
    expect(tried([body, get], { method: "GET", body: "axb" })).toEqual({ kind: "matched", captures: {} });
  });

  it("takes an absent field that can't be read for missing", () => {
    expect(tried([body], {})).toEqual({ kind: "unmatched" });
    expect(tried([{ field: "body", matcher: { is: "not", matcher: { is: "any" } } }], {})).toMatchObject({
      kind: "matched",
    });
  });

  it("looks up keyed fields, any of whose values may match", () => {
    const accept: Condition = { field: "headers", key: "accept", matcher: equals("text/html") };
    expect(tried([accept], { headers: { accept: ["a/b", "text/html"] } }).kind).toBe("matched");
    expect(tried([accept], { headers: { accept: ["a/b"] } }).kind).toBe("unmatched");
    expect(tried([accept], { headers: {} }).kind).toBe("unmatched");
    expect(tried([accept], { headers: "text/html" }).kind).toBe("unmatched");
  });

  it("does not take what every object inherits for a header", () => {
    const inherited: Condition = { field: "headers", key: "constructor", matcher: { is: "any" } };
    expect(tried([inherited], { headers: {} }).kind).toBe("unmatched");
  });

  it("reports a pattern that ran out of its budget, unless something else fails", () => {
    const slow: Condition = {
      field: "headers",
      key: "accept",
      matcher: { is: "regex", regex: { source: "slow", flags: "" } },
    };
    const headers = { accept: ["x"] };
    expect(tried([slow], { headers })).toEqual({ kind: "timeout", field: "headers.accept" });
    expect(tried([slow, get], { headers, method: "PUT" })).toEqual({ kind: "unmatched" });
    // Reading the body can't help: whether the slow one matches stays unknown.
    expect(tried([slow, body], { headers }, ["body"])).toEqual({ kind: "timeout", field: "headers.accept" });
  });

  it("hands over the predicates to ask, and takes their answers", () => {
    const handler = { kind: "function", id: 1 } as const;
    const compiled = compileConditions(
      [{ field: "args", matcher: { is: "items", items: [{ is: "predicate", handler }], rest: true } }, get],
      tools,
    );
    const fields = { args: ["push"], method: "GET" };
    expect(compiled.needsHandler).toBe(true);
    expect(testConditions(compiled, fields)).toEqual({
      kind: "asks",
      questions: [{ handler, value: "push" }],
    });
    expect(testConditions(compiled, fields, [], () => true).kind).toBe("matched");
    expect(testConditions(compiled, fields, [], () => false).kind).toBe("unmatched");
    expect(testConditions(compiled, { ...fields, method: "PUT" }).kind).toBe("unmatched");
  });

  it("asks predicates before it reads a body", () => {
    const handler = { kind: "function", id: 1 } as const;
    const asked: Condition = { field: "method", matcher: { is: "predicate", handler } };
    expect(tried([body, asked], { method: "GET" }, ["body"]).kind).toBe("asks");
  });

  it("joins what several templates captured", () => {
    const other: Condition = { field: "cwd", matcher: { is: "path", template: "/home/{user}" } };
    expect(tried([users, other], { path: "/users/7", cwd: "/home/ann" })).toEqual({
      kind: "matched",
      captures: { id: "7", user: "ann" },
    });
  });
});

describe("explainConditions", () => {
  it("says what a call must be like", () => {
    const key: Condition = { field: "headers", key: "x-a", matcher: { is: "any" } };
    expect(explainConditions([get, users, key, body])).toBe(
      'method is "GET", path is like "/users/{id}", headers.x-a is present, body contains "x"',
    );
    expect(explainConditions([])).toBe("any call");
  });
});
