import { mkdirSync } from "node:fs";
import { rolldown } from "rolldown";

/** Builds a TypeScript entry into one ES module, since Node 20 loads no .ts in threads and child processes. */
export async function bundle(entry: string, folder: string, name: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const build = await rolldown({ input: entry, platform: "node" });
  const file = `${folder}/${name}.mjs`;
  await build.write({ file, format: "esm" });
  await build.close();
  return file;
}
