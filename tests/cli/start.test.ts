import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const main = path.join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

/** What answers without a verb's work: the verbs' names and flags, and the scanner. */
const shell = new Set(["command-line", "application", "version", "rolldown-runtime"]);

/** Names of built files that a command line loads, without their hashes and but for the one that is started. */
function partsOf(...words: readonly string[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "start-"));
  try {
    const watch = path.join(folder, "watch.mjs");
    writeFileSync(
      watch,
      `import fs from "node:fs";
       import { syncBuiltinESMExports } from "node:module";
       const read = fs.readFileSync;
       fs.readFileSync = (file, ...rest) => {
         if (/dist.*[.]cjs$/.test(file)) fs.writeSync(2, "loaded " + file + "\\n");
         return read(file, ...rest);
       };
       syncBuiltinESMExports();`,
    );
    const { stderr, status } = spawnSync(process.execPath, ["--import", watch, main, ...words], {
      cwd: folder,
      encoding: "utf8",
      timeout: 15_000,
    });
    expect(status).toBe(0);
    return [...stderr.matchAll(/loaded .*\/(.*)\.cjs\n/g)].map(([, name = ""]) =>
      name.replace(/-[\w-]{8}$/, ""),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([[["--help"]], [["help", "run"]], [["run", "--help"]]])(
  "%j loads nothing but the command line itself",
  (words) => {
    const loaded = partsOf(...words);
    expect(loaded).toContain("command-line");
    expect(loaded.filter((name) => !shell.has(name))).toEqual([]);
  },
);

test("--version loads nothing", () => {
  expect(partsOf("--version")).toEqual([]);
});

test("explain CODE opens no lot", () => {
  expect(partsOf("explain", "BKL2001")).toContain("explain");
  expect(partsOf("explain", "BKL2001").filter((name) => /thread|hold/.test(name))).toEqual([]);
});
