import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { generatedRunners } from "../generate/runners.ts";
import type { GenerateTestFlags } from "./generate-test.ts";

/** `backlot generate-test FIXTURE --runner RUNNER --output FILE`. */
export const generateTest = buildCommand<GenerateTestFlags, string[], CliContext>({
  loader: async () => (await import("./generate-test.ts")).generateTest,
  parameters: {
    flags: {
      runner: {
        kind: "parsed",
        parse: String,
        brief: "What runs the test: vitest, jest or node",
        placeholder: "RUNNER",
        optional: true,
        proposeCompletions: (partial) => generatedRunners.filter((one) => one.startsWith(partial)),
      },
      output: {
        kind: "parsed",
        parse: String,
        brief: "File to write the test to, inside the project",
        placeholder: "FILE",
        optional: true,
      },
      force: {
        kind: "boolean",
        brief: "Overwrite the file",
        optional: true,
        withNegated: false,
      },
    },
    positional: {
      kind: "array",
      parameter: { brief: "Fixture to make it from", parse: String, placeholder: "fixture" },
    },
    aliases: { o: "output" },
  },
  docs: {
    brief: "Write a test that makes and checks every call of a fixture",
    fullDescription:
      "Writes a test that makes every call of a fixture, answered by the fixture, and checks what it printed\n" +
      "and how it ended. It passes as it stands: put the code of yours that makes the calls in their place.",
    customUsage: [
      "FIXTURE --runner vitest|jest|node --output FILE [--force]",
      { input: "fixtures/release.json --runner vitest --output tests/release.test.ts", brief: "with types" },
      {
        input: "fixtures/release.json --runner node --output test/release.test.mjs",
        brief: "for node --test",
      },
    ],
  },
});
