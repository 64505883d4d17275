import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { allowCodeFlag, nowFlag, printFlag, reportFlag, scenarioFlag, seedFlag } from "../flags.ts";
import type { ServeFlags } from "./serve.ts";

/** `backlot serve [-s FILE]...`. */
export const serve = buildCommand<ServeFlags, [], CliContext>({
  loader: async () => (await import("./serve.ts")).serve,
  parameters: {
    flags: {
      scenario: scenarioFlag,
      report: reportFlag,
      seed: seedFlag,
      now: nowFlag,
      print: printFlag,
      allowCode: allowCodeFlag,
    },
    aliases: { s: "scenario", r: "report" },
  },
  docs: {
    brief: "Open a world and keep it until Ctrl-C, then verify and report",
    fullDescription:
      "Opens a world and stays until SIGINT or SIGTERM, or until backlot close in a shell that has set what\n" +
      "this prints. Standard output gets the variables, once the world stands; standard error the report.",
    customUsage: [
      "[-s FILE]... [--print sh|json] [--report FORMAT[=FILE]]... [--seed N] [--now TIME] [--allow-code]",
      { input: "-s team.toml", brief: "the printed lines go into other shells" },
      { input: "--print json > world.json", brief: "for other languages" },
    ],
  },
});
