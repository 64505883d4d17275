import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { codes } from "../../src/core/index.ts";
import { root } from "./source/files.ts";

const page = readFileSync(path.join(root, "src/drift/FIDELITY.md"), "utf8");
const [, built = "", coming = "", absent = ""] = page.split(/^## .*$/m);

/** The rules that a part of the page lists: "H101, H102" and "H121–H126" are several. */
function listed(part: string): readonly number[] {
  const cells = part.split("\n").map((line) => /^(?:\| |- )(H[^|:]*)/.exec(line)?.[1] ?? "");
  return cells.flatMap((cell) =>
    [...cell.matchAll(/H(\d{3})s?(?:–H(\d{3}))?/g)].flatMap(([, from = "", to = from]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index),
    ),
  );
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("the gate's rules", () => {
  test("are all on the page, each in one place: built, coming or not built", () => {
    const all = [
      ...range(1, 10),
      ...range(101, 106),
      ...range(111, 114),
      ...range(121, 126),
      ...range(131, 133),
      ...range(140, 145),
      147,
      ...range(201, 210),
      213,
      214,
      220,
      ...range(301, 306),
    ];
    const told = [...new Set(listed(built)), ...listed(coming), ...listed(absent)];
    expect(told.toSorted((left, right) => left - right)).toEqual(all);
  });

  test("that are built have a finding of their number, under the name that the page gives", () => {
    const rows = [...built.matchAll(/^\| H(\d{3}) +\| `([a-z-]+)`/gm)];
    expect(rows.length).toBeGreaterThan(15);
    const wrong = rows.filter(
      ([, number = "", name = ""]) =>
        (codes as Record<string, { code: string }>)[name]?.code !== `BKL3${number}`,
    );
    expect(wrong.map(([row]) => row)).toEqual([]);
  });

  test("that are not built have none", () => {
    const numbers = new Set(
      [...listed(coming), ...listed(absent)].map((one) => `BKL3${String(one).padStart(3, "0")}`),
    );
    expect(Object.values(codes).filter(({ code }) => numbers.has(code))).toEqual([]);
  });
});
