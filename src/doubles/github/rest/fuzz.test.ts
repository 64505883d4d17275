import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryCall, knownOf } from "../../../../tests/samples/arbitrary-call.ts";
import { fuzz, fuzzedGithub } from "../../../../tests/samples/fuzzed-github.ts";
import { operations } from "./operations.ts";

const callsPerGithub = 60;

/** What has to hold is said in fuzzed-github.ts. The long version is fuzz.hostile.test.ts. */
test("every operation stands whatever it is sent, by whomever, and tells nobody what is not theirs", async () => {
  const known = knownOf((await fuzzedGithub()).state);
  const all = [...operations.keys()];
  let answered = 0;
  for (let from = 0; from < all.length; from += callsPerGithub) {
    const calls = all.slice(from, from + callsPerGithub).map((one) => arbitraryCall([one], known));
    answered += await fuzz(fc.tuple(...calls), { numRuns: 1, seed: from + 1 });
  }
  expect(answered).toBe(all.length);
  expect(answered).toBeGreaterThan(300);
});
