import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { utf8 } from "../core/index.ts";
import { findProjectRoot } from "./project.ts";
import { writeAtomic } from "./write-atomic.ts";

/**
 * Makes git ignore what matches a pattern in a folder: a line in the folder's `.gitignore`, unless one of its or of the
 * project's folders above has that line already.
 * @throws BacklotError `cannot-write`
 * @example hideFromGit("/repo/fixtures", "*.review")
 */
export function hideFromGit(folder: string, pattern: string): void {
  const top = findProjectRoot(folder);
  for (let at = folder; ; at = dirname(at)) {
    if (linesOf(join(at, ".gitignore")).includes(pattern)) return;
    if (at === top || at === dirname(at)) break;
  }
  const file = join(folder, ".gitignore");
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const end = before === "" || before.endsWith("\n") ? "" : "\n";
  writeAtomic(file, utf8(`${before}${end}${pattern}\n`), { mode: 0o644 });
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch {
    return [];
  }
}
