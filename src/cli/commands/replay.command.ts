import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag } from "../flags.ts";
import type { ReplayFlags } from "./replay.ts";

/** `backlot replay FILE -- COMMAND`. */
export const replay = buildCommand<ReplayFlags, string[], CliContext>({
  loader: async () => (await import("./replay.ts")).replay,
  parameters: {
    flags: {
      fuzzy: {
        kind: "boolean",
        brief: "Match by command and arguments alone, not by standard input and environment",
        optional: true,
        withNegated: false,
      },
      report: reportFlag,
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "Fixture, then the command to run and its arguments",
        parse: String,
        placeholder: "fixture command",
      },
    },
    aliases: { r: "report" },
  },
  docs: {
    brief: "Run any command with the commands of a fixture replayed",
    fullDescription:
      "Runs a command; what it calls of the fixture's commands is answered by the recordings, each once.\n" +
      "A call that was not recorded and a recording that no call replayed fail the run.",
    customUsage: [
      "[--fuzzy] [--report FORMAT[=FILE]]... FILE -- COMMAND...",
      { input: "fixtures/release.json -- ./release.sh 1.4.0", brief: "without git, gh or the network" },
    ],
  },
});
