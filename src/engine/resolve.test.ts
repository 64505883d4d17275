import { describe, expect, test } from "vitest";
import { BacklotError } from "../core/index.ts";
import { scenario } from "../../tests/samples/bell.ts";
import { describeSettings, resolve, type Overrides } from "./resolve.ts";

const full = { ...scenario, name: "release-bot", seed: 7, shared: true, now: "2025-01-15T10:30:00+01:00" };
const bare = { ...scenario, now: undefined };

function settings(of: typeof full | typeof bare, overrides: Partial<Overrides> = {}): string[] {
  return describeSettings(resolve(of, { realNowMs: 1_000, ...overrides })).map(
    ({ field, value, origin }) => `${field} ${value} (${origin})`,
  );
}

describe("settings", () => {
  test("come from the scenario, or are defaults", () => {
    expect(settings(full)).toEqual([
      "name release-bot (scenario)",
      "seed 7 (scenario)",
      "now 2025-01-15T09:30:00.000Z (scenario)",
      "shared true (scenario)",
      "record off (default)",
      "rules none (default)",
    ]);
    expect(settings(bare)).toEqual([
      "name backlot.toml (default)",
      "seed 0 (default)",
      "now 1970-01-01T00:00:01.000Z (default)",
      "shared false (default)",
      "record off (default)",
      "rules none (default)",
    ]);
    expect(settings({ ...bare, files: [] })[0]).toBe("name world (default)");
  });

  test("a variable beats the scenario, a flag beats the variable; other variables mean nothing", () => {
    const variables = {
      BACKLOT_SEED: "1",
      BACKLOT_NOW: "2020-01-01T00:00:00Z",
      BACKLOT_NAME: "x",
      SEED: "5",
    };
    expect(settings(full, { variables }).slice(0, 3)).toEqual([
      "name release-bot (scenario)",
      "seed 1 (variable)",
      "now 2020-01-01T00:00:00.000Z (variable)",
    ]);
    const flags = { seed: String(Number.MAX_SAFE_INTEGER), now: "2021-01-01T00:00:00Z" };
    expect(settings(full, { variables, flags }).slice(1, 3)).toEqual([
      "seed 9007199254740991 (flag)",
      "now 2021-01-01T00:00:00.000Z (flag)",
    ]);
  });

  test("recording is asked for by a flag or a variable, never by a scenario", () => {
    const variables = { BACKLOT_RECORD: "new" };
    expect(settings(full, { variables })[4]).toBe("record new (variable)");
    expect(settings(full, { variables, flags: { record: "all" } })[4]).toBe("record all (flag)");
    expect(settings(full, { variables: { BACKLOT_RECORD: "" } })[4]).toBe("record off (default)");
    expect(() => resolve(full, { realNowMs: 0, flags: { record: "always" } })).toThrow(
      '--record must be once, new or all, got "always"',
    );
  });

  test("that are wrong are all told at once, and never coerced", () => {
    for (const seed of ["-1", "1.5", "0x10", "", " 1", "9007199254740992"]) {
      let thrown: unknown;
      try {
        resolve(full, { realNowMs: 0, flags: { seed }, variables: { BACKLOT_NOW: "yesterday" } });
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(BacklotError);
      expect((thrown as BacklotError).findings.map((one) => one.what)).toEqual([
        `--seed must be an integer from 0 to 2^53 - 1, got "${seed}"`,
        'BACKLOT_NOW must be RFC 3339 with an offset, got "yesterday"',
      ]);
    }
  });

  test("are frozen", () => {
    expect(Object.isFrozen(resolve(full, { realNowMs: 0 }).seed)).toBe(true);
  });
});
