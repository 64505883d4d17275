import fc from "fast-check";
import { expect, test } from "vitest";
import { finding, limits, type Finding, type Place } from "../core/index.ts";
import { addProblem, newProblems } from "./problems.ts";
import { reportAll } from "./report-all.ts";

function at(file: string, line: number, column = 1): Place {
  return { kind: "file", file, line, column, endColumn: column + 1, text: "", bytes: { start: 0, end: 1 } };
}

function told(found: readonly Finding[], files: readonly string[]): string[] {
  const problems = newProblems();
  for (const one of found) addProblem(problems, () => one);
  return reportAll(problems, files).map(({ what }) => what);
}

const problem = (what: string, place?: Place): Finding => finding("invalid-value", { what, at: place });

test("findings follow the files, the lines and the columns; those without a place come last", () => {
  const found = [
    problem("nowhere"),
    problem("b 1", at("b.toml", 1)),
    problem("a 9:4", at("a.toml", 9, 4)),
    problem("in code", { kind: "input", input: "mock()" }),
    problem("a 9:2", at("a.toml", 9, 2)),
    problem("a 10", at("a.toml", 10)),
    problem("unlisted 3", at("fixture.json", 3)),
    problem("unlisted 2", at("fixture.json", 2)),
  ];
  expect(told(found, ["a.toml", "b.toml"])).toEqual([
    "unlisted 2",
    "unlisted 3",
    "a 9:2",
    "a 9:4",
    "a 10",
    "b 1",
    "nowhere",
    "in code",
  ]);
});

test("what is found twice is told once, but not what stands in two places", () => {
  const one = problem("wrong", at("a.toml", 1));
  expect(told([one, { ...one }, problem("wrong", at("a.toml", 2)), problem("wrong")], ["a.toml"])).toEqual([
    "wrong",
    "wrong",
    "wrong",
  ]);
});

test("however many there are, each is told or counted", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 * limits.findings }), (count) => {
      const all = Array.from({ length: count }, (_, line) => problem("wrong", at("a.toml", line + 1)));
      const problems = newProblems();
      for (const one of all) addProblem(problems, () => one);
      const result = reportAll(problems, ["a.toml"]);
      expect(result.slice(0, limits.findings)).toEqual(all.slice(0, limits.findings));
      const rest = result.slice(limits.findings).map((more) => more.count);
      expect(rest).toEqual(count > limits.findings ? [count - limits.findings] : []);
    }),
    { numRuns: 30 },
  );
});
