// Runs after `npm install` in a clone: points git at .githooks. Never fails, since an install must work
// without git, in CI and from a tarball.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
if (existsSync(path.join(root, ".git")) && !process.env.CI) {
  spawnSync("git", ["config", "core.hooksPath", ".githooks"], { cwd: root, stdio: "ignore" });
}
