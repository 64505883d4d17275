import fc from "fast-check";
import { expect, it } from "vitest";
import { importedFile, stateProblems } from "../../../../tests/samples/simulator-state.ts";
import type { Json, JsonObject } from "../../../core/index.ts";
import { startGithub } from "../state/seed/start.ts";
import { exportState } from "./export-state.ts";

const words = fc.constantFrom<Json>(
  "alice",
  "rocket",
  "main",
  "",
  "a b",
  "../x",
  0,
  1,
  -1,
  1.5,
  true,
  null,
  {},
  [],
);
const names =
  "login organizations owner name repository repo sha commit protected path content encoding number title state " +
  "user head base ref private id teams default_branch visibility account app_slug auth_token backlot users repositories";
const keys = fc.constantFrom(...names.split(" "));
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    words,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 5 }),
  ),
})).value;
const state = fc.record(
  Object.fromEntries(
    [
      "users",
      "organizations",
      "repositories",
      "branches",
      "blobs",
      "issues",
      "pull_requests",
      "installations",
    ]
      .map((key) => [
        key,
        fc.oneof(
          { weight: 5, arbitrary: fc.array(value, { maxLength: 3 }) },
          { weight: 1, arbitrary: value },
        ),
      ])
      .concat([["__simulacat__", value]]),
  ) as Record<string, fc.Arbitrary<Json>>,
  { requiredKeys: ["users"] },
);

it("whatever stands in a state is read or refused, never a failure of the reader", async () => {
  await fc.assert(
    fc.asyncProperty(state, async (one) => {
      const said = await stateProblems(one as JsonObject);
      expect(said.length).toBeGreaterThan(0);
      const isRefused = said.some((line) => !line.includes(": imported-state: "));
      if (!isRefused) {
        const config = await importedFile(one as JsonObject);
        expect(startGithub(config, "2025-01-15T10:30:00Z").tables).toBeDefined();
        const again = exportState(config) as unknown as Json;
        expect(exportState(await importedFile(again))).toEqual(again);
      }
      expect(said.filter((line) => line.includes(": internal: "))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
