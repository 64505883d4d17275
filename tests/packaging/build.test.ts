import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";

const repository = path.join(import.meta.dirname, "..", "..");
const run = promisify(execFile);
const projects: string[] = [];

afterEach(() => {
  for (const project of projects.splice(0)) rmSync(project, { recursive: true, force: true });
});

const sources = {
  "src/core/index.ts": 'export * from "./words.ts";\n',
  "src/core/words.ts":
    'export interface Word { readonly text: string }\nexport const hello: Word = { text: "hi" };\n',
  "src/core/unused.ts": "export const unreached = 1;\n",
  "src/testing/library.ts": 'export { hello } from "../core/index.ts";\n',
  "src/testing/index.ts":
    'export { hello } from "./library.ts";\nexport type { Word } from "../core/index.ts";\n',
  "src/start/main.ts":
    'import { createRequire } from "node:module";\ncreateRequire(import.meta.url)("../command-line.cjs").run();\n',
  "src/cli/command-line.ts":
    'export const run = async (): Promise<void> => (await import("./verb.ts")).verb();\n',
  "src/cli/verb.ts":
    'import { stringify } from "yaml";\nimport { hello } from "../core/index.ts";\nexport function verb(): void {\n  process.stdout.write(stringify(hello.text));\n}\n',
};

