import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag } from "../flags.ts";
import type { CallsFlags } from "./calls.ts";

const outcomes = ["answered", "passed", "refused", "failed", "gone"] as const;

const text = { kind: "parsed", parse: String, optional: true } as const;

/** `backlot calls`. */
export const calls = buildCommand<CallsFlags, [], CliContext>({
  loader: async () => (await import("./calls.ts")).calls,
  parameters: {
    flags: {
      world: { ...text, brief: "Only those of the world of this name", placeholder: "NAME" },
      expectation: { ...text, brief: "Only those that this expectation answered", placeholder: "NAME" },
      double: { ...text, brief: "Only those of this double: http, command", placeholder: "NAME" },
      outcome: {
        ...text,
        brief: `Only those that ended so: ${outcomes.join(", ")}`,
        placeholder: "OUTCOME",
        proposeCompletions: (partial) => outcomes.filter((one) => one.startsWith(partial)),
      },
      report: { ...reportFlag, brief: "text or json, to standard output or =FILE; repeatable" },
      verbose: { kind: "boolean", default: false, brief: "Also what each sent and got" },
    },
    aliases: { r: "report", v: "verbose" },
  },
  docs: {
    brief: "List the calls of the open world, or of the last run",
    fullDescription:
      "Lists the calls of the open world (BACKLOT_WORLD, as backlot open sets it), else those of the last run.\n" +
      "As JSON it has suggested_scenario besides: TOML that declares what was called and not declared.",
    customUsage: [
      "[--world NAME] [--expectation NAME] [--double NAME] [--outcome OUTCOME] [-v] [--report FORMAT[=FILE]]...",
      { input: "--outcome refused -v", brief: "what went wrong, in full" },
      { input: "--report json", brief: "for a program, with a scenario for what was not declared" },
    ],
  },
});
