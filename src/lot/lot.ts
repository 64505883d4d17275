import { join } from "node:path";
import { BacklotError, finding, type Ports } from "../core/index.ts";
import {
  createOwnedFolder,
  currentProcess,
  makePrivateFolder,
  removeOwnedFolder,
  whileWriting,
} from "../disk/index.ts";
import {
  endProcesses,
  findExecutable,
  inspectProcesses,
  processesWritingTo,
  sharedInput,
} from "../adapters/process/index.ts";
import { openShimHost, type ProcessTools, type ShimHost } from "../hosts/shim/index.ts";
import { killPoint } from "./kill-point.ts";
import { clearLeftovers } from "./leftovers.ts";
import { openLiveWorld, type LiveWorld } from "./live-world.ts";
import { startReaper, type Reaper } from "./reaper.ts";
import { shimClientScript } from "./scripts.ts";
import type { WorldSpec } from "./world-hosts.ts";

/** One per process: holds all worlds of that process, one pool for commands, and the ports. */
export interface Lot {
  readonly folder: string;
  readonly reaper: Reaper;
  open(spec: WorldSpec): Promise<LiveWorld>;
  /** @throws BacklotError `world-closed` */
  world(id: string): LiveWorld;
  readonly worlds: readonly LiveWorld[];
  /** Closes all worlds that are open, then itself. Nothing of it is left. */
  close(): Promise<void>;
}

/** What the shim host needs of this machine's processes. */
const processTools: ProcessTools = {
  inspect: inspectProcesses,
  findExecutable,
  end: endProcesses,
  holding: processesWritingTo,
  sharedInput,
};

/**
 * Opens the lot of this process. Nothing is left when it throws.
 * @param handler runs handlers that TypeScript gave
 * @param processes for tests: another machine
 * @throws BacklotError `temp-folder`, `no-shell`, `cannot-start`
 */
export async function openLot(handler: Ports["handler"], processes = processTools): Promise<Lot> {
  const reaper = startReaper({ owner: currentProcess() });
  killPoint("lot.reaper-started");
  let folder: string | undefined;
  let shim: ShimHost | undefined;
  try {
    folder = createOwnedFolder({
      before: (path) => {
        // Before the folder exists and before anything carries its name. The mark stays until the lot ends, so that
        // what a closed world's programs have left running ends with this process at the latest.
        reaper.register("dir", path);
        reaper.register("mark", `BACKLOT_LOT=${path}`);
        killPoint("lot.folder-registered");
      },
    });
    killPoint("lot.folder-made");
    makePrivateFolder(join(folder, "pool"));
    killPoint("lot.pool-made");
    shim = await openShimHost({
      folder: join(folder, "pool"),
      clientPath: shimClientScript(),
      processes,
    });
    killPoint("lot.shim-open");
    return lotOf(folder, reaper, shim, handler);
  } catch (error) {
    await shim?.close();
    if (folder !== undefined) await removeOwnedFolder(folder);
    await reaper.close();
    throw folder === undefined ? error : whileWriting(folder, error);
  }
}

function lotOf(folder: string, reaper: Reaper, shim: ShimHost, handler: Ports["handler"]): Lot {
  const worlds = new Map<string, LiveWorld>();
  let count = 0;
  let closing: Promise<void> | undefined;
  // Beside what this lot is for, so that its start does not wait.
  const sweeping = clearLeftovers();
  const close = async (): Promise<void> => {
    killPoint("lot.closing");
    await Promise.allSettled([...worlds.values()].map((live) => live.close()));
    await shim.close();
    killPoint("lot.shim-closed");
    await removeOwnedFolder(folder);
    killPoint("lot.folder-removed");
    await sweeping;
    await reaper.close();
    killPoint("lot.closed");
  };
  return {
    folder,
    reaper,
    get worlds() {
      return [...worlds.values()];
    },
    open: async (spec) => {
      const id = `w${++count}`;
      const live = await openLiveWorld({ folder, shim, handler }, id, spec);
      const held: LiveWorld = {
        ...live,
        close: (outcome) => {
          worlds.delete(id);
          return live.close(outcome);
        },
      };
      worlds.set(id, held);
      return held;
    },
    world: (id) => {
      const live = worlds.get(id);
      if (live === undefined)
        throw new BacklotError([finding("world-closed", { what: `world ${id} is not open` })]);
      return live;
    },
    close: () => (closing ??= close()),
  };
}
