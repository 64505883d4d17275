// Builds dist/: declarations by tsc, JavaScript by rolldown, licences of what was bundled.
// A build whose inputs have not changed is skipped; the result appears in one step or not at all.
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { inputsHash, readStamp, writeStamp } from "./build/stamp.mjs";

const root = path.join(import.meta.dirname, "..");
const dist = path.join(root, "dist");

const inputs = inputsHash(root);
if (!process.argv.includes("--force") && readStamp(dist) === inputs) {
  console.log("build: up to date");
} else {
  await build();
}

async function build() {
  const started = performance.now();
  // Loaded only here: a build that has nothing to do must not pay for the tools.
  const [{ assets }, { bundle }, { declarations }, { licences }, { openWorkshop, swapIn }, { rmSync }] =
    await Promise.all([
      import("./build/assets.mjs"),
      import("./build/bundle.mjs"),
      import("./build/declarations.mjs"),
      import("./build/licences.mjs"),
      import("./build/swap.mjs"),
      import("node:fs"),
    ]);
  const { workshop, folder } = openWorkshop(root);
  try {
    const [bundled, types] = await bothOrError(bundle(root, folder), declarations(root, folder));
    const packed = await assets(root, folder, bundled.modules);
    const packages = licences(root, folder, [...bundled.modules, ...packed]);
    writeStamp(folder, inputs);
    swapIn(folder, dist);
    for (const [name, source] of Object.entries(bundled.missing)) {
      console.log(`build: skipped ${name}.js, there is no ${source}`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `build: ${bundled.files} files, ${types} declarations, ${packages} bundled packages, ${seconds} s`,
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    console.error(`build failed: ${stripVTControlCharacters(text)}`);
    process.exitCode = 1;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** Waits for both even when one fails: the other still writes into the folder that is about to be removed. */
async function bothOrError(...promises) {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}
