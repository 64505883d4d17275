import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Built scripts that run in a thread or a process of their own lie in dist/, beside or above the caller. */
function builtScript(name: string): URL {
  for (const base of ["./", "../", "../../", "../../dist/"]) {
    const url = new URL(`${base}${name}`, import.meta.url);
    if (existsSync(fileURLToPath(url))) return url;
  }
  return new URL(`./${name}`, import.meta.url);
}

/** The thread that holds all worlds of a test process. */
export function lotWorkerScript(): URL {
  return builtScript("lot-worker.js");
}

/** The client for commands that converse, and for machines without a shell. */
export function shimClientScript(): string {
  return fileURLToPath(builtScript("shim-client.js"));
}

/** The thread that runs handlers given as modules. */
export function handlerWorkerScript(): URL {
  return builtScript("handler-worker.js");
}

/** The process that holds a world between `backlot open` and `backlot close`. */
export function worldHolderScript(): string {
  return fileURLToPath(builtScript("world-holder.js"));
}
