import { BacklotError, finding, limits, quote } from "../core/index.ts";
import { claimFile, readLimited } from "../disk/index.ts";
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
  const read = readLimited(path, limits.fixtureFileBytes, path);
  if (read.ok) return read.bytes;
  const { reason, what } = read;
  if (reason === "missing") return null;
  const at = { kind: "input", input: path } as const;
  throw new BacklotError([
    reason === "over-limit"
      ? finding("over-limit", { at, what, fix: "Split it into several fixtures." })
      : finding("invalid-fixture", { at, what }),
  ]);
}

function claimFixture(path: string): ReturnType<FixtureOutside["store"]["claim"]> {
  const claim = claimFile(path);
  if (claim !== undefined) return claim;
  const what = `${quote(path)} is being recorded by someone else`;
  throw new BacklotError([finding("fixture-busy", { at: { kind: "input", input: path }, what })]);
}
