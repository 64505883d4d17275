import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { AssetsPort } from "../../core/index.ts";

/**
 * Reads what the build packed into the folder of assets, each file compressed with brotli.
 * @param folder where they are; asked when the first of them is read
 * @example assetsPort(() => "/srv/backlot/dist/assets").read("github-schemas")
 */
export function assetsPort(folder: () => string): AssetsPort {
  return { read: (name) => brotliDecompressSync(readFileSync(join(folder(), `${name}.br`))) };
}
