import fc from "fast-check";
import { expect, test } from "vitest";
import { assertedTerms, countOperators, parseSearch, printSearch, searchTest } from "./grammar.ts";

test("words, phrases and qualifiers", () => {
  expect(parseSearch('sesame "open up" label:bug,"help wanted" -is:closed')).toEqual({
    kind: "all",
    of: [
      { kind: "text", text: "sesame", quoted: false },
      { kind: "text", text: "open up", quoted: true },
      { kind: "qualifier", name: "label", values: ["bug", "help wanted"] },
      { kind: "not", of: { kind: "qualifier", name: "is", values: ["closed"] } },
    ],
  });
});

test.each([
  ["a  b", "a b"],
  ["a AND b", "a b"],
  ["a OR b c", "a OR b c"],
  ["(a OR b) c", "(a OR b) c"],
  ["((a))", "a"],
  ["NOT a", "-a"],
  ["-(a b)", "-(a b)"],
  ["--a", "--a"],
  ["OR a OR", "a"],
  ["a (", "a"],
  ["a)", "a)"],
  ["", ""],
  ["()", ""],
  ["- a", "- a"],
  ["NOT", ""],
  ['"OR"', '"OR"'],
  ['label:""', 'label:""'],
  ["label:", 'label:""'],
  ["LABEL:x", "label:x"],
  ['milestone:"a, b"', 'milestone:"a, b"'],
  ["created:2020-01-01T00:00:00Z..*", "created:2020-01-01T00:00:00Z..*"],
  ['"unfinished business', '"unfinished business"'],
  ["1:2", "1:2"],
])("%s is read as %s", (text, printed) => {
  expect(printSearch(parseSearch(text))).toBe(printed);
});

const piece = fc.constantFrom(
  "a",
  "b ",
  "(",
  ")",
  " ",
  "-",
  '"',
  "OR ",
  "AND ",
  "NOT ",
  "x:",
  "label:",
  ",",
  "é",
  "\n",
  "(a OR b) ",
);

test("no text is too strange, and what was written is read as the same again", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const query = parseSearch(text);
      expect(parseSearch(printSearch(query))).toEqual(query);
    }),
    { numRuns: 1000 },
  );
});

test("groups are read to a depth that no stack minds", () => {
  for (const text of ["(", "-", "NOT "]) {
    const query = parseSearch(`${text.repeat(100_000)}a`);
    expect(parseSearch(printSearch(query))).toEqual(query);
  }
  expect(printSearch(parseSearch(`${"-".repeat(50)}a`))).toBe(`${"-".repeat(50)}a`);
  expect(printSearch(parseSearch(`${"-".repeat(51)}a`))).toBe("a");
});

test("a search is what its terms are together", () => {
  const matches = (text: string, words: string): boolean =>
    searchTest<string>(
      parseSearch(text),
      (term) => (row) =>
        row.split(" ").includes(term.kind === "text" ? term.text : `${term.name}:${term.values.join(",")}`),
    )(words);
  expect(matches("a b", "a b c")).toBe(true);
  expect(matches("a b", "a c")).toBe(false);
  expect(matches("a -b", "a c")).toBe(true);
  expect(matches("a OR b c", "a")).toBe(true);
  expect(matches("(a OR b) c", "a")).toBe(false);
  expect(matches("", "a")).toBe(true);
  expect(matches("repo:x repo:y a", "repo:y a")).toBe(true);
  expect(matches("label:x label:y", "label:y")).toBe(false);
});

test("terms and operators are counted where they are said", () => {
  expect(assertedTerms(parseSearch("a -b (c OR d)"))).toHaveLength(3);
  expect(countOperators('a AND b OR NOT (c) "OR" ORDER')).toBe(3);
});
