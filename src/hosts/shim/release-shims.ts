import { closeSync, constants, existsSync, openSync, readdirSync, writeSync } from "node:fs";
import { nobodyAnswers } from "./script.ts";
import { removeFile } from "../../disk/index.ts";
import { shellQuote } from "./shell-text.ts";

/**
 * Lets every shim go that waits for a host which is no more: whoever is about to open a FIFO, or reads
 * from one, is told why and exits with 70. For the host's own end, and for whoever cleans up after it.
 * @param folder the folder that was given to openShimHost; its FIFOs are gone afterwards
 */
export function releaseShims(folder: string, why = nobodyAnswers): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  // Without `ctl` no shim begins; those that have begun stand at the FIFO of their slot.
  for (const name of names.filter((one) => one === "ctl" || /^[pr]\.\d+$/.test(one)).sort()) {
    release(`${folder}/${name}`, name.startsWith("r") ? `__bl_g ${shellQuote(why)}\n` : "");
  }
}

/** Lets everybody go who waits for the other end of a pipe, which is gone afterwards. */
export function releasePipe(path: string): void {
  release(path, "");
}

/** Opened before it is removed: whoever was before us in opening it goes on, whoever comes later fails. */
function release(fifo: string, text: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  } catch {
    return;
  }
  removeFile(fifo);
  const taken = existsSync(fifo.replace(/r(\.\d+)$/, "l$1"));
  try {
    if (text !== "" && taken) writeSync(descriptor, text);
  } catch {
    // A full FIFO: what is in it ends, and the end of the FIFO says the rest.
  }
  closeSync(descriptor);
}
