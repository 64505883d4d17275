import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Ports } from "../core/index.ts";
import { assetsPort } from "../adapters/assets/index.ts";
import { filesPort } from "../adapters/files/index.ts";
import { foldersPort } from "../adapters/folders/index.ts";
import { gitPort } from "../adapters/git/index.ts";
import { hashPort } from "../adapters/hash/index.ts";
import { programsPort } from "../adapters/programs/index.ts";
import { regexPort } from "../adapters/regex/index.ts";
import { waitPort } from "../adapters/wait/index.ts";
import { makePrivateFolder } from "../disk/index.ts";
import { assetsFolder } from "./scripts.ts";

/** One for all worlds, so that what a double makes of an asset can be kept for the next world. */
const assets = assetsPort(assetsFolder);

/** What of its ports a world has from whoever opens it. */
export interface WorldPortsParts extends Pick<Ports, "handler" | "recorder"> {
  /** The world's folder; asked for when something is kept in it. */
  readonly folder: () => string;
  /** Whether doubles may run programs (`--allow-code`). */
  readonly allowCode: boolean;
}

/** What a world's doubles get from outside. */
export function worldPorts({ folder, handler, recorder, allowCode }: WorldPortsParts): Ports {
  const made = (): string => {
    const work = join(folder(), "work");
    makePrivateFolder(work);
    return work;
  };
  let files: Ports["files"] | undefined;
  let git: Ports["git"] | undefined;
  return {
    regex: regexPort,
    wait: waitPort,
    stopwatch: { nowMs: () => performance.now() },
    hash: hashPort,
    // Most worlds keep no files, and making and removing a folder is much of what opening a world costs.
    get files() {
      return (files ??= filesPort(made()));
    },
    get git() {
      return (git ??= gitPort(made()));
    },
    handler,
    recorder,
    assets,
    folders: foldersPort,
    programs: programsPort({ allowed: allowCode }),
  };
}
