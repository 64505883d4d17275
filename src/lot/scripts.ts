import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What is built (scripts that run in a thread or a process of their own, assets) lies in dist/, beside or above the caller. */
function built(name: string): URL {
  for (const base of ["./", "../", "../../", "../../dist/"]) {
    const url = new URL(`${base}${name}`, import.meta.url);
    if (existsSync(fileURLToPath(url))) return url;
  }
  return new URL(`./${name}`, import.meta.url);
}

/** The thread that holds all worlds of a test process. */
export function lotWorkerScript(): URL {
  return built("lot-worker.js");
}

/** The client for commands that converse, and for machines without a shell. */
export function shimClientScript(): string {
  return fileURLToPath(built("shim-client.js"));
}

/** The thread that runs handlers given as modules. */
export function handlerWorkerScript(): URL {
  return built("handler-worker.js");
}

/** The process that holds a world between `backlot open` and `backlot close`. */
export function worldHolderScript(): string {
  return fileURLToPath(built("world-holder.js"));
}

/** The folder of large data that comes with backlot. */
export function assetsFolder(): string {
  return fileURLToPath(built("assets/"));
}
