import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { writeDoors } from "./doors.mjs";

/**
 * Bundles all entries into a folder.
 * @returns the number of files written, absolute paths of all modules in them, entries without a source
 */
export async function bundle(root, folder) {
  const config = await import(pathToFileURL(path.join(root, "rolldown.config.mjs")).href);
  const results = await Promise.all(config.bundles.map((one) => bundleOne(config, one, root, folder)));
  for (const part of results.flatMap((one) => one.library)) writeDoors(folder, config.doorOf, part);
  makeExecutable(path.join(folder, "cli", "main.js"));
  return {
    files: results.reduce((sum, one) => sum + one.files, 0),
    modules: new Set(results.flatMap((one) => one.modules)),
    missing: Object.assign({}, ...results.map((one) => one.missing)),
  };
}

async function bundleOne(config, one, root, folder) {
  const { written, missing } = config.entriesOf(one, root);
  if (Object.keys(written).length === 0) return { files: 0, modules: [], library: [], missing };
  const { output: outputOptions, ...inputOptions } = config.rolldownOptions(one, root, folder);
  const build = await rolldown(inputOptions);
  try {
    const { output } = await build.write(outputOptions);
    const chunks = output.filter((file) => file.type === "chunk");
    refuseForeignImports(chunks, one.door === true ? doorsOf(config) : []);
    if (one.door === true) refuseSecondCopies(chunks, path.join(root, "src", "testing"));
    return {
      files: output.length,
      modules: chunks.flatMap((chunk) => chunk.moduleIds),
      library: one.library === true ? chunks.filter((chunk) => chunk.isEntry) : [],
      missing,
    };
  } finally {
    await build.close();
  }
}

/** package.json has no dependencies, so a package that is imported by name would be missing at users'. */
function refuseForeignImports(chunks, doors) {
  const own = new Set([...chunks.map((chunk) => chunk.fileName), ...doors]);
  for (const chunk of chunks) {
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      if (own.has(path.posix.normalize(name)) || /^(node:|vitest(\/|$)|@jest\/globals$)/.test(name)) continue;
      throw new Error(`${chunk.fileName} imports ${name}, which is neither bundled nor part of Node`);
    }
  }
}

function doorsOf({ bundles, doorOf }) {
  const parts = bundles.flatMap((one) => (one.library === true ? Object.keys(one.entries) : []));
  return parts.flatMap((name) => ["esm", "cjs"].map((format) => doorOf(name, format)));
}

/** What an entry takes past the library would be there once more for each form of the package. */
function refuseSecondCopies(chunks, own) {
  const others = chunks.flatMap((chunk) => chunk.moduleIds).filter((id) => path.isAbsolute(id));
  for (const id of others) {
    if (id.startsWith(own + path.sep)) continue;
    throw new Error(
      `${id} is taken into an entry of test code: let src/testing/library.ts export what is needed of it`,
    );
  }
}

function makeExecutable(file) {
  if (!existsSync(file)) return;
  const text = readFileSync(file, "utf8");
  if (!text.startsWith("#!")) writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  chmodSync(file, 0o755);
}
