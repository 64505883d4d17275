import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { allowCodeFlag, nowFlag, printFlag, scenarioFlag, seedFlag } from "../flags.ts";
import type { OpenFlags } from "./open.ts";

const text = { kind: "parsed", parse: String, optional: true } as const;

/** `backlot open [-s FILE]...`. */
export const open = buildCommand<OpenFlags, [], CliContext>({
  loader: async () => (await import("./open.ts")).open,
  parameters: {
    flags: {
      scenario: scenarioFlag,
      seed: seedFlag,
      now: nowFlag,
      print: printFlag,
      owner: {
        ...text,
        brief: "The world ends with this process; absent: the calling shell",
        placeholder: "PID",
      },
      allowCode: allowCodeFlag,
      maxMinutes: {
        ...text,
        brief: "The world ends after this time in any case; 60 if absent",
        placeholder: "N",
      },
    },
    aliases: { s: "scenario" },
  },
  docs: {
    brief: "Open a world for this shell; close verifies and ends it",
    fullDescription:
      "Opens a world for the programs of this shell, for a test in bats, pytest or a script of your own.\n" +
      "Prints what the shell has to set. The world stays until backlot close, which verifies it; until the\n" +
      "shell that opened it (or --owner) ends; or until --max-minutes have passed.",
    customUsage: [
      "[-s FILE]... [--seed N] [--now TIME] [--print sh|json] [--owner PID] [--max-minutes N] [--allow-code]",
      { input: "", brief: 'in a shell: eval "$(backlot open)"' },
      { input: "-s release.toml --print json", brief: "for other languages" },
    ],
  },
});
