import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { keptFiles, root } from "./source/files.ts";

const manifest = JSON.parse(read("package.json")) as {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: unknown;
};
const pages = keptFiles().filter((file) => file.path.endsWith(".md"));

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

test("what is generated is up to date", () => {
  const output = execFileSync(process.execPath, ["scripts/generate.mjs", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(output).toMatch(/^up to date: \d+ files\n$/);
});

test("the changelog starts with the version of the package", () => {
  expect(/^## (\S+)/m.exec(read("CHANGELOG.md"))?.[1]).toBe(manifest.version);
});

test("the version in the code is the version of the package", () => {
  expect(read("src/lot/version.ts")).toContain(`export const version = "${manifest.version}";`);
});

test("the package brings no other packages and runs nothing when it is installed", () => {
  expect(manifest.dependencies).toBeUndefined();
  expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
});

test("links between pages lead somewhere", () => {
  expect(pages.length).toBeGreaterThan(10);
  const broken = pages.flatMap((page) =>
    [...page.text.matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)]
      .map(([, target = ""]) => path.posix.join(path.posix.dirname(page.path), target))
      .filter((target) => !existsSync(path.join(root, target)))
      .map((target) => `${page.path}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("every promise of SECURITY.md names a test that exists, or says that it is planned", () => {
  const rows = read("SECURITY.md")
    .split("\n")
    .filter((line) => /^\| [A-Z]/.test(line));
  expect(rows.length).toBeGreaterThan(8);
  const wrong = rows.filter((row) => {
    const [, planned, file = ""] = /\| (_planned_ )?`([^`]+)`\s*\|$/.exec(row) ?? [];
    return file === "" || existsSync(path.join(root, file)) !== (planned === undefined);
  });
  expect(wrong).toEqual([]);
});

test("commands that the pages tell to run are scripts of the package", () => {
  const told = new Set(
    pages.flatMap((page) => [...page.text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name)),
  );
  expect([...told].filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  expect(told).toContain("check");
});
