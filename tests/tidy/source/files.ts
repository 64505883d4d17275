import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** A source file: its path from the project's root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The project's root folder. */
export const root = path.join(import.meta.dirname, "..", "..", "..");

/** All TypeScript files below a folder of the project, sorted by path. */
export function sourceFiles(folder: string): SourceFile[] {
  const found: SourceFile[] = [];
  const open = [folder];
  for (const current of open) {
    for (const entry of readdirSync(path.join(root, current), { withFileTypes: true })) {
      const name = `${current}/${entry.name}`;
      if (entry.isDirectory()) open.push(name);
      else if (name.endsWith(".ts"))
        found.push({ path: name, text: readFileSync(path.join(root, name), "utf8") });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function isTest(file: string): boolean {
  return file.endsWith(".test.ts");
}

/** Every file that git keeps or would keep, with its size and its text (empty for files that hold NUL). */
export function keptFiles(): (SourceFile & { readonly bytes: number })[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const names = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0");
  return names
    .filter(
      (name) => name !== "" && existsSync(path.join(root, name)) && statSync(path.join(root, name)).isFile(),
    )
    .map((name) => {
      const data = readFileSync(path.join(root, name));
      return { path: name, bytes: data.length, text: data.includes(0) ? "" : data.toString("utf8") };
    });
}
