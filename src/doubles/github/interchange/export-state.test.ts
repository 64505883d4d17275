import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryGithub } from "../../../../tests/samples/arbitrary-github.ts";
import { arbitraryState, completed } from "../../../../tests/samples/arbitrary-state.ts";
import { githubOf } from "../../../../tests/samples/github-section.ts";
import { importedFile, importedValue } from "../../../../tests/samples/simulator-state.ts";
import type { Json } from "../../../core/index.ts";
import type { GithubConfig } from "../config.ts";
import { startGithub } from "../state/seed/start.ts";
import { exportState } from "./export-state.ts";
import { numbered } from "./number-threads.ts";
import type { SimulatorState } from "./simulator-state.ts";

/** All of a GitHub but places, and tokens besides the value of the one that programs are given. */
function comparable({ tokens, defaultToken: _default, ...config }: GithubConfig): string {
  const values = tokens.length === 1 ? tokens.map(({ value }) => value) : [];
  const json = JSON.stringify({ ...numbered({ ...config, tokens: [], defaultToken: null }), values });
  const plain: unknown = JSON.parse(json, (key, value: unknown) => (key === "at" ? undefined : value));
  // As text, since the order of names decides about ids.
  return JSON.stringify(plain, null, 1);
}

/** The state of a world's start, but for tokens: ids, numbers and SHAs of all there is. */
function started(config: GithubConfig): unknown {
  return startGithub({ ...config, tokens: [], defaultToken: null }, "2025-01-15T10:30:00Z").tables;
}

describe("an exported GitHub", () => {
  it("comes back as it was, but for tokens", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGithub, async (section) => {
        const config = await githubOf(JSON.stringify({ github: section }), {}, "backlot.json");
        const selected =
          config.defaultToken === null
            ? config.tokens
            : config.tokens.filter(({ name }) => name === config.defaultToken);
        const before = comparable({ ...config, tokens: selected, defaultToken: null });
        const state = exportState(config) as unknown as Json;
        const file = await importedFile(state);
        expect(comparable(file)).toEqual(before);
        expect(started(file)).toEqual(started(config));
        expect(comparable(await importedValue(state))).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  it("is the state again that it was read from, with what reading completes", async () => {
    const run = async (state: SimulatorState): Promise<SimulatorState> =>
      exportState(await importedFile(state as unknown as Json));
    await fc.assert(
      fc.asyncProperty(arbitraryState, async (state) => {
        const first = await run(state);
        const { __simulacat__: { backlot, ...metadata } = {} } = first;
        const plain = { ...first, __simulacat__: metadata };
        expect(plain).toEqual({ __simulacat__: {}, ...completed(state) });
        expect(Object.keys(backlot ?? {})).toEqual(backlot === undefined ? [] : ["repositories"]);
        expect(await run(first)).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });
});
