import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { rolldown } from "rolldown";

/** Modules bundled so that a plain .mjs program can import them. */
export interface Bundle {
  /** Absolute path of one file with all exports. */
  readonly file: string;
  remove(): void;
}

/** Bundles modules of `src/` into one file in a folder of its own. @param modules relative to the project */
export async function bundle(modules: readonly string[]): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  const input = join(folder, "entry.ts");
  const lines = modules.map((module) => `export * from ${JSON.stringify(resolve(module))};\n`);
  writeFileSync(input, lines.join(""));
  const build = await rolldown({ input, platform: "node", logLevel: "silent" });
  // Minified, as the published code may be: what travels as text (the fallback reaper) must survive it.
  await build.write({ dir: folder, entryFileNames: "bundle.mjs", format: "esm", minify: true });
  await build.close();
  return { file: join(folder, "bundle.mjs"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
