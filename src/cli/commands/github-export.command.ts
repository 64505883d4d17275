import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { scenarioFlag } from "../flags.ts";
import type { GithubExportFlags } from "./github-export.ts";

/** `backlot github export`. */
export const githubExport = buildCommand<GithubExportFlags, [], CliContext>({
  loader: async () => (await import("./github-export.ts")).githubExport,
  parameters: {
    flags: {
      scenario: scenarioFlag,
      output: {
        kind: "parsed",
        parse: String,
        brief: "File to write it to; absent: standard output",
        placeholder: "FILE",
        optional: true,
      },
    },
    aliases: { s: "scenario", o: "output" },
  },
  docs: {
    brief: "Write a scenario's GitHub as the initial state that simulacat and simulacrum read",
    fullDescription:
      "Writes users, organizations, repositories, branches, blobs, issues and pull requests as JSON. What such\n" +
      "a state has no place for stands in __simulacat__.backlot, which backlot reads again. Of tokens only the\n" +
      "value of the one that programs are given is written, as __simulacat__.auth_token.",
    customUsage: [
      "[-s FILE]... [-o FILE]",
      { input: "-o state.json", brief: "the GitHub of the nearest backlot.toml" },
    ],
  },
});
