// What the README tells a newcomer to run in a clone, done as a newcomer does it: each of these commands in a fresh
// clone, with an empty HOME and an empty npm cache, exactly as printed.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const minutesMax = 20;

/** The README's commands that begin in a fresh clone. */
function cloneCommands() {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  return [...readme.matchAll(/^```sh\n(npm ci .+)\n```$/gm)].map((block) => block[1]);
}

/** Runs one command as a newcomer; returns whether it succeeded. */
function tryCommand(command) {
  const folder = mkdtempSync(path.join(tmpdir(), "backlot-newcomer-"));
  const clone = path.join(folder, "backlot");
  const started = Date.now();
  try {
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", root, clone], { stdio: "inherit" });
    const { PATH, LANG, NODE_EXTRA_CA_CERTS, npm_config_registry } = process.env;
    const own = { HOME: path.join(folder, "home"), npm_config_cache: path.join(folder, "cache"), CI: "true" };
    execFileSync("mkdir", ["-p", own.HOME, own.npm_config_cache]);
    const given = { PATH, LANG, NODE_EXTRA_CA_CERTS, npm_config_registry };
    const env = {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...own,
    };
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: clone,
      env,
      encoding: "utf8",
      timeout: minutesMax * 60_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`newcomer: ${status === 0 ? "ok" : "FAILED"} ${command} (${seconds} s)`);
    if (status !== 0) console.log(`${stdout}\n${stderr}`);
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const commands = cloneCommands().filter(
  (one) => wanted.length === 0 || wanted.some((word) => one.includes(word)),
);
if (commands.length === 0) throw new Error("the README has no command for a fresh clone");
process.exitCode = commands.map(tryCommand).every(Boolean) ? 0 : 1;
