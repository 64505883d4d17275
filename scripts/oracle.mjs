// Installs the real CLI of the agent, in the versions that its double was measured on, into a temporary folder outside of
// the repository, and compares both: npm run test:oracle. Where the system allows it, the comparison runs without any
// network but loopback. The CLI is proprietary: nothing of it is kept.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const folder = process.env.BACKLOT_ORACLE_FOLDER ?? path.join(tmpdir(), "backlot-oracle");
const versions = ["2.1.12", "2.1.29", "2.1.328"];

const run = (program, args, options = {}) =>
  spawnSync(program, args, { cwd: root, stdio: "inherit", timeout: 1_800_000, ...options }).status === 0;

const installed = (version) => {
  const at = path.join(folder, version);
  if (existsSync(path.join(at, "node_modules/@anthropic-ai"))) return true;
  mkdirSync(at, { recursive: true });
  const home = mkdtempSync(path.join(folder, "home-"));
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", at];
  return run("npm", [...args, `@anthropic-ai/claude-code@${version}`], {
    cwd: folder,
    env: { ...process.env, HOME: home },
  });
};

mkdirSync(folder, { recursive: true });
const loopbackOnly = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const alone = run(loopbackOnly[0], [...loopbackOnly.slice(1), "true"], { stdio: "ignore" });
const [program, ...first] = [...(alone ? loopbackOnly : []), process.execPath];
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");

const done =
  versions.every(installed) &&
  run("npm", ["run", "--silent", "build"]) &&
  run(program, [...first, vitest, "run", "--project", "oracle", ...process.argv.slice(2)], {
    env: { ...process.env, BACKLOT_ORACLE: "1", BACKLOT_ORACLE_FOLDER: folder },
  });
process.exitCode = done ? 0 : 1;
