import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// The folder was never added to git.
const example = join(import.meta.dirname, "..", "examples", "markdraft");

test("the example has a manifest", () => {
  expect(readFileSync(join(example, "moot.toml"), "utf8")).toContain("[project]");
});

test("the example names no paths of ours", () => {
  for (const file of existsSync(example) ? readdirSync(example, { recursive: true }) : []) {
    expect(String(file)).not.toContain("workspaces");
  }
});
