import { once } from "node:events";
import { writeSync, closeSync } from "node:fs";
import { BacklotError, finding } from "../../core/index.ts";
import { isGone } from "../../disk/index.ts";
import { holdWorld, type HeldWorld } from "./held-world.ts";
import type { DetachedRequest, HolderWord } from "./open-detached.ts";

// The process between `backlot open` and `backlot close`: reads what to open from its standard input, says on
// its standard output how it went, closes that, and ends when it is told to, or when nobody needs it any more.

/** Milliseconds between looks at the owner. */
const lookMs = process.platform === "linux" ? 250 : 2_000;

/** Holds the world that is asked for, until it is closed or nobody needs it. */
export async function holdRequestedWorld(): Promise<void> {
  const parts: Buffer[] = [];
  process.stdin.on("data", (part: Buffer) => parts.push(part));
  await once(process.stdin, "end");
  const request = JSON.parse(Buffer.concat(parts).toString("utf8")) as DetachedRequest;
  try {
    const held = await holdWorld(request);
    say({ ok: true, exports: held.exports });
    // The folder that it was opened in may be removed or unmounted while the world stands.
    process.chdir("/");
    await untilOver(held, request);
  } catch (error) {
    const findings =
      error instanceof BacklotError
        ? error.findings
        : [
            finding("internal", {
              what: error instanceof Error ? (error.stack ?? error.message) : String(error),
            }),
          ];
    say({ ok: false, findings });
  }
}

/** See holdRequestedWorld. */
export type HoldRequestedWorld = typeof holdRequestedWorld;

/** One word, written to the end before the pipe is closed: the asker reads until then. */
function say(word: HolderWord): void {
  try {
    const bytes = Buffer.from(JSON.stringify(word));
    for (let done = 0; done < bytes.length;) done += writeSync(1, bytes, done);
    closeSync(1);
  } catch {
    // Nobody waits for it any more; the owner's end or the time will end the world.
  }
}

async function untilOver(held: HeldWorld, { owner, maxMinutes }: DetachedRequest): Promise<void> {
  const unneeded = new Promise<void>((resolve) => {
    setTimeout(resolve, maxMinutes * 60_000);
    setInterval(() => {
      if (isGone(owner)) resolve();
    }, lookMs);
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  await Promise.race([held.closed, unneeded.then(() => held.abandon())]);
}
