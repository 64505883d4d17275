import { expect, test } from "vitest";
import { parseQuery } from "./facts.ts";

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
