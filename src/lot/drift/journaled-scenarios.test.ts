import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { journaledScenarios } from "./journaled-scenarios.ts";

let outer = "";
let root = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "journaled-")));
  root = join(outer, "project");
  mkdirSync(join(root, "sub"), { recursive: true });
  for (const file of ["outside.toml", "project/a.toml", "project/sub/b.toml"])
    writeFileSync(join(outer, file), "");
  symlinkSync(outer, join(root, "way-out"));
  symlinkSync(join(outer, "outside.toml"), join(root, "link.toml"));
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

function named(...scenarios: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const worlds = scenarios.map((scenario, index) => ({ id: `j:${index}`, scenario }));
  return journaledScenarios(worlds, [{ scenario: { files: ["known.toml"] } as unknown as Scenario, root }]);
}

test("scenarios of the project are found once, and those that have gone are not missed", () => {
  const a = ["a.toml"];
  expect(named(a, ["sub/b.toml", "a.toml"], a, ["gone.toml"], ["known.toml"], [])).toEqual([
    [join(root, "a.toml")],
    [join(root, "sub/b.toml"), join(root, "a.toml")],
  ]);
});

test.each([
  "../outside.toml",
  "sub/../../outside.toml",
  "way-out/outside.toml",
  "link.toml",
  "/dev/zero",
  "..\\outside.toml",
  "C:/outside.toml",
  "a.toml\0",
  "../gone.toml",
])("the gate loaded a scenario outside the project that a journal named: %j", (file) => {
  expect(() => named(["a.toml"], [file])).toThrow(expect.objectContaining({ code: "BKL1017" }) as Error);
  expect(() => named(["a.toml", file])).toThrow(expect.objectContaining({ code: "BKL1017" }) as Error);
});

test("so many scenarios can be named and no more", () => {
  const lists = Array.from({ length: limits.journaledScenarios + 1 }, (_, index) => {
    writeFileSync(join(root, `${index}.toml`), "");
    return [`${index}.toml`];
  });
  expect(named(...lists.slice(1))).toHaveLength(limits.journaledScenarios);
  expect(() => named(...lists)).toThrow(expect.objectContaining({ code: "BKL1013" }) as Error);
  const files = Array.from({ length: limits.includedFiles + 1 }, () => "a.toml");
  expect(named(files.slice(1))).toHaveLength(1);
  expect(() => named(files)).toThrow("more than 64 files");
});
