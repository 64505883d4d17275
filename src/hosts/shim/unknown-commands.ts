import { readdirSync } from "node:fs";
import { linkFile, linkFolder, makePrivateFolder, putFile } from "../../disk/index.ts";
import { isCommandName } from "./command-name.ts";
import { shimScript, type ScriptFacts } from "./script.ts";
import { holdsDoubles, markerName } from "./tools.ts";

/**
 * Doubles of every program on a PATH, so that one that nobody declared is refused and told of instead of run.
 * Making them takes some 15 us each (20 ms for 1,400 programs), so all worlds with the same PATH share a
 * folder: each has a link to it under a path of its own, from which its doubles tell whose they are.
 */
export class UnknownCommands {
  readonly #folder: string;
  readonly #facts: Omit<ScriptFacts, "world">;
  readonly #made = new Map<string, string>();

  /** @param folder a private folder that exists */
  constructor(folder: string, facts: Omit<ScriptFacts, "world">) {
    this.#folder = folder;
    this.#facts = facts;
  }

  /**
   * Gives a world its doubles of all that lies on a PATH.
   * @param worldFolder the world's own folder
   * @returns the folder to be put on its PATH, after that of its own commands
   */
  give(worldFolder: string, world: number, searchPath: string): string {
    let shared = this.#made.get(searchPath);
    if (shared === undefined) {
      shared = `${this.#folder}/u.${this.#made.size + 1}`;
      this.#make(shared, searchPath);
      this.#made.set(searchPath, shared);
    }
    const folder = `${worldFolder}/unknown`;
    putFile(`${folder}.world`, `${world}\n`);
    linkFolder(shared, folder);
    return folder;
  }

  #make(folder: string, searchPath: string): void {
    makePrivateFolder(folder);
    const script = `${folder}/${markerName}`;
    putFile(script, shimScript({ ...this.#facts, world: "beside" }), 0o500);
    for (const name of new Set(searchPath.split(":").flatMap((item) => programsIn(item)))) {
      linkFile(script, `${folder}/${name}`);
    }
  }
}

/** Names of what lies in a folder; those that are no programs do no harm. */
function programsIn(folder: string): string[] {
  // What is relative depends on where a program stands, and doubles are no real programs.
  if (!folder.startsWith("/") || holdsDoubles(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() || !isCommandName(entry.name) ? [] : [entry.name],
    );
  } catch {
    // PATH often names folders that do not exist.
    return [];
  }
}
