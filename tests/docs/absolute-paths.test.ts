import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { checkPage } from "./guide-page.ts";

/** Whether users may have namespaces of their own here; many containers forbid it. */
const namespaces = spawnSync("unshare", ["--map-root-user", "--mount", "true"]).status === 0;

test("the ways round absolute paths work as the guide shows", { timeout: 90_000 }, async () => {
  await checkPage("absolute-paths.md", [5, 3], (block) => {
    if (block.includes("unshare")) return namespaces;
    return !block.includes("bash") || existsSync("/bin/bash");
  });
  expect.assertions(3);
});
