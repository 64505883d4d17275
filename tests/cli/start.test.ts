import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const main = path.join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

/** What answers without a verb's work: the verbs' names and flags, and the scanner. */
const shell = new Set([
  "cli/main",
  "command-line",
  "application",
  "dist",
  "version",
  "runners",
  "rolldown-runtime",
]);

/** Names of built chunks that a command line loads, without their hashes. */
function chunksOf(...words: readonly string[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "start-"));
  try {
    const hook = path.join(folder, "hook.mjs");
    writeFileSync(
      hook,
      `import { writeSync } from "node:fs";
       export async function load(url, context, next) {
         if (url.startsWith("file:")) writeSync(2, "loaded " + url + "\\n");
         return next(url, context);
       }`,
    );
    const register = path.join(folder, "register.mjs");
    writeFileSync(
      register,
      `import { register } from "node:module"; register(${JSON.stringify(`file://${hook}`)});`,
    );
    const { stderr } = spawnSync(process.execPath, ["--import", register, main, ...words], {
      cwd: folder,
      encoding: "utf8",
      timeout: 15_000,
    });
    return [...stderr.matchAll(/loaded file:.*\/dist\/(.*)\.js/g)].map(([, name = ""]) =>
      name.replace(/^chunks\//, "").replace(/-[\w-]{8}$/, ""),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([[["--version"]], [["--help"]], [["help", "run"]], [["run", "--help"]]])(
  "%j loads nothing but the command line itself",
  (words) => {
    const loaded = chunksOf(...words);
    expect(loaded).toContain("cli/main");
    expect(loaded.filter((name) => !shell.has(name))).toEqual([]);
  },
);

test("--version loads the version and nothing else", () => {
  expect(chunksOf("--version").filter((name) => name !== "rolldown-runtime")).toEqual([
    "cli/main",
    "version",
  ]);
});

test("explain CODE opens no lot", () => {
  expect(chunksOf("explain", "BKL2001")).toContain("explain");
  expect(chunksOf("explain", "BKL2001").filter((name) => /worker|holder/.test(name))).toEqual([]);
});
