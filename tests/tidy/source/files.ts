import { readFileSync, readdirSync } from "node:fs";
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
