import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonPattern, JsonTypeName, Matcher, RegexPort } from "../core/index.ts";
import { compileMatcher } from "./compile.ts";
import { covers } from "./covers.ts";
import type { Mode, Value } from "./value.ts";

const regex: RegexPort = {
  check: () => ({ ok: true }),
  test: ({ source, flags }, text) => new RegExp(source, flags).test(text),
};

// A small alphabet, so that matchers and values meet often.
const word = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "😀"), maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom("1", "null", "true", "[]", '{"k":1}', '"a"') },
);
const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });
const path = fc
  .array(fc.constantFrom("a", "b", "ab", "a%62", "", "%zz"), { maxLength: 3 })
  .map((parts) => `/${parts.join("/")}`);
const template = fc
  .tuple(
    fc.array(fc.constantFrom("a", "b", "{x}", "a{x}", "{x}b", "{x}b{y}"), { maxLength: 3 }),
    fc.constantFrom("", "**"),
  )
  .map(([parts, rest]) => `/${[...parts, ...(rest === "" ? [] : [rest])].join("/")}`);
const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Json>(null, true, 1, 2),
    word,
    fc.array(tie("json"), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom("k", "l"), tie("json"), { maxKeys: 2 }),
  ),
})).json;

const matcher: fc.Arbitrary<Matcher> = fc.letrec<{ matcher: Matcher; pattern: JsonPattern }>((tie) => ({
  matcher: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    word.map((value): Matcher => ({ is: "equals", value })),
    json.map((value): Matcher => ({ is: "equals", value })),
    word.map((text): Matcher => ({ is: "contains", text })),
    word.map((text): Matcher => ({ is: "starts_with", text })),
    word.map((text): Matcher => ({ is: "ends_with", text })),
    glob.map((pattern): Matcher => ({ is: "glob", pattern })),
    template.map((template): Matcher => ({ is: "path", template })),
    path.map((value): Matcher => ({ is: "equals", value })),
    fc.constantFrom("a", "^b", "").map((source): Matcher => ({ is: "regex", regex: { source, flags: "" } })),
    fc.constant<Matcher>({ is: "any" }),
    fc
      .constantFrom<JsonTypeName[]>("string", "number", "boolean", "null", "object", "array")
      .map((type): Matcher => ({ is: "type", type })),
    fc.array(tie("matcher"), { maxLength: 2 }).map((matchers): Matcher => ({ is: "one_of", matchers })),
    tie("matcher").map((inner): Matcher => ({ is: "not", matcher: inner })),
    tie("matcher").map((inner): Matcher => ({ is: "includes", matcher: inner })),
    tie("pattern").map((subset): Matcher => ({ is: "json", subset })),
    fc
      .tuple(fc.array(tie("matcher"), { maxLength: 2 }), fc.boolean())
      .map(([items, rest]): Matcher => ({ is: "items", items, rest })),
  ),
  pattern: fc.oneof(
    { maxDepth: 3 },
    tie("matcher").map((leaf): JsonPattern => ({ leaf })),
    fc.array(tie("pattern"), { maxLength: 2 }).map((array): JsonPattern => ({ array })),
    fc
      .dictionary(fc.constantFrom("k", "l"), tie("pattern"), { maxKeys: 2 })
      .map((object): JsonPattern => ({ object })),
  ),
})).matcher;

const value: fc.Arbitrary<Value> = fc.oneof(
  word,
  path,
  json,
  json.map((one) => JSON.stringify(one)),
  fc.array(word, { maxLength: 3 }),
  fc.constant(undefined),
);
/** The values of a key: texts, at least one, or nothing. */
const values: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(undefined),
  fc.array(
    fc.oneof(
      word,
      path,
      json.map((one) => JSON.stringify(one)),
    ),
    { minLength: 1, maxLength: 3 },
  ),
);

