import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { descriptionManifest } from "./published/description.mjs";

/** What a build reads besides src/ and its own scripts. */
const configuration = [
  "package.json",
  "package-lock.json",
  "rolldown.config.mjs",
  "tsconfig.json",
  "tsconfig.build.json",
  "scripts/build.mjs",
  // What is installed may differ from what the lock file asks for.
  descriptionManifest,
];

/**
 * One hash over the names and contents of everything a build depends on. Times are left out: a fresh
 * clone and a switched branch with the same contents need no new build.
 */
export function inputsHash(root) {
  const hash = createHash("sha256");
  for (const file of [...configuration, ...filesBelow(root, "scripts/build"), ...filesBelow(root, "src")]) {
    const absolute = path.join(root, file);
    if (!existsSync(absolute)) continue;
    hash.update(`${file}\0`);
    hash.update(readFileSync(absolute));
    hash.update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(root, folder) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** The hash that dist/ was built from, or undefined. */
export function readStamp(dist) {
  try {
    return readFileSync(path.join(dist, ".stamp"), "utf8").trim();
  } catch {
    return undefined;
  }
}

export function writeStamp(dist, hash) {
  writeFileSync(path.join(dist, ".stamp"), `${hash}\n`);
}
