import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What V8 compiled of the files of an installation, for the processes that come after. */
export interface CodeCache {
  /** Undefined: nothing is kept of that file. */
  read(file: string): Uint8Array | undefined;
  /** Keeps it whole or not at all; false where nothing can be kept, as in installations that belong to somebody else. */
  keep(file: string, code: Uint8Array): boolean;
}

/**
 * The cache of an installation: `node_modules/.cache/backlot/compiled` beside it, where tools keep what may be deleted at any
 * time. Who can write there can change the installation itself.
 * @param dist absolute path of the installation's built files; names in its "chunks" hold a hash of the text
 * @param version of what compiles: several versions of Node may share an installation
 * @param program what is run, as a name for files: each keeps the functions that it needs
 */
export function openCodeCache(dist: string, version: string, program: string): CodeCache {
  const installed = dirname(dirname(dist));
  const modules = basename(installed) === "node_modules" ? installed : join(dirname(dist), "node_modules");
  const folder = join(modules, ".cache", "backlot", "compiled", program);
  const placeOf = (file: string): string => join(folder, `${basename(file)}-${version}`);
  return {
    read: (file) => {
      try {
        return readFileSync(placeOf(file));
      } catch {
        return undefined;
      }
    },
    keep: (file, code) => {
      if (!existsSync(modules)) return false;
      const unfinished = `${placeOf(file)}.${process.pid}`;
      try {
        if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
        else sweep(folder, dist);
        writeFileSync(unfinished, code);
        renameSync(unfinished, placeOf(file));
        return true;
      } catch {
        removeUnfinished(unfinished);
        return false;
      }
    },
  };
}

function removeUnfinished(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It never came to be, or the next process removes it.
  }
}

/** Removes what was kept of files that a newer version no longer has, and what a killed process left unfinished. */
function sweep(folder: string, dist: string): void {
  for (const name of readdirSync(folder)) {
    const [, file = "", process] = /^(.*)-[0-9a-f]+(\.\d+)?$/.exec(name) ?? [];
    if (process !== undefined || !existsSync(join(dist, "chunks", file)))
      rmSync(join(folder, name), { force: true });
  }
}
