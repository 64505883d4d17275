import { join } from "node:path";
import { BacklotError, finding, type Ports } from "../core/index.ts";
import {
  createOwnedFolder,
  currentProcess,
  makePrivateFolder,
  removeOwnedFolder,
  sweep,
} from "../disk/index.ts";
import {
  endProcesses,
  findExecutable,
  inspectProcesses,
  processesWritingTo,
} from "../adapters/process/index.ts";
import { openShimHost, type ShimHost } from "../hosts/shim/index.ts";
import { openLiveWorld, type LiveWorld, type WorldSpec } from "./live-world.ts";
import { startReaper, type Reaper } from "./reaper.ts";
import { shimClientScript } from "./scripts.ts";

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

/** @param handler runs handlers that TypeScript gave */
export async function openLot(handler: Ports["handler"]): Promise<Lot> {
  void sweep();
  const reaper = startReaper({ owner: currentProcess() });
  let folder: string | undefined;
  let shim: ShimHost | undefined;
  try {
    folder = createOwnedFolder({ before: (path) => reaper.register("dir", path) });
    makePrivateFolder(join(folder, "pool"));
    shim = await openShimHost({
      folder: join(folder, "pool"),
      clientPath: shimClientScript(),
      processes: {
        inspect: inspectProcesses,
        findExecutable,
        end: endProcesses,
        holding: processesWritingTo,
      },
    });
    return lotOf(folder, reaper, shim, handler);
  } catch (error) {
    await shim?.close();
    if (folder !== undefined) await removeOwnedFolder(folder);
    await reaper.close();
    throw error;
  }
}

function lotOf(folder: string, reaper: Reaper, shim: ShimHost, handler: Ports["handler"]): Lot {
  const worlds = new Map<string, LiveWorld>();
  let count = 0;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.allSettled([...worlds.values()].map((live) => live.close()));
    await shim.close();
    await removeOwnedFolder(folder);
    await reaper.close();
  };
  return {
    folder,
    reaper,
    get worlds() {
      return [...worlds.values()];
    },
    open: async (spec) => {
      const id = `w${++count}`;
      const live = await openLiveWorld({ folder, shim, reaper, handler }, id, spec);
      const held: LiveWorld = {
        ...live,
        close: () => {
          worlds.delete(id);
          return live.close();
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
