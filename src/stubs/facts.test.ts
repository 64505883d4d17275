import { expect, test } from "vitest";
import { httpHead } from "../../tests/samples/calls.ts";
import { utf8 } from "../core/index.ts";
import { hasBody, httpFacts, parseQuery } from "./facts.ts";

test.each([
  ["a=1&b=2&a=3", { a: ["1", "3"], b: ["2"] }],
  ["a", { a: [""] }],
  ["a=b=c", { a: ["b=c"] }],
  ["&&", {}],
  ["a+b=c%20d", { "a b": ["c d"] }],
  ["a=%", { a: ["%"] }],
  ["a=%2", { a: ["%2"] }],
  ["a=%zz%41", { a: ["%zzA"] }],
  ["name=Zo%C3%AB", { name: ["Zoë"] }],
  ["name=Zo%c3%ab+%F0%9F%8E%AC", { name: ["Zoë 🎬"] }],
])("the query %s", (query, values) => {
  expect({ ...parseQuery(query) }).toEqual(values);
});

test("characters beyond the basic plane stay whole beside an escape", () => {
  expect(parseQuery("a=🎬%20🎬")["a"]).toEqual(["🎬 🎬"]);
});

test("escaped bytes that are no UTF-8 are kept apart from each other", () => {
  const { a, b } = parseQuery("a=%ff&b=%fe");
  expect(a).not.toEqual(b);
});

test("what a call holds is looked at by name, headers in any case", () => {
  const headers = [
    ["Accept", "a"],
    ["accept", "b"],
  ] as const;
  const { fields } = httpFacts(httpHead("GET /a?b=1&b=2", { headers }), utf8("\u00e9"));
  expect([fields["method"], fields["path"], fields["body"]]).toEqual(["GET", "/a", "\u00e9"]);
  expect({ ...(fields["query"] as object) }).toEqual({ b: ["1", "2"] });
  expect({ ...(fields["headers"] as object) }).toEqual({ accept: ["a", "b"] });
});

test("a request has a body when its framing says so", () => {
  const framed = (...headers: readonly (readonly [string, string])[]): boolean =>
    hasBody(httpHead("POST /a", { headers }));
  expect([framed(), framed(["Content-Length", "0"]), framed(["content-length", "1"])]).toEqual([
    false,
    false,
    true,
  ]);
  expect(framed(["Transfer-Encoding", "chunked"])).toBe(true);
});
