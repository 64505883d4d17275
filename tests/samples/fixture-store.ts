import { BacklotError, finding, utf8 } from "../../src/core/index.ts";
import { encodeFixture, type FixtureData, type FixtureOutside } from "../../src/fixture/index.ts";

/** Files in memory, with what was done to them. */
export interface MemoryStore extends FixtureOutside {
  readonly files: Map<string, Uint8Array>;
  readonly claimed: Set<string>;
  /** How often files were written. */
  readonly writes: () => number;
  /** Throws at every write until it is called again. */
  readonly breakWrites: (broken: boolean) => void;
}

/** An outside whose clock stands at 10:30:00 and whose disk is a map. */
export function memoryStore(fixtures: Readonly<Record<string, FixtureData | string>> = {}): MemoryStore {
  const files = new Map(
    Object.entries(fixtures).map(([path, data]) => [
      path,
      typeof data === "string" ? utf8(data) : encodeFixture(data),
    ]),
  );
  const claimed = new Set<string>();
  let writes = 0;
  let broken = false;
  return {
    files,
    claimed,
    writes: () => writes,
    breakWrites: (value) => {
      broken = value;
    },
    now: (agoMs) => new Date(Date.UTC(2026, 0, 15, 10, 30) - agoMs).toISOString(),
    about: { version: "0.1.0", platform: "linux", runtime: "v20.20.2" },
    store: {
      read: (path) => files.get(path) ?? null,
      claim: (path) => {
        if (claimed.has(path))
          throw new BacklotError([finding("fixture-busy", { what: `${path} is being recorded` })]);
        claimed.add(path);
        return {
          write: (bytes) => {
            if (broken) throw new BacklotError([finding("cannot-write", { what: `${path}: disk full` })]);
            writes += 1;
            files.set(path, bytes);
          },
          release: () => claimed.delete(path),
        };
      },
    },
  };
}
