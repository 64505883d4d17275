import { describe, expect, test } from "vitest";
import type { Times } from "../core/index.ts";
import { judgeCounts, times } from "./counts.ts";
import { use } from "../../tests/samples/uses.ts";

const calls = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe("what each kind of expectation makes of 0, 1, 2 and 3 calls", () => {
  const unused = "unused-expectation";
  const few = "too-few-calls";
  const table: readonly [kind: string, times: Times, found: readonly (string | null)[]][] = [
    ["default: one or more", { min: 1, max: null }, [unused, null, null, null]],
    ["times = 2", { min: 2, max: 2 }, [unused, few, null, null]],
    ["times = { min = 2 }", { min: 2, max: null }, [unused, few, null, null]],
    ["times = { max = 2 }", { min: 1, max: 2 }, [unused, null, null, null]],
    ["optional", { min: 0, max: null }, [null, null, null, null]],
    ["optional, times = 2", { min: 0, max: 2 }, [null, null, null, null]],
    ["times = 0", { min: 0, max: 0 }, [null, null, null, null]],
  ];
  test.each(table)("%s", (_, wanted, found) => {
    const names = [0, 1, 2, 3].map(
      (count) => judgeCounts([use("a", { times: wanted, calls: calls(count) })])[0]?.name ?? null,
    );
    expect(names).toEqual(found);
  });
});

test("an overridden one is not judged", () => {
  expect(judgeCounts([use("a", { overridden: true })])).toEqual([]);
});

test("the words name it, its calls and what it wanted", () => {
  const judged = judgeCounts([
    use("a"),
    use("b", { name: "pushed" }),
    use("c", { times: { min: 3, max: 3 }, calls: [1] }),
    use("d", { times: { min: 3, max: null }, calls: [1, 2] }),
  ]);
  expect(judged.map((one) => one.what)).toEqual([
    "tool a was never called",
    "pushed (tool b) was never called",
    "tool c was called once, and is expected 3 times",
    "tool d was called 2 times, and is expected at least 3 times",
  ]);
  expect(judged[3]?.evidence).toEqual({ expectation: "d", calls: [1, 2] });
  expect([times(1), times(2)]).toEqual(["once", "2 times"]);
});
