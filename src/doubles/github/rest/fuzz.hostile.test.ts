import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { arbitraryCall, knownOf, type Known } from "../../../../tests/samples/arbitrary-call.ts";
import { outsiders } from "../../../../tests/samples/filled-github.ts";
import { fuzz, fuzzedGithub } from "../../../../tests/samples/fuzzed-github.ts";
import { operations } from "./operations.ts";

const timeout = 300_000;
const all = [...operations.keys()];

// What has to hold is said in fuzzed-github.ts.
let known: Known;
beforeAll(async () => {
  known = knownOf((await fuzzedGithub()).state);
});

test("a GitHub stands whatever comes in whatever order", { timeout }, async () => {
  const calls = fc.array(arbitraryCall(all, known), { minLength: 40, maxLength: 80, size: "max" });
  expect(await fuzz(calls, { numRuns: 300, seed: 1 })).toBeGreaterThan(12_000);
});

test("outsiders learn nothing of private repositories by any operation", { timeout }, async () => {
  const calls = all.map((one) => arbitraryCall([one], known, outsiders));
  expect(await fuzz(fc.tuple(...calls), { numRuns: 40, seed: 1 })).toBe(40 * all.length);
});
