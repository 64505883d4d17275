import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "../../core/index.ts";
import { decodeValue, mapped, readRequestLine, string } from "../index.ts";

const request = mapped(string(), (text, context) => readRequestLine(text, context));

function read(text: string): { conditions: readonly Condition[]; names: readonly string[] } | string {
  const result = decodeValue(request, text, { label: "request" });
  if (!result.ok) return result.findings.map((one) => one.what).join("; ");
  const { conditions, names } = result.value;
  return { conditions, names };
}

const get: Condition = { field: "method", matcher: { is: "equals", value: "GET" } };
const path = (template: string): Condition => ({ field: "path", matcher: { is: "path", template } });
const query = (key: string, value?: string): Condition => ({
  field: "query",
  key,
  matcher: value === undefined ? { is: "any" } : { is: "equals", value },
});

describe("a request line", () => {
  test.each([
    ["GET /healthz", [get, path("/healthz")], []],
    ["GET   /", [get, path("/")], []],
    ["* /x", [path("/x")], []],
    ["GET /**", [get], []],
    ["* /**", [], []],
    ["GET /repos/{owner}/{repo}/**", [get, path("/repos/{owner}/{repo}/**")], ["owner", "repo"]],
    ["GET /a/{base}...{head}", [get, path("/a/{base}...{head}")], ["base", "head"]],
    ["GET /x?a=1&b", [get, path("/x"), query("a", "1"), query("b")], []],
    ["GET /x?a=1&a=2&c=", [get, path("/x"), query("a", "1"), query("a", "2"), query("c", "")], []],
    ["GET /x?q=a%20b+c", [get, path("/x"), query("q", "a b c")], []],
    ["M-SEARCH /x", [{ field: "method", matcher: { is: "equals", value: "M-SEARCH" } }, path("/x")], []],
  ])("%j", (text, conditions, names) => {
    expect(read(text)).toEqual({ conditions, names });
  });

  test.each([
    ["/x", 'request must be a method and a path, not "/x"'],
    ["", 'request must be a method and a path, not ""'],
    ["GET", 'request must be a method and a path, not "GET"'],
    ["get /x", 'request: "get" is not a method'],
    ["G3T /x", 'request: "G3T" is not a method'],
    ["GET x", "request: a path begins with /"],
    ["GET https://a.b/x", "request: a request has no host: the service says which one is meant"],
    ["GET HTTP://a.b", "request: a request has no host: the service says which one is meant"],
    ["GET /x#y", "request: a fragment (#) never reaches a server"],
    ["GET /a b", "request: a path has no blanks or control characters"],
    ["GET /a/**/b", "request: ** must be the last segment, alone"],
    ["GET /a**", "request: ** must be the last segment, alone"],
    ["GET /a/*/b", "request: * means nothing in a path"],
    ["GET /{a}/{a}", "request: the name {a} stands there twice"],
    ["GET /{a", 'request: "{a" has a name that is none'],
    ["GET /{}", 'request: "{}" has a name that is none'],
    ["GET /{a b}", "request: a path has no blanks or control characters"],
    ["GET /{a}{b}", "request: two names in one segment need a text between them"],
  ])("%j is refused", (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  test("any text is read or refused", () => {
    const piece = fc.constantFrom(
      "GET ",
      "/",
      "{a}",
      "{",
      "}",
      "**",
      "*",
      "?",
      "&",
      "=",
      "#",
      "%",
      "%2f",
      " ",
      "é",
      "a",
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((parts) => parts.join("")),
        (text) => {
          expect(decodeValue(request, text, { label: "request" }).findings.length).toBeLessThan(2);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
