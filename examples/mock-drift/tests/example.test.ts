import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// The folder was never added to git.
const example = join(import.meta.dirname, "..", "examples", "markdraft");

test("the example has a manifest", () => {
  expect(readFileSync(join(example, "moot.toml"), "utf8")).toContain("[project]");
});

test("the example names no paths of ours", () => {
  for (const file of Object.keys(import.meta.glob("../examples/markdraft/**"))) {
    expect(readFileSync(join(example, file), "utf8")).not.toContain("/workspaces/");
  }
});
