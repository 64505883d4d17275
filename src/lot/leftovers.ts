import { sep } from "node:path";
import { sweep } from "../disk/index.ts";
import { reapAbandoned } from "./reaper.ts";

/** Variables that hold a world's or a run's folder in the environment of every program of theirs. */
const markers = ["BACKLOT_RUN", "BACKLOT_WORLD"] as const;

/**
 * Ends the programs and removes the folders of owners that died together with their reapers. Never throws,
 * and stops at limits; the next start goes on.
 */
export async function clearLeftovers(): Promise<void> {
  await sweep({
    remove: async (folder, owner) => {
      // This process may itself be what a dead run has left; it ends when it is done, not half way.
      const below = markers.some((name) => `${process.env[name] ?? ""}${sep}`.startsWith(`${folder}${sep}`));
      if (!below) await reapAbandoned(folder, owner, markers);
    },
  });
}
