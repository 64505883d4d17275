import { lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFile, runProgram } from "../programs.mjs";

const npmFlags = ["--no-audit", "--no-fund", "--loglevel=error"];

export const sizeRows = [
  {
    id: "size",
    title: "`npm install backlot --omit=dev --omit=peer`",
    unit: "MB",
    must: 15,
    goal: 8,
    measure: async (stage) => {
      const { bytes, packages } = await stage.once("installed", () => install(stage));
      return { value: bytes / 1e6, results: { packages: String(packages) } };
    },
  },
  {
    id: "packages",
    title: "packages of that install",
    unit: "packages",
    must: 12,
    goal: 3,
    measure: async (stage) => {
      const { packages } = await stage.once("installed", () => install(stage));
      return { value: packages, results: {} };
    },
  },
];

/** Packs the project and installs the tarball into an empty one, offline: it must need nothing else. */
async function install(stage) {
  const folder = join(stage.folder, `install-${performance.now()}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const pack = ["npm", "pack", "--ignore-scripts", "--pack-destination", folder, ...npmFlags];
  await runProgram(pack, { cwd: projectFile(".") });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  const add = [
    "npm",
    "install",
    `./${tarball}`,
    "--offline",
    "--ignore-scripts",
    "--omit=dev",
    "--omit=peer",
  ];
  await runProgram([...add, ...npmFlags], { cwd: folder });
  const modules = join(folder, "node_modules");
  return { bytes: bytesBelow(modules), packages: packagesIn(modules) };
}

function bytesBelow(path) {
  const facts = lstatSync(path);
  if (!facts.isDirectory()) return facts.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}

/** Packages of a node_modules folder, those inside packages too. */
function packagesIn(modules) {
  let count = 0;
  for (const name of readdirSync(modules)) {
    if (name.startsWith(".")) continue;
    const path = join(modules, name);
    if (name.startsWith("@")) count += packagesIn(path);
    else
      count += 1 + (readdirSync(path).includes("node_modules") ? packagesIn(join(path, "node_modules")) : 0);
  }
  return count;
}
