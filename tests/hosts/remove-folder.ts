import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Removes a folder in which somebody who is on its way out may still make a file. rmSync's own retries look at the
 * folder's content only once.
 */
export async function removeFolder(folder: string): Promise<void> {
  const deadline = performance.now() + 3_000;
  for (;;) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY" || performance.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
