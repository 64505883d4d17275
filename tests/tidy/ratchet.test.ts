import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { codes, limits } from "../../src/core/index.ts";
import { slipsOfCode, slipsOfFile } from "./habits.ts";
import { againstRatchet } from "./ratchet-file.ts";
import { isTest, keptFiles, root, sourceFiles, type SourceFile } from "./source/files.ts";
import { nameOf, nodes, parse } from "./source/parse.ts";

const kept = keptFiles();
const code = kept.filter((file) => /\.(ts|mjs|js)$/.test(file.path));
const sources = sourceFiles("src");
const product = sources.filter((file) => !isTest(file.path));
const tests = kept.filter((file) => isTest(file.path));

test("the files looked at are all there are", () => {
  expect(code.length).toBeGreaterThan(sources.length);
  expect(sources.filter((file) => !kept.some((one) => one.path === file.path))).toEqual([]);
  expect(tests.length).toBeGreaterThan(2);
});

test("files are small, named for what they hold, and free of left-overs and machine names", () => {
  expect(kept.flatMap(slipsOfFile)).toEqual([]);
});

describe("code", () => {
  const slips = code.flatMap(slipsOfCode);

  test("has named exports, erasable syntax and no tests switched off silently", () => {
    expect(slips.filter((slip) => slip.size === undefined)).toEqual([]);
  });

  test("has short files and functions, except those in ratchet.json", () => {
    const sizes = Object.fromEntries(
      slips.flatMap(({ where, size }) => (size === undefined ? [] : [[where, size]])),
    );
    expect(againstRatchet("sizes", sizes)).toEqual({ grown: [], shrunk: [] });
  });
});

describe("each habit catches its seeded slip", () => {
  const lines = (count: number): string => "x();\n".repeat(count);
  const seeds: readonly [habit: string, file: string, text: string][] = [
    ["small-files", "src/a.ts", "x".repeat(200 * 1024 + 1)],
    ["telling-names", "src/string-utils.ts", ""],
    ["telling-names", "src/helpers/a.ts", ""],
    ["kebab-case", "src/twoWords.ts", ""],
    ["kebab-case", "src/two_words.ts", ""],
    ["no-left-overs", "docs/a.md", ["later\nTO", "DO: more\n"].join("")],
    ["no-machine-names", "docs/a.md", ["see /wo", "rk/main\n"].join("")],
    ["no-machine-names", "docs/a.md", ["see https://regis", "try.example/x\n"].join("")],
    ["readable", "src/a.ts", "export const = 1;\n"],
    ["file-length", "src/a.ts", lines(301)],
    ["function-length", "src/a.ts", `function f() {\n${lines(69)}}\n`],
    ["function-length", "src/a.ts", `const o = { f: () => {\n${lines(69)}} };\n`],
    ["function-length", "src/a.ts", `function f() {\n${lines(50)}[1].map(() => {\n${lines(20)}});\n}\n`],
    ["function-length", "src/a.ts", `function f() {\nfunction g() {\n${lines(69)}}\n}\n`],
    ["function-length", "src/a.test.ts", `describe("a", () => { test("b", () => {\n${lines(69)}}); });\n`],
    ["named-exports", "src/a.ts", "export default 1;\n"],
    ["erasable-syntax", "src/a.ts", "enum A { B }\n"],
    ["erasable-syntax", "src/a.ts", "namespace A { export const b = 1; }\n"],
    ["no-only", "src/a.test.ts", 'test.only("a", () => {});\n'],
    ["no-only", "src/a.test.ts", 'describe.concurrent.only("a", () => {});\n'],
    ["skip-with-a-reason", "src/a.test.ts", 'test.skip("a", () => {});\n'],
    ["skip-with-a-reason", "src/a.test.ts", 'x();\ntest.skipIf(true)("a", () => {});\n'],
  ];
  test.each(seeds)("%s: %s", (habit, file, text) => {
    const found = [
      ...slipsOfFile({ path: file, text, bytes: text.length }),
      ...slipsOfCode({ path: file, text }),
    ];
    const own = file.endsWith(".ts") ? found : found.filter((slip) => slip.habit !== "readable");
    expect([...new Set(own.map((slip) => slip.habit))]).toEqual([habit]);
  });

  test("what is at the limit, reasoned or only looks alike is fine", () => {
    const fine: readonly [file: string, text: string][] = [
      ["src/a.ts", lines(300)],
      ["src/a.ts", `function f() {\n${lines(68)}}\n`],
      [
        "src/a.ts",
        `function f() {\n${lines(50)}function g() {\n${lines(50)}}\nreturn { h() {\n${lines(50)}} };\n}\n`,
      ],
      ["src/a.test.ts", `describe("a", () => {\n${lines(100)}});\n`],
      ["src/a.test.ts", '// needs a terminal, which CI has not\ntest.skipIf(true)("a", () => {});\n'],
      ["src/a.test.ts", "array.skip(1); thing.only();\n"],
      ["vitest.config.ts", "export default {};\n"],
      ["README.md", "export default"],
      ["src/doubles/http/FIDELITY.md", "a /network/ path"],
    ];
    expect(fine.flatMap(([file, text]) => slipsOfFile({ path: file, text, bytes: text.length }))).toEqual([]);
    const fineCode = fine.filter(([file]) => file.endsWith(".ts"));
    expect(fineCode.flatMap(([file, text]) => slipsOfCode({ path: file, text }))).toEqual([]);
  });
});

