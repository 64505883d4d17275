import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { nowFlag, reportFlag, scenarioFlag, seedFlag } from "../flags.ts";

/** `backlot run [-s FILE] -- COMMAND`. */
export const runCommand = buildCommand({
  loader: async () => (await import("./run.ts")).run,
  parameters: {
    flags: { scenario: scenarioFlag, report: reportFlag, seed: seedFlag, now: nowFlag },
    positional: {
      kind: "array",
      parameter: { brief: "Command to run and its arguments", parse: String, placeholder: "command" },
    },
    aliases: { s: "scenario", r: "report" },
  },
  docs: {
    brief: "Run any command inside the scenario's world, verify, report",
    customUsage: ["-- npm test", "-s release.toml --report junit=report.xml -- ./release.sh 1.4.0"],
  },
});

/** What the flags of `run` hold. */
export interface RunFlags {
  readonly scenario?: readonly string[];
  readonly report?: readonly string[];
  readonly seed?: string;
  readonly now?: string;
}

/** Type of a command's work. */
export type RunWork = (this: CliContext, flags: RunFlags, ...command: string[]) => Promise<void>;
