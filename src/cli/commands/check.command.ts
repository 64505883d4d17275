import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag, joinedScenarioFlag } from "../flags.ts";
import type { CheckFlags } from "./check.ts";

/** `backlot check [FILE...]`. */
export const check = buildCommand<CheckFlags, string[], CliContext>({
  loader: async () => (await import("./check.ts")).check,
  parameters: {
    flags: {
      scenario: joinedScenarioFlag,
      report: {
        ...reportFlag,
        brief: "text, json, junit or github, to standard output or =FILE; repeatable",
      },
      frozen: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Contracts and models must be as backlot contract lock left them",
      },
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "Scenario files and fixtures, each checked for itself; absent: the nearest one",
        parse: String,
        placeholder: "file",
        proposeCompletions: () => [],
      },
    },
    aliases: { s: "scenario", r: "report" },
  },
  docs: {
    brief: "Read scenario files and fixtures, and say everything that is wrong with them",
    fullDescription:
      "Reads scenario files and fixtures and says everything that is wrong with them. Runs nothing.\n" +
      "Stubs of a service that has a contract are held against it, as they are after a run.\n" +
      "Exits with 0 when there is no error, 1 when stubs break a contract, 2 when a file can't be used;\n" +
      "warnings are told and fail nothing.",
    customUsage: [
      "[FILE]... [-s FILE]... [--frozen] [--report FORMAT[=FILE]]...",
      { input: "", brief: "the nearest backlot.toml" },
      { input: "scenarios/a.toml scenarios/b.toml", brief: "each file for itself" },
      { input: "fixtures/git.json", brief: "a fixture" },
      { input: "-s base.toml -s release.toml", brief: "both joined, as run does" },
      { input: "--report github", brief: "annotations in a pull request" },
    ],
  },
});
