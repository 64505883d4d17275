import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { assetsPort } from "../../src/adapters/assets/index.ts";
import { hashPort } from "../../src/adapters/hash/index.ts";
import { regexPort } from "../../src/adapters/regex/index.ts";
import { BacklotError, finding, type FilesPort, type Ports } from "../../src/core/index.ts";
import { packedFolder } from "../../src/doubles/github/published/testing-packed.ts";
import { memoryFolders } from "../samples/folders.ts";
import { fakeGit } from "./fake-git.ts";

/** Ports that touch nothing: files in memory, a git of a few commands, time that passes at once. */
export function fakePorts(): Ports {
  return {
    regex: regexPort,
    hash: hashPort,
    wait: {
      wait: async (_ms, until) => {
        await nextTurn();
        return until?.aborted !== true;
      },
    },
    stopwatch: { nowMs: () => 0 },
    files: memoryFiles(),
    git: fakeGit(),
    handler: {
      run: () => Promise.reject(noHandlers()),
      test: () => Promise.reject(noHandlers()),
    },
    recorder: { mode: () => "replay", record: () => undefined },
    assets: assetsPort(() => packedFolder),
    folders: memoryFolders(),
    programs: { allowed: false, isRoot: false, run: () => Promise.reject(noHandlers()) },
  };
}

function noHandlers(): BacklotError {
  return new BacklotError([finding("handler-failed", { what: "conformance tests have no handlers" })]);
}

function memoryFiles(root = "/world"): FilesPort {
  const files = new Map<string, Uint8Array>();
  return {
    root,
    folder: async (name) => join(root, name),
    write: async (name, bytes) => {
      files.set(name, bytes);
      return join(root, name);
    },
    read: async (name) => {
      const bytes = files.get(name);
      if (bytes === undefined) throw new BacklotError([finding("file-not-found", { what: name })]);
      return bytes;
    },
    remove: async (name) => {
      for (const path of files.keys()) if (path === name || path.startsWith(`${name}/`)) files.delete(path);
    },
  };
}