describe("covers", () => {
  it.each<[Mode, fc.Arbitrary<Value>]>([
    ["text", value],
    ["json", value],
    ["many", values],
  ])("never says yes when a %s value matches the later one alone", (mode, arbitrary) => {
    let said = 0;
    fc.assert(
      fc.property(
        matcher,
        matcher,
        fc.array(arbitrary, { minLength: 8, maxLength: 8 }),
        (earlier, later, tried) => {
          if (!covers(earlier, later)) return;
          said++;
          const [first, second] = [earlier, later].map((one) => compileMatcher(one, { regex }, mode));
          for (const one of tried) {
            if (second?.test(one) === true && first?.test(one) !== true) {
              throw new Error(`covers, but not for ${JSON.stringify(one)}`);
            }
          }
        },
      ),
      { numRuns: 5_000 },
    );
    expect(said).toBeGreaterThan(200);
  });

  const text = (value: string): Matcher => ({ is: "equals", value });
  const path = (template: string): Matcher => ({ is: "path", template });
  const items = (rest: boolean, ...words: Matcher[]): Matcher => ({ is: "items", items: words, rest });
  const any: Matcher = { is: "any" };
  const object = (object: Record<string, JsonPattern>): Matcher => ({ is: "json", subset: { object } });

  it.each<[Matcher, Matcher]>([
    [any, text("x")],
    [any, items(true)],
    [text("x"), text("x")],
    [
      { is: "type", type: "string" },
      { is: "glob", pattern: "v*" },
    ],
    [
      { is: "type", type: "number" },
      { is: "equals", value: 1 },
    ],
    [object({ a: { leaf: { is: "type", type: "object" } } }), object({ a: { object: {} } })],
    [{ is: "glob", pattern: "x*" }, text("xy")],
    [
      { is: "glob", pattern: "x*" },
      { is: "glob", pattern: "xy*z" },
    ],
    [
      { is: "glob", pattern: "*" },
      { is: "regex", regex: { source: "x", flags: "" } },
    ],
    [
      { is: "contains", text: "b" },
      { is: "starts_with", text: "abc" },
    ],
    [{ is: "contains", text: "" }, path("/a/{b}")],
    [items(true, text("push")), items(false, text("push"), text("--tags"))],
    [items(true), items(true, any)],
    [items(false, any), items(false, text("x"))],
    [{ is: "includes", matcher: text("-f") }, items(true, any, text("-f"))],
    [
      { is: "includes", matcher: any },
      { is: "includes", matcher: text("-f") },
    ],
    [{ is: "includes", matcher: text("b") }, text("abc")],
    [path("/users/{id}"), path("/users/7")],
    [path("/users/{id}"), path("/users/{name}")],
    [path("/users/**"), path("/users/{id}/keys")],
    [path("/{a}.{b}"), path("/x.{b}")],
    [path("/{a}"), path("/{a}:cancel")],
    [path("/a b"), text("/a%20b")],
    [{ is: "one_of", matchers: [text("a"), text("b")] }, text("b")],
    [
      { is: "starts_with", text: "a" },
      { is: "one_of", matchers: [text("ab"), text("a")] },
    ],
    [
      { is: "not", matcher: text("a") },
      { is: "not", matcher: { is: "starts_with", text: "a" } },
    ],
    [object({ a: { leaf: any } }), object({ a: { leaf: text("x") }, b: { leaf: any } })],
    [object({ a: { leaf: any } }), object({ a: { array: [] } })],
    [object({ a: { array: [{ leaf: any }] } }), object({ a: { array: [{ leaf: text("x") }] } })],
    [object({ a: { object: {} } }), object({ a: { leaf: { is: "equals", value: { b: 1 } } } })],
    [object({ a: { leaf: any } }), { is: "equals", value: { a: 1 } }],
    [object({}), text('{"a":1}')],
  ])("says that %j covers %j", (earlier, later) => {
    expect(covers(earlier, later)).toBe(true);
  });

  it.each<[Matcher, Matcher]>([
    [text("x"), any],
    [{ is: "type", type: "number" }, text("1")],
    [any, { is: "not", matcher: text("x") }],
    [any, { is: "one_of", matchers: [{ is: "not", matcher: any }] }],
    [
      { is: "glob", pattern: "?" },
      { is: "glob", pattern: "*" },
    ],
    [{ is: "glob", pattern: "x*" }, { is: "any" }],
    [items(false, any), items(true, any)],
    [items(true, any, any), items(false, any)],
    [items(false), any],
    [path("/users/7"), path("/users/{id}")],
    [path("/{a}:cancel"), path("/{a}")],
    [path("/a/{b}"), path("/a/**")],
    [path("/a"), any],
    [
      { is: "includes", matcher: { is: "glob", pattern: "a" } },
      { is: "includes", matcher: text("a") },
    ],
    [{ is: "includes", matcher: path("/{a}") }, text("b")],
    [
      { is: "regex", regex: { source: "a", flags: "" } },
      { is: "regex", regex: { source: "ab", flags: "" } },
    ],
    [
      { is: "predicate", handler: { kind: "function", id: 1 } },
      { is: "predicate", handler: { kind: "function", id: 2 } },
    ],
    [object({ a: { leaf: any } }), object({})],
    [object({ a: { object: {} } }), object({ a: { leaf: any } })],
    [object({ a: { object: {} } }), object({ a: { array: [] } })],
    [object({ a: { array: [] } }), object({ a: { object: {} } })],
    [object({ a: { leaf: text("x") } }), object({ a: { object: {} } })],
    [object({}), any],
  ])("does not say that %j covers %j", (earlier, later) => {
    expect(covers(earlier, later)).toBe(false);
  });
});
