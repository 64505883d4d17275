import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { joinedScenarioFlag, scenarioFiles, journalFlag } from "../flags.ts";
import type { FixFlags } from "./fix.ts";

/** `backlot fix [FILE...]`. */
export const fix = buildCommand<FixFlags, string[], CliContext>({
  loader: async () => (await import("./fix.ts")).fix,
  parameters: {
    flags: {
      scenario: joinedScenarioFlag,
      journal: journalFlag,
      write: { kind: "boolean", default: false, brief: "Write the repairs; without it they are only shown" },
      verbose: {
        kind: "boolean",
        default: false,
        brief: "Also every test and site of what needs a decision",
      },
    },
    positional: scenarioFiles,
    aliases: { s: "scenario", v: "verbose" },
  },
  docs: {
    brief: "Repair stubs that do not fit the services' contracts, and say what needs a decision",
    fullDescription:
      "Judges as backlot drift does, and repairs in the scenario files what can be repaired: adds the stub that\n" +
      "a call did not find (from the model, else from the contract), deletes what nothing calls, completes thin\n" +
      "bodies from their model, refuses what the contract lacks as the service does (404, or 405 with Allow).\n" +
      "What the program calls is never deleted. Prints a unified diff on standard output, and what was done\n" +
      "and what needs a decision, with its options, on standard error. Comments and layout of files stay.\n" +
      "Exits with 0 when nothing is left to do, 1 when repairs are not written yet or decisions are open,\n" +
      "2 when a scenario, contract, journal or baseline is wrong, 3 when evidence is missing: then nothing is\n" +
      "repaired. Run the tests before it, and again after --write.",
    customUsage: [
      "[FILE]... [-s FILE]... [--journal FILE|FOLDER]... [--write] [-v]",
      { input: "", brief: "what would be repaired, after the last run" },
      { input: "--write", brief: "repairs the files, each whole or not at all" },
      { input: "--journal reports/respx.ndjson", brief: "with what other test doubles saw" },
    ],
  },
});
