import { readFileSync, statSync } from "node:fs";
import { BacklotError, finding, limits, quote } from "../core/index.ts";
import { claimFile, describeDiskError } from "../disk/index.ts";
import type { FixtureOutside } from "../fixture/index.ts";
import { scrubPorts, version } from "../lot/index.ts";

/** The disk, the clock and the machine, for fixtures that test code records and replays itself. */
export const outside: FixtureOutside = {
  store: { read: readFixture, claim: claimFixture },
  inflate: scrubPorts.inflate,
  now: (agoMs) => new Date(Date.now() - agoMs).toISOString(),
  about: { version, platform: process.platform, runtime: process.version },
};

function readFixture(path: string): Uint8Array | null {
  const at = { kind: "input", input: path } as const;
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (!stats.isFile())
      throw new BacklotError([finding("invalid-fixture", { at, what: `${path} is no file` })]);
    if (stats.size > limits.fixtureFileBytes) {
      const what = `${path} has ${stats.size} bytes; a fixture may have ${limits.fixtureFileBytes}`;
      throw new BacklotError([finding("over-limit", { at, what, fix: "Split it into several fixtures." })]);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof BacklotError) throw error;
    const what = `${quote(path)} can't be read: ${describeDiskError(error)}`;
    throw new BacklotError([finding("invalid-fixture", { at, what })]);
  }
}

function claimFixture(path: string): ReturnType<FixtureOutside["store"]["claim"]> {
  const claim = claimFile(path);
  if (claim !== undefined) return claim;
  const what = `${quote(path)} is being recorded by someone else`;
  throw new BacklotError([finding("fixture-busy", { at: { kind: "input", input: path }, what })]);
}
