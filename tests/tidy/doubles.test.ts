import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./source/files.ts";

const doubles = path.join(root, "src/doubles");
const names = readdirSync(doubles);

/** What every double consists of; each may be a folder of that name as well. */
const parts = ["index", "schema", "state", "decide", "serve", "queries", "explain"];

/** The parts of a double's shape that a list of its files lacks. */
function missing(files: readonly string[]): string[] {
  const lacking = parts.filter((part) => !files.includes(part) && !files.includes(`${part}.ts`));
  return files.includes("FIDELITY.md") ? lacking : [...lacking, "FIDELITY.md"];
}

test("a folder that lacks a part is found out", () => {
  const whole = [...parts.slice(1).map((part) => `${part}.ts`), "index", "FIDELITY.md"];
  expect(missing(whole)).toEqual([]);
  for (const file of whole)
    expect(missing(whole.filter((one) => one !== file))).toEqual([file.replace(".ts", "")]);
});

test("there are doubles", () => {
  expect(names).toEqual(expect.arrayContaining(["http", "command"]));
});

describe.each(names)("the double %s", (name) => {
  const folder = path.join(doubles, name);

  test("has the shape of every double", () => {
    expect(missing(readdirSync(folder))).toEqual([]);
  });

  test("has tests beside its code", () => {
    const tests = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".test.ts"),
    );
    expect(tests).not.toEqual([]);
  });

  test("says what it simulates, refuses and leaves out, and the overview leads there", () => {
    const page = readFileSync(path.join(folder, "FIDELITY.md"), "utf8");
    for (const title of ["## Simulated", "## Refused", "## Out of scope"])
      expect(page).toContain(`\n${title}\n`);
    expect(page).toMatch(/Measured with /);
    expect(readFileSync(path.join(root, "FIDELITY.md"), "utf8")).toContain(
      `](src/doubles/${name}/FIDELITY.md)`,
    );
    expect(existsSync(path.join(root, "FIDELITY.md"))).toBe(true);
  });
});
