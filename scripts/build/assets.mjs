import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { descriptionManifest } from "./published/description.mjs";
import { packedDescription, packedFiles } from "./published/packed.mjs";

const reader = path.join("src", "doubles", "github", "published", "packed-routes.ts");

/**
 * Copies the large data that bundled code reads at run time.
 * @param modules absolute paths of the modules that are in the bundles
 * @returns paths inside the packages that the data, and what bundles hold of it, was made from
 */
export async function assets(root, folder, modules) {
  if (!modules.has(path.join(root, reader))) return [];
  const target = path.join(folder, "assets");
  mkdirSync(target);
  copyFileSync(
    path.join(await packedDescription(root), packedFiles.schemas),
    path.join(target, packedFiles.schemas),
  );
  return [path.join(root, descriptionManifest)];
}
