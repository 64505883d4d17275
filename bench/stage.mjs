import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFile } from "./programs.mjs";

/** What rows measure on: the built product, a folder of their own, and what they share in one repetition. */
export async function openStage(options) {
  const product = await import(pathToFileURL(projectFile("dist/index.js")).href);
  const folder = mkdtempSync(join(tmpdir(), "backlot-bench-"));
  let shared = new Map();
  return {
    ...options,
    folder,
    product,
    openWorld: (scenario, options) => product.openWorld(scenario, options),
    /** Does something once in a repetition, for all rows that read its results. */
    once: (name, action) => {
      if (!shared.has(name)) shared.set(name, action());
      return shared.get(name);
    },
    nextRepetition: () => {
      shared = new Map();
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
