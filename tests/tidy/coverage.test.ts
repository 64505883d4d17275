import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isTest, keptFiles, root, type SourceFile } from "./source/files.ts";
import { isNode, nodes, parse, type Node } from "./source/parse.ts";

const kept = keptFiles();
const pages = kept.filter((file) => /^docs\/coverage\/[^/]+\.md$/.test(file.path));
const titles = new Map([
  ...kept.filter((file) => isTest(file.path)).map((file) => [file.path, titlesOf(file)] as const),
  ...kept.filter((file) => isScript(file.path)).map((file) => [file.path, commentsOf(file)] as const),
]);

/** Titles of the tests of a file, as they are written, and the first texts of the rows of their tables. */
function titlesOf(file: SourceFile): ReadonlySet<string> {
  const all = [...nodes(parse(file).program)];
  const calls = all.filter(
    (node) =>
      node.type === "CallExpression" && /^(?:test|it)\b/.test(file.text.slice(node.start, node.start + 5)),
  );
  const given = calls.flatMap((call) => textOf((call["arguments"] as readonly Node[])[0]));
  const rows = all.filter(({ type }) => type === "ArrayExpression");
  const named = rows.flatMap((row) => textOf((row["elements"] as readonly Node[])[0]));
  // Only a test that is called after the first of a row has titles in rows.
  return new Set(given.some((title) => title.startsWith("%s")) ? [...given, ...named] : given);
}

function textOf(node: Node | undefined): readonly string[] {
  return isNode(node) && node.type === "Literal" ? [String(node["value"])] : [];
}

/** Whether a file is a script that tests run. */
function isScript(file: string): boolean {
  return /^tests\/scripts\/[^/]+\.txt$/.test(file);
}

/** What the parts of a script are said to show. */
function commentsOf({ text }: SourceFile): ReadonlySet<string> {
  const [commands = ""] = text.split(/^-- .* --$/m);
  return new Set([...commands.matchAll(/^# (.+)$/gm)].map(([, comment = ""]) => comment));
}

/** Rows that name neither a test that exists nor a decision, each with why. */
function unfounded(page: SourceFile): readonly string[] {
  return rowsOf(page).flatMap((row) => {
    const wrong = wrongWith(row, page);
    return wrong === undefined ? [] : [`${page.path}: ${row}: ${wrong}`];
  });
}

/** The rows of all tables, without their heads. */
function rowsOf({ text }: SourceFile): readonly string[] {
  return text.split("\n").filter((line, index, lines) => {
    const next = lines[index + 1] ?? "";
    return line.startsWith("|") && !/^\| *:?-/.test(line) && !/^\| *:?-/.test(next);
  });
}

function wrongWith(row: string, page: SourceFile): string | undefined {
  const cell = row.replace(/ *\|$/, "").split(" | ").at(-1)?.trim() ?? "";
  const [, decision] = /^\[decision \d+\]\(([^)]+)\)/.exec(cell) ?? [];
  if (decision !== undefined) {
    return existsSync(path.join(root, path.dirname(page.path), decision)) ? undefined : "no such decision";
  }
  const [, file = "", title = ""] = /^`([^`]+)`: (.+)$/.exec(cell) ?? [];
  const known = titles.get(file);
  if (known === undefined) return file === "" ? "names no test and no decision" : "no such test file";
  return known.has(title) ? undefined : "no such test";
}

describe("pages of coverage", () => {
  test("name tests that exist, or decisions", () => {
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(rowsOf(page).length).toBeGreaterThan(10);
    expect(pages.flatMap(unfounded)).toEqual([]);
  });

  test.each([
    ["`tests/tidy/coverage.test.ts`: name tests that exist, or decisions", undefined],
    ["`tests/tidy/coverage.test.ts`: %s: %s", undefined],
    ["[decision 1](../decisions/0001-no-schema-library.md): only there", undefined],
    ["`src/drift/rules/rules.test.ts`: H141 thin-body", undefined],
    ["`src/drift/rules/rules.test.ts`: thin-body convo GET /items", "no such test"],
    ["`tests/scripts/drift-allow.txt`: one that hides nothing any more is an error", undefined],
    ["`tests/scripts/drift-allow.txt`: shop", "no such test"],
    ["`tests/tidy/coverage.test.ts`: name tests", "no such test"],
    ["`tests/tidy/none.test.ts`: name tests", "no such test file"],
    ["[decision 1](../decisions/0001-none.md)", "no such decision"],
    ["it is obvious", "names no test and no decision"],
  ])("%s: %s", (cell, wrong) => {
    const page = {
      path: "docs/coverage/a.md",
      text: `| said | shown by |\n| --- | --- |\n| x | ${cell} |\n`,
    };
    expect(unfounded(page).map((one) => one.split(": ").at(-1))).toEqual(wrong === undefined ? [] : [wrong]);
  });
});
