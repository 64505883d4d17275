import { sep } from "node:path";
import { sweep } from "../disk/index.ts";
import { reapAbandoned } from "./reaper.ts";
import { runFolderOf } from "./run-folder.ts";

/**
 * Ends the programs and removes the folders of owners that died together with their reapers. Never throws,
 * and stops at limits; the next start goes on.
 */
export async function clearLeftovers(): Promise<void> {
  await sweep({
    remove: async (folder, owner) => {
      // This process may itself be what a dead run has left; it ends when it is done, not half way.
      if (startedIn(folder)) return;
      const marks = [`BACKLOT_LOT=${folder}`, `BACKLOT_RUN=${runFolderOf(folder)}`];
      await reapAbandoned(folder, owner, marks);
    },
  });
}

function startedIn(folder: string): boolean {
  const places = [process.env["BACKLOT_LOT"], process.env["BACKLOT_RUN"]];
  return places.some((place) => `${place}${sep}`.startsWith(`${folder}${sep}`));
}
