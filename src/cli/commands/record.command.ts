import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag, rulesFlag } from "../flags.ts";
import type { RecordFlags } from "./record.ts";

/** `backlot record --output FILE [--commands NAMES] -- COMMAND`. */
export const record = buildCommand<RecordFlags, string[], CliContext>({
  loader: async () => (await import("./record.ts")).record,
  parameters: {
    flags: {
      output: {
        kind: "parsed",
        parse: String,
        brief: "The fixture to write; what it held of these commands is replaced",
        placeholder: "FILE",
        optional: true,
      },
      commands: {
        kind: "parsed",
        parse: String,
        brief:
          "Names of the commands to record. Absent: every program on PATH but shells, interpreters and COMMAND itself",
        placeholder: "NAME,NAME",
        optional: true,
        variadic: ",",
      },
      review: {
        kind: "boolean",
        brief: "Also write FILE.review: what was replaced, and what to look at",
        optional: true,
        withNegated: false,
      },
      rules: { ...rulesFlag, brief: "Scrubbing rules of your own, as scrub takes them" },
      report: reportFlag,
    },
    positional: {
      kind: "array",
      parameter: { brief: "Command to run and its arguments", parse: String, placeholder: "command" },
    },
    aliases: { o: "output", r: "report" },
  },
  docs: {
    brief: "Run any command and record the commands it calls into a fixture",
    fullDescription:
      "Runs a command and records what the commands that it calls do, without any scenario.\n" +
      "What a recorded command calls in turn is a part of its own run and not recorded. A replay makes no\n" +
      "files: name the commands to record when others (mkdir, mktemp, ...) have to stay real. Secrets are\n" +
      "replaced, and a fixture that still holds one is not written. Fails when nothing was recorded.",
    customUsage: [
      "--output FILE [--commands NAME,NAME] [--rules FILE] [--review] [--report FORMAT[=FILE]]... -- COMMAND...",
      { input: "--output fixtures/release.json -- ./release.sh 1.4.0", brief: "everything it calls" },
      { input: "-o fixtures/git.json --commands git,gh -- npm run release", brief: "only git and gh" },
    ],
  },
});
