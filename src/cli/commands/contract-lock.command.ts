import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { scenarioFlag } from "../flags.ts";
import type { ContractLockFlags } from "./contract-lock.ts";

/** `backlot contract lock [FILE...]`. */
export const contractLock = buildCommand<ContractLockFlags, string[], CliContext>({
  loader: async () => (await import("./contract-lock.ts")).contractLock,
  parameters: {
    flags: {
      scenario: scenarioFlag,
      source: {
        kind: "parsed",
        parse: String,
        brief: "Where the file comes from: a repository and a path, or an address",
        placeholder: "WHERE",
        optional: true,
      },
      commit: {
        kind: "parsed",
        parse: String,
        brief: "The source's commit or version that it was taken at",
        placeholder: "COMMIT",
        optional: true,
      },
      date: {
        kind: "parsed",
        parse: String,
        brief: "When it was taken; absent: today, where the file changed",
        placeholder: "YYYY-MM-DD",
        optional: true,
      },
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "Contracts and models files; absent: all that the scenario names",
        parse: String,
        placeholder: "file",
        proposeCompletions: () => [],
      },
    },
    aliases: { s: "scenario" },
  },
  docs: {
    brief: "Write where contracts come from, and which bytes were looked at, into backlot.lock.json",
    fullDescription:
      "Writes contracts and models files into the project's backlot.lock.json: source, commit, sha256, date.\n" +
      "What a file says of itself in x-backlot-provenance counts where no flag does. check --frozen and\n" +
      "drift --frozen then fail when a file is not the one that was locked.\n" +
      "Exits with 0, or 2 when a file can't be locked.",
    customUsage: [
      "[FILE]... [-s FILE]... [--source WHERE] [--commit COMMIT] [--date YYYY-MM-DD]",
      { input: "", brief: "all contracts and models of the nearest backlot.toml" },
      {
        input: "convo.openapi.yaml --source 'convo docs/api/openapi.yaml' --commit b6f6d13",
        brief: "one that was just taken from its source",
      },
    ],
  },
});
