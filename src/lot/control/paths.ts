import { join } from "node:path";

/** Where the control plane of a world listens, and the file that only its user can read. */
export function controlPaths(worldFolder: string): { readonly socket: string; readonly token: string } {
  return { socket: join(worldFolder, "control.sock"), token: join(worldFolder, "control.token") };
}
