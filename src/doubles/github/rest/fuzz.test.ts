import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryCall, knownOf } from "../../../../tests/samples/arbitrary-call.ts";
import { fuzzedGithub } from "../../../../tests/samples/fuzzed-github.ts";
import { operations } from "./operations.ts";

const callMsMax = 250;
const callsPerGithub = 30;

/** What has to hold is said in fuzzed-github.ts. The long version is fuzz.hostile.test.ts. */
test("every operation stands whatever it is sent, by whomever, and tells nobody what is not theirs", async () => {
  const known = knownOf((await fuzzedGithub(callMsMax)).state);
  const all = [...operations.keys()];
  for (let from = 0; from < all.length; from += callsPerGithub) {
    const calls = all.slice(from, from + callsPerGithub).map((one) => arbitraryCall([one], known));
    await fc.assert(
      fc.asyncProperty(fc.tuple(...calls), async (given) => {
        const github = await fuzzedGithub(callMsMax);
        for (const call of given) await github.send(call);
        github.settle();
        return true;
      }),
      { numRuns: 1, seed: from + 1, endOnFailure: true },
    );
  }
  expect(all.length).toBeGreaterThan(300);
});
