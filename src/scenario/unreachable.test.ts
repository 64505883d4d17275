import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition, Expectation, Matcher } from "../core/index.ts";
import { newProblems } from "./problems.ts";
import { reportUnreachable } from "./unreachable.ts";

/** A simple covering: equal, anything, word by word, segment by segment. */
function covers(earlier: Matcher, later: Matcher): boolean {
  if (earlier.is === "any" || JSON.stringify(earlier) === JSON.stringify(later)) return true;
  if (earlier.is === "items" && later.is === "items") {
    const enough = earlier.rest
      ? later.items.length >= earlier.items.length
      : !later.rest && later.items.length === earlier.items.length;
    return enough && earlier.items.every((item, index) => covers(item, later.items[index] as Matcher));
  }
  if (earlier.is !== "path" || later.is !== "path") return false;
  const [wide, narrow] = [earlier.template.split("/"), later.template.split("/")];
  return (
    wide.length === narrow.length &&
    wide.every((part, index) => part.startsWith("{") || part === narrow[index])
  );
}

function expectation(id: number, conditions: readonly Condition[], max: number | null): Expectation {
  return {
    id: String(id),
    double: "command",
    target: "git",
    conditions,
    answer: { kind: "reply", replies: [] },
    times: { min: 1, max },
    text: `number ${id}`,
    at: { kind: "input", input: String(id) },
  };
}

function unreachable(expectations: readonly Expectation[]): (string | undefined)[] {
  const problems = newProblems();
  reportUnreachable({ name: "a", expectations }, covers, problems);
  return problems.found.map(({ at }) => (at?.kind === "input" ? at.input : undefined));
}

const path = (template: string): Condition => ({ field: "path", matcher: { is: "path", template } });
const args = (rest: boolean, ...items: readonly (string | null)[]): Condition => ({
  field: "args",
  matcher: {
    is: "items",
    items: items.map((item) => (item === null ? { is: "any" } : { is: "equals", value: item })),
    rest,
  },
});
const header: Condition = { field: "headers", key: "a", matcher: { is: "equals", value: "1" } };

describe("an expectation that an earlier one hides", () => {
  test.each([
    ["the same path", [[path("/a")], [path("/a")]], ["1"]],
    ["a wider path", [[path("/a/{id}")], [path("/a/b")]], ["1"]],
    ["a narrower path", [[path("/a/b")], [path("/a/{id}")]], []],
    ["no condition", [[], [path("/a")]], ["1"]],
    ["one condition more", [[path("/a"), header], [path("/a")]], []],
    ["one condition less", [[path("/a")], [path("/a"), header]], ["1"]],
    ["the rest", [[args(true, "push")], [args(false, "push", "x")]], ["1"]],
    ["any word", [[args(false, null)], [args(false, "push")]], ["1"]],
    ["other words", [[args(false, "push")], [args(false, "pull")], [args(false)]], []],
  ])("%s", (_, conditions, expected) => {
    expect(unreachable(conditions.map((one, index) => expectation(index, one, null)))).toEqual(expected);
  });

  test("is reachable when the earlier one is used up some time", () => {
    expect(unreachable([expectation(0, [], 5), expectation(1, [], null)])).toEqual([]);
    expect(unreachable([expectation(0, [], 0), expectation(1, [], null)])).toEqual(["1"]);
  });

  test("is told how to come before it: by its line, where it stands in a file", () => {
    const [wide, narrow] = [expectation(0, [], null), expectation(1, [path("/a")], null)];
    const fixes = [
      wide,
      { ...wide, at: { kind: "file", file: "a.toml", line: 7, column: 1, endColumn: 2, text: "" } as const },
    ].map((first) => {
      const problems = newProblems();
      reportUnreachable({ name: "a", expectations: [first, narrow] }, covers, problems);
      return problems.found.map(({ fix }) => fix);
    });
    expect(fixes).toEqual([
      ["Move this one above it, or limit the earlier one with times."],
      ["Move this one above line 7, or limit the earlier one with times."],
    ]);
  });

  test("is found as if all were compared with all", () => {
    const word = fc.constantFrom("a", "b", null);
    const segment = fc.constantFrom("a", "b", "{x}", "%61");
    const condition = fc.oneof(
      fc.tuple(fc.boolean(), fc.array(word, { maxLength: 2 })).map(([rest, words]) => args(rest, ...words)),
      fc.array(segment, { minLength: 1, maxLength: 2 }).map((parts) => path(`/${parts.join("/")}`)),
    );
    const conditions = fc
      .tuple(fc.option(condition), fc.option(fc.constant(header)))
      .map((both) => both.filter((one) => one !== null));
    const one = fc.tuple(conditions, fc.constantFrom(null, 1, 0));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (all) => {
        const expectations = all.map(([conditions, max], index) => expectation(index, conditions, max));
        const expected = expectations.filter((later, index) =>
          expectations
            .slice(0, index)
            .some(
              (earlier) =>
                (earlier.times.max === null || earlier.times.max === 0) &&
                earlier.conditions.every((wide) =>
                  later.conditions.some(
                    (narrow) => narrow.field === wide.field && covers(wide.matcher, narrow.matcher),
                  ),
                ),
            ),
        );
        expect(unreachable(expectations)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 1_000 },
    );
  });
});
