import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { limits, utf8 } from "../../core/index.ts";
import { readTypes } from "./type-report.ts";

function read(name: string): readonly string[] {
  const bytes = readFileSync(new URL(`../../../tests/samples/reports/${name}`, import.meta.url));
  return told(readTypes(name, bytes, "/project"));
}

function told(result: ReturnType<typeof readTypes>): readonly string[] {
  if (!result.ok) return result.findings.map((one) => one.what);
  const { checker, faults } = result.value;
  return [checker, ...faults.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)];
}

const types = (text: string): readonly string[] => told(readTypes("t.txt", utf8(text), "/project"));

describe("reports that type checkers really wrote", () => {
  const tsc = [
    "tsc",
    "src/a.ts:1:7 TS2322",
    "src/a.ts:3:21 TS2322",
    "src/a.ts:4:15 TS2307",
    "src/a.ts:6:1 TS2554",
  ];
  const pyright = [
    "pyright",
    "b.py:1:6 syntax",
    "b.py:1:7 syntax",
    "b.py:1:7 syntax",
    "b.py:2:1 syntax",
    "b.py:2:1 syntax",
    "b.py:2:1 syntax",
    "tests/a.py:1:10 reportAssignmentType",
    "tests/a.py:2:8 reportMissingImports",
    "tests/a.py:4:12 reportReturnType",
    "tests/a.py:5:3 reportArgumentType",
    "tests/a.py:6:34 reportAssignmentType",
  ];
  test.each([
    ["tsc.txt", tsc],
    ["tsc-pretty.txt", tsc],
    ["tsc-config.txt", ["tsc", ":0:0 TS5058"]],
    ["pyright.txt", pyright],
    ["pyright.json", pyright],
    ["pyright-clean.txt", ["pyright"]],
  ])("%s", (name, said) => {
    expect(read(name)).toEqual(said);
  });
});

test("an empty report is tsc's when there is nothing to say, or of a checker that never ran", () => {
  expect(types("")).toEqual(["unknown"]);
  expect(types("\n> app@1.0.0 typecheck\n> tsc -p .\n\n")).toEqual(["unknown"]);
});

test("files with brackets, and line ends of Windows", () => {
  expect(types("app/(group)/page.tsx(3,4): error TS2322: a\r\n")).toEqual([
    "tsc",
    "app/(group)/page.tsx:3:4 TS2322",
  ]);
});

test("warnings of pyright are left out", () => {
  const text = `/project/a.py\n  /project/a.py:1:1 - warning: x (reportUnused)\n0 errors, 1 warning, 0 informations \n`;
  expect(types(text)).toEqual(["pyright"]);
});

test.each([
  ["hello\n", "t.txt has no line of tsc or pyright"],
  [
    "a.ts(1,1): error TS1: x\n\nFound 2 errors in the same file.\n",
    "t.txt says that it has 2 errors and holds 1",
  ],
  ["3 errors, 0 warnings, 0 informations\n", "t.txt says that it has 3 errors and holds 0"],
  ["{ x", "t.txt begins as JSON and is none"],
  ["{}", "t.txt is JSON, but not pyright's: it has no generalDiagnostics and summary.errorCount"],
  [
    `{"generalDiagnostics":[{"file":1}],"summary":{"errorCount":1}}`,
    "t.txt has an entry without file, severity or message: generalDiagnostics[0]",
  ],
  [
    `{"generalDiagnostics":[7],"summary":{"errorCount":1}}`,
    "t.txt has an entry that is no object: generalDiagnostics[0]",
  ],
])("%j is refused", (text, what) => {
  expect(types(text)).toEqual([what]);
});

test("size and number of errors have limits", () => {
  expect(told(readTypes("t.txt", new Uint8Array(limits.reportFileBytes + 1), "/"))).toEqual([
    `t.txt has ${limits.reportFileBytes + 1} bytes, more than ${limits.reportFileBytes}`,
  ]);
  expect(types("a.ts(1,1): error TS1: x\n".repeat(limits.typeErrors))).toHaveLength(limits.typeErrors + 1);
  expect(types("a.ts(1,1): error TS1: x\n".repeat(limits.typeErrors + 1))).toEqual([
    "t.txt has 100001 errors, more than 100000",
  ]);
});

test("a line of ten million characters ended reading with an error of its own", () => {
  const read = readTypes("t.txt", utf8(`a.ts(1,1): error TS1: ${"x".repeat(10_000_000)}\n`), "/");
  const message = read.ok ? read.value.faults[0]?.message : undefined;
  expect(message?.length).toBeLessThanOrEqual(limits.reportFailureChars);
  expect(message).toMatch(/^x+$/);
});