describe("finding codes", () => {
  const entries = Object.entries(codes);

  test("are unique, in their thousands, and say what, why and how to fix", () => {
    expect(entries.length).toBeGreaterThan(50);
    expect(new Set(entries.map(([, entry]) => entry.code)).size).toBe(entries.length);
    const thousands: Record<string, string> = {
      scenario: "1",
      calls: "2",
      agents: "2",
      drift: "3",
      models: "3",
      fixtures: "4",
      hosts: "5",
      gate: "3",
      github: "1",
      locks: "3",
      health: "3",
      journal: "3",
    };
    for (const [name, entry] of entries) {
      const home = product.find(
        (file) => file.path.startsWith("src/core/codes/") && file.text.includes(entry.code),
      );
      const group = path.basename(home?.path ?? "", ".ts");
      expect(`${entry.code} in ${group}`).toMatch(new RegExp(`^BKL${thousands[group] ?? "?"}\\d{3} in `));
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const text of [entry.title, entry.why, entry.fix]) expect(text.length).toBeGreaterThan(10);
    }
  });

  test("have an entry in the reference each", () => {
    const page = readFileSync(path.join(root, "docs/reference/codes.md"), "utf8");
    expect(entries.filter(([name, entry]) => !page.includes(`\n### ${entry.code} ${name}\n`))).toEqual([]);
  });

  test("are used, except those in ratchet.json", () => {
    const used = new Set(
      product.filter((file) => !file.path.startsWith("src/core/codes/")).flatMap((file) => stringsIn(file)),
    );
    const unused = entries.filter(([name]) => !used.has(name)).map(([name]) => name);
    expect(againstRatchet("unusedCodes", unused)).toEqual({ grown: [], shrunk: [] });
  });
});

describe("limits", () => {
  const names = Object.keys(limits);
  const without = (files: readonly SourceFile[]): string[] => {
    const used = new Set(files.flatMap((file) => limitsIn(file)));
    return names.filter((name) => !used.has(name));
  };

  test("are enforced, except those in ratchet.json", () => {
    expect(names.length).toBeGreaterThan(15);
    expect(againstRatchet("unusedLimits", without(product))).toEqual({ grown: [], shrunk: [] });
  });

  test("are tested, except those in ratchet.json", () => {
    expect(againstRatchet("untestedLimits", without(tests))).toEqual({ grown: [], shrunk: [] });
  });
});

/** Texts written in a file; comments are no texts. */
function stringsIn(file: SourceFile): string[] {
  return [...nodes(parse(file).program)].flatMap((node) =>
    node.type === "Literal" && typeof node["value"] === "string" ? [node["value"]] : [],
  );
}

/** Names of limits that a file reads as `limits.name`. */
function limitsIn(file: SourceFile): string[] {
  return [...nodes(parse(file).program)].flatMap((node) =>
    node.type === "MemberExpression" && nameOf(node["object"]) === "limits" ? [nameOf(node["property"])] : [],
  );
}
