import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import {
  allowCodeFlag,
  nowFlag,
  recordFlag,
  reportFlag,
  rulesFlag,
  scenarioFlag,
  seedFlag,
} from "../flags.ts";
import type { RunFlags } from "./run.ts";

/** `backlot run [-s FILE]... -- COMMAND`. */
export const run = buildCommand<RunFlags, string[], CliContext>({
  loader: async () => (await import("./run.ts")).run,
  parameters: {
    flags: {
      scenario: scenarioFlag,
      report: reportFlag,
      journal: {
        kind: "parsed",
        parse: String,
        brief: "File that the run's journal is written to, for drift and for other programs",
        placeholder: "FILE",
        optional: true,
      },
      seed: seedFlag,
      now: nowFlag,
      record: recordFlag,
      rules: { ...rulesFlag, brief: "Scrubbing rules of your own for what is recorded, as scrub takes them" },
      allowCode: allowCodeFlag,
    },
    positional: {
      kind: "array",
      parameter: { brief: "Command to run and its arguments", parse: String, placeholder: "command" },
    },
    aliases: { s: "scenario", r: "report" },
  },
  docs: {
    brief: "Run any command inside the scenario's world, verify, report",
    fullDescription:
      "Runs a command inside the scenario's world, verifies and reports.\n" +
      "Standard output is the command's own; the report goes to standard error. Exits with the command's\n" +
      "own code if that is not 0, else 1 on a failed verification, 2 on a wrong scenario, 3 when evidence\n" +
      "is missing.",
    customUsage: [
      "[-s FILE]... [--record[=MODE] [--rules FILE]] [--report FORMAT[=FILE]]... [--journal FILE] [--seed N] [--now TIME] [--allow-code] -- COMMAND...",
      { input: "-- npm test", brief: "with the nearest backlot.toml" },
      { input: "--record -- npm test", brief: "the real commands, recorded where a fixture has no file yet" },
      {
        input: "-s release.toml --report text --report junit=report.xml -- ./release.sh 1.4.0",
        brief: "a report to read and one for CI",
      },
    ],
  },
});
