import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

/**
 * Emits declarations, keeps those that the package's exports lead to, and makes every relative import in
 * them end in .js, which all versions of TypeScript resolve. Those that `require` leads to stand a second time in a
 * folder that says that it is CommonJS: the same words, but what they describe is loaded in another way.
 * @returns how many files were kept
 */
export async function declarations(root, folder) {
  const types = path.join(folder, "types");
  await run(root, ["-p", "tsconfig.build.json", "--outDir", types]);
  if (!existsSync(types)) throw new Error("tsc wrote no declarations");
  const entries = exportedTypes(root);
  const kept = reachable(
    types,
    entries.filter((one) => !one.required).map(({ file }) => path.join(types, file)),
  );
  for (const file of declarationFiles(types)) {
    if (!kept.has(file)) rmSync(file);
  }
  const required = entries.filter((one) => one.required).map(({ file }) => path.join(types, file));
  copyForRequire(types, path.join(folder, "types-cjs"), reachable(types, required));
  return kept.size;
}

function run(root, args) {
  const tsc = path.join(import.meta.dirname, "..", "..", "node_modules", ".bin", "tsc");
  return new Promise((resolve, reject) => {
    const child = spawn(tsc, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`tsc found errors\n${Buffer.concat(output).toString("utf8")}`));
    });
  });
}

/** Declaration files that package.json names, below the folder of declarations. */
function exportedTypes(root) {
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return typesIn(manifest.exports).map((file) => {
    const [, kind, ...rest] = path.posix.normalize(file).split("/");
    return { file: path.join(...rest), required: kind === "types-cjs" };
  });
}

function typesIn(target) {
  if (typeof target !== "object") return [];
  return Object.entries(target).flatMap(([condition, inner]) =>
    condition === "types" ? [inner] : typesIn(inner),
  );
}

function copyForRequire(types, folder, files) {
  for (const file of files) {
    const copy = path.join(folder, path.relative(types, file));
    mkdirSync(path.dirname(copy), { recursive: true });
    copyFileSync(file, copy);
  }
  if (files.size > 0) writeFileSync(path.join(folder, "package.json"), '{ "type": "commonjs" }\n');
}

function reachable(types, entries) {
  // An entry may still be unwritten.
  const seen = new Set(entries.filter((file) => existsSync(file)));
  for (const file of seen) {
    const text = readFileSync(file, "utf8");
    const specifiers = specifiersIn(file, text);
    for (const { value } of specifiers) {
      if (value.startsWith(".")) seen.add(declarationOf(file, value));
      else if (!/^(node:|vitest(\/|$)|@jest\/globals$)/.test(value)) {
        throw new Error(
          `${path.relative(types, file)} shows a type of ${value}, which users do not have: wrap it in one of ours`,
        );
      }
    }
    writeFileSync(file, withJsSpecifiers(text, specifiers));
  }
  return seen;
}

function declarationOf(file, specifier) {
  const found = path.resolve(path.dirname(file), specifier.replace(/\.[jt]s$/, ".d.ts"));
  if (!existsSync(found)) throw new Error(`${file} imports ${specifier}, which has no declaration`);
  return found;
}

/** Every module specifier with the place of its text: imports, re-exports and import types. */
function specifiersIn(file, text) {
  const { module, program, errors } = parseSync(file, text, { lang: "dts" });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [
    ...module.staticImports.map((one) => one.moduleRequest),
    ...module.staticExports.flatMap((one) => one.entries.map((entry) => entry.moduleRequest ?? [])).flat(),
    ...importTypes(program),
  ];
  return [...new Map(found.map((one) => [one.start, one])).values()];
}

function importTypes(node) {
  if (node === null || typeof node !== "object") return [];
  if (Array.isArray(node)) return node.flatMap((one) => importTypes(one));
  const inner = Object.values(node).flatMap((value) => importTypes(value));
  return node.type === "TSImportType" ? [node.source, ...inner] : inner;
}

function withJsSpecifiers(text, specifiers) {
  let result = text;
  for (const { value, start, end } of specifiers.toSorted((a, b) => b.start - a.start)) {
    if (!value.startsWith(".")) continue;
    result = `${result.slice(0, start)}"${value.replace(/\.ts$/, ".js")}"${result.slice(end)}`;
  }
  return result;
}

function declarationFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
