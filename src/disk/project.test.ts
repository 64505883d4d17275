import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { findProjectRoot, findScenarioFile } from "./project.ts";

let top: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "disk-test-")));
  mkdirSync(join(top, "repo/packages/a/src/deep"), { recursive: true });
});
afterEach(() => {
  rmSync(top, { recursive: true, force: true });
});

function put(path: string): string {
  writeFileSync(join(top, path), "");
  return join(top, path);
}

function found(folder: string): string {
  const result = findScenarioFile(join(top, folder));
  return result.ok ? result.value : (result.findings[0]?.name ?? "");
}

describe("findProjectRoot", () => {
  test("is the nearest folder with .git or package.json", () => {
    mkdirSync(join(top, "repo/.git"));
    expect(findProjectRoot(join(top, "repo/packages/a/src/deep"))).toBe(join(top, "repo"));
    put("repo/packages/a/package.json");
    expect(findProjectRoot(join(top, "repo/packages/a/src/deep"))).toBe(join(top, "repo/packages/a"));
  });

  test("a work tree, whose .git is a file, counts", () => {
    put("repo/.git");
    expect(findProjectRoot(join(top, "repo/packages"))).toBe(join(top, "repo"));
  });

  test("is the folder itself where there is neither", () => {
    expect(findProjectRoot(join(top, "repo/packages"))).toBe(join(top, "repo/packages"));
  });
});

describe("findScenarioFile", () => {
  test("takes the nearest, up to the repository's root and not past a package", () => {
    mkdirSync(join(top, "repo/.git"));
    put("repo/packages/a/package.json");
    const atRoot = put("repo/backlot.toml");
    expect(found("repo/packages/a/src/deep")).toBe(atRoot);
    const nearer = put("repo/packages/a/backlot.yaml");
    expect(found("repo/packages/a/src/deep")).toBe(nearer);
  });

  test.each(["backlot.toml", "backlot.yaml", "backlot.yml", "backlot.json"])("finds %s", (name) => {
    expect(found("repo")).toBe("no-scenario");
    expect(put(`repo/${name}`)).toBe(found("repo"));
  });

  test("never looks above the repository", () => {
    mkdirSync(join(top, "repo/.git"));
    put("backlot.toml");
    expect(found("repo/packages")).toBe("no-scenario");
  });

  test("outside a repository it never looks above the project, where others may leave files", () => {
    put("backlot.toml");
    expect(found("repo/packages/a")).toBe("no-scenario");
    put("repo/packages/a/package.json");
    const own = put("repo/packages/a/backlot.json");
    expect(found("repo/packages/a/src/deep")).toBe(own);
  });

  test("a folder of that name is not a scenario", () => {
    mkdirSync(join(top, "repo/backlot.toml"));
    expect(found("repo")).toBe("no-scenario");
  });

  test("two in one folder are a finding that names both", () => {
    put("repo/backlot.toml");
    put("repo/backlot.json");
    const result = findScenarioFile(join(top, "repo"));
    expect(result.findings[0]).toMatchObject({
      name: "two-scenarios",
      what: `"${top}/repo" holds backlot.toml and backlot.json`,
    });
  });
});
