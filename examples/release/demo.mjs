// Runs release.sh in its world twice: once as it is, once with its bug. Succeeds when the first run is clean and
// the bug of the second was caught.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const backlot = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Runs `backlot run -- ./release.sh 1.4.0` and shows everything it prints. Returns its exit code. */
function release(variables) {
  const words = Object.entries(variables).map(([name, value]) => `${name}=${value} `);
  console.log(`\n$ ${words.join("")}backlot run -- ./release.sh 1.4.0\n`);
  const { status } = spawnSync(process.execPath, [backlot, "run", "--", "./release.sh", "1.4.0"], {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: "inherit",
  });
  console.log(`\nexit ${status}`);
  return status;
}

const good = release({});
const bad = release({ RELEASE_BUG: "1" });
if (good !== 0 || bad !== 1) {
  console.error(`\ndemo: expected exit codes 0 and 1, got ${good} and ${bad}`);
  process.exitCode = 1;
} else console.log("\nThe bug was caught: the script ignored a failure, and backlot did not.");
