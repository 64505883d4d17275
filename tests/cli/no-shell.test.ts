import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";

const main = path.join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const mayHide = spawnSync("unshare", ["-rm", "true"]).status === 0 && realpathSync("/bin") === "/usr/bin";

// Only where a mount namespace of one's own is allowed can a test take the machine's programs away.
test.skipIf(!mayHide)("a machine without a shell gets one clear text, and nothing is started or left", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "no-shell-"));
  folders.push(folder);
  for (const name of ["bin", "tmp"]) mkdirSync(path.join(folder, name));
  for (const name of ["bin/node", "package.json"]) writeFileSync(path.join(folder, name), "");
  writeFileSync(path.join(folder, "backlot.toml"), '[[commands]]\nrun = "greet"\nreply = {}\n');
  const node = realpathSync(process.execPath);
  // /usr/bin is covered with a folder in which node is all there is.
  const hide =
    'mount --bind "$1" bin/node && mount --rbind bin /usr/bin && exec /usr/bin/node "$2" run -- /started';
  const { status, stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", hide, "sh", node, main], {
    cwd: folder,
    env: { PATH: "/usr/bin", HOME: folder, TMPDIR: path.join(folder, "tmp") },
    encoding: "utf8",
    timeout: 15_000,
  });
  expect(stderr).toBe(`backlot: 1 error

error BKL5002 no-shell: /bin/sh, mkfifo, cat, sleep or tee is missing
  why: Command doubles are small sh programs.
  fix: Install a POSIX shell at /bin/sh.
`);
  expect([status, stdout]).toEqual([3, ""]);
  expect(readdirSync(path.join(folder, "tmp"))).toEqual([]);
  expect(existsSync(path.join(folder, ".backlot"))).toBe(false);
});
