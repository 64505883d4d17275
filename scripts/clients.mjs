// Installs real clients of the simulated services (tests/clients/package.json; PyGithub is Debian's own) and runs their
// tests against the built package. A client that is missing is a failure here; `vitest run --project clients` skips it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const clients = path.join(root, "tests/clients");
const installed = path.join(clients, "node_modules/.package-lock.json");

const run = (program, args, cwd = root, env = {}) =>
  spawnSync(program, args, { cwd, stdio: "inherit", timeout: 600_000, env: { ...process.env, ...env } })
    .status === 0;

const results = process.env.CI_RESULTS;
const reporters =
  results === undefined
    ? []
    : ["--reporter=default", "--reporter=json", `--outputFile.json=${path.join(results, "clients.json")}`];

const done =
  (existsSync(installed) || run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], clients)) &&
  run("npm", ["run", "--silent", "build"]) &&
  run("npx", ["vitest", "run", "--project", "clients", ...reporters], root, { BACKLOT_CLIENTS: "required" });
process.exitCode = done ? 0 : 1;