/** A small project with the real build scripts and configuration. */
function project(files: Readonly<Record<string, string>> = sources): string {
  const root = mkdtempSync(path.join(tmpdir(), "backlot-build-test-"));
  projects.push(root);
  for (const name of [
    "scripts",
    "rolldown.config.mjs",
    "tsconfig.json",
    "tsconfig.build.json",
    "package.json",
  ]) {
    cpSync(path.join(repository, name), path.join(root, name), { recursive: true });
  }
  symlinkSync(path.join(repository, "node_modules"), path.join(root, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

async function build(root: string): Promise<string> {
  const { stdout } = await run(process.execPath, ["scripts/build.mjs"], { cwd: root });
  return stdout;
}

async function failedBuild(root: string): Promise<string> {
  return await run(process.execPath, ["scripts/build.mjs"], { cwd: root }).then(
    ({ stdout }) => `the build succeeded:\n${stdout}`,
    (error: unknown) => String((error as { stderr?: string }).stderr),
  );
}

test("a build holds entries, lazy chunks, declarations for the exports, licences, and leaves nothing else", async () => {
  const root = project();
  const output = await build(root);
  const dist = path.join(root, "dist");

  expect(output).toContain("build: skipped lot-worker.js, there is no src/start/lot-worker.ts\n");
  expect(output).toMatch(/build: \d+ files, 4 declarations, 1 bundled packages/);
  expect(readFileSync(path.join(dist, "types/testing/index.d.ts"), "utf8")).toContain(
    'from "../core/index.js"',
  );
  expect(readdirSync(path.join(dist, "types/core")).sort()).toEqual(["index.d.ts", "words.d.ts"]);
  expect(readFileSync(path.join(dist, "THIRD-PARTY-LICENSES.txt"), "utf8")).toMatch(
    /yaml 2\.9\.1 \(ISC\)\n\nCopyright Eemeli Aro/,
  );
  expect(readdirSync(path.join(dist, "chunks")).some((name) => name.startsWith("verb-"))).toBe(true);
  expect(statSync(path.join(dist, "cli/main.js")).mode & 0o111).toBe(0o111);
  expect(readdirSync(root).filter((name) => name.startsWith(".build"))).toEqual([]);
  const { stdout } = await run(path.join(dist, "cli/main.js"), []);
  expect(stdout).toBe("hi\n");
});

test("an unchanged project is not built again, a changed one is", async () => {
  const root = project();
  await build(root);
  expect(await build(root)).toBe("build: up to date\n");
  writeFileSync(path.join(root, "src/core/words.test.ts"), "// tests are no input of a build\n");
  expect(await build(root)).toBe("build: up to date\n");
  writeFileSync(path.join(root, "src/core/words.ts"), sources["src/core/words.ts"].replace("hi", "ho"));
  expect(await build(root)).toContain("bundled packages");
  expect((await run(path.join(root, "dist/cli/main.js"), [])).stdout).toBe("ho\n");
});

test("builds at the same time leave one whole result", async () => {
  const root = project();
  await Promise.all([build(root), build(root), build(root)]);
  expect((await run(path.join(root, "dist/cli/main.js"), [])).stdout).toBe("hi\n");
  expect(await build(root)).toBe("build: up to date\n");
  expect(readdirSync(root).filter((name) => name.startsWith(".build"))).toEqual([]);
});

test("what is imported and what is required is one library, and nothing is taken past it", async () => {
  const root = project();
  await build(root);
  const both = `
    const required = require("./dist/index.cjs");
    import("./dist/index.js").then((imported) => console.log(imported.hello === required.hello, required.hello.text));
  `;
  expect((await run(process.execPath, ["-e", both], { cwd: root })).stdout).toBe("true hi\n");
  expect(readFileSync(path.join(root, "dist/types-cjs/package.json"), "utf8")).toContain("commonjs");
  writeFileSync(path.join(root, "src/testing/index.ts"), 'export { hello } from "../core/index.ts";\n');
  expect(await failedBuild(root)).toContain("let src/testing/library.ts export what is needed of it");
});

test("a failed build leaves the last good one standing", async () => {
  const root = project();
  await build(root);
  writeFileSync(path.join(root, "src/core/words.ts"), "export const hello: string = 1;\n");
  expect(await failedBuild(root)).toMatch(
    /^build failed: tsc found errors\n[^]*src\/core\/words\.ts\(1,14\)/,
  );
  expect((await run(path.join(root, "dist/cli/main.js"), [])).stdout).toBe("hi\n");
});

test("a public type of a bundled package is refused, since users have no such package", async () => {
  const root = project({
    ...sources,
    "src/testing/index.ts": 'export type { Document } from "yaml";\n',
  });
  expect(await failedBuild(root)).toContain(
    "testing/index.d.ts shows a type of yaml, which users do not have",
  );
});

test("an import that resolves to nothing fails the build instead of staying in the bundle", async () => {
  const root = project({
    ...sources,
    "src/cli/verb.ts":
      '// @ts-expect-error there is no such package\nimport "no-such-package";\nexport const verb = (): void => {};\n',
  });
  expect(await failedBuild(root)).toContain("no-such-package");
  // The compiler was still writing when the folder was removed, and made it again.
  expect(readdirSync(root).filter((name) => name.startsWith(".build"))).toEqual([]);
});

test("GitHub's description is packed into a chunk and an asset where code reads it, with its licence", async () => {
  const place = "src/doubles/github/published/packed-routes.ts";
  const root = project({
    ...sources,
    [place]: readFileSync(path.join(repository, place), "utf8"),
    "src/cli/verb.ts": `export async function verb(): Promise<void> {
  const { packedRoutes } = await import("../doubles/github/published/packed-routes.ts");
  process.stdout.write(packedRoutes.split("\\n").find((line) => line.startsWith("meta/root ")) ?? "none");
}
`,
  });
  expect(await build(root)).toContain("1 bundled packages");
  const { stdout } = await run(path.join(root, "dist/cli/main.js"), []);
  expect(stdout).toMatch(/^meta\/root GET \/ \{"d":/);
  const schemas = readFileSync(path.join(root, "dist/assets/github-schemas.br"));
  expect(Object.keys(JSON.parse(brotliDecompressSync(schemas).toString()))).toEqual([
    "answers",
    "definitions",
  ]);
  expect(readFileSync(path.join(root, "dist/THIRD-PARTY-LICENSES.txt"), "utf8")).toMatch(
    /@octokit\/openapi \d+\.\d+\.\d+ \(MIT\)[^]*github\/rest-api-description \(MIT\)/,
  );
});
