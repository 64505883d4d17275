import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryCall, knownOf } from "../../../../tests/samples/arbitrary-call.ts";
import { fuzzedGithub } from "../../../../tests/samples/fuzzed-github.ts";
import { operations } from "./operations.ts";

const callMsMax = 250;

/** What has to hold is said in fuzzed-github.ts. */
test("a GitHub stands whatever comes in whatever order", { timeout: 300_000 }, async () => {
  const known = knownOf((await fuzzedGithub(callMsMax)).state);
  const calls = fc.array(arbitraryCall([...operations.keys()], known), { minLength: 20, maxLength: 80 });
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(calls, async (given) => {
      const github = await fuzzedGithub(callMsMax);
      for (const call of given) await github.send(call);
      github.settle();
      answered += given.length;
    }),
    { numRuns: 120, seed: 1, endOnFailure: true },
  );
  expect(answered).toBeGreaterThan(2_000);
});
