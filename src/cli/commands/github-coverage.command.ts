import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import type { GithubCoverageFlags } from "./github-coverage.ts";

/** `backlot github coverage`. */
export const githubCoverage = buildCommand<GithubCoverageFlags, [], CliContext>({
  loader: async () => (await import("./github-coverage.ts")).githubCoverage,
  parameters: {
    flags: {
      format: {
        kind: "parsed",
        parse: String,
        proposeCompletions: (partial: string) =>
          ["text", "markdown", "json"].filter((one) => one.startsWith(partial)),
        brief: "text, markdown or json",
        placeholder: "FORMAT",
        optional: true,
      },
      every: {
        kind: "boolean",
        withNegated: false,
        default: false,
        brief: "Each operation too, not only how many",
      },
    },
  },
  docs: {
    brief: "Tell which operations of GitHub's API keep state, get a synthetic answer, or are refused",
    fullDescription:
      "Counts the operations of GitHub's published description by category: stateful ones read and write\n" +
      "the simulated state; another read gets an answer made from the description, marked\n" +
      "x-backlot-fidelity: synthetic; another write is refused. The table is the one that calls are served by.",
    customUsage: [
      "[--format FORMAT] [--every]",
      { input: "", brief: "how much of each category" },
      { input: "--every | grep ' /repos/{owner}/{repo}/issues'", brief: "what issues can do" },
    ],
  },
});
