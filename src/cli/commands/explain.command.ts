import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { scenarioFlag } from "../flags.ts";
import type { ExplainFlags } from "./explain.ts";

/** `backlot explain CODE | env | N`. */
export const explain = buildCommand<ExplainFlags, [string], CliContext>({
  loader: async () => (await import("./explain.ts")).explain,
  parameters: {
    flags: {
      scenario: { ...scenarioFlag, brief: "For env: scenario file; repeatable. Absent: the nearest one" },
      world: {
        kind: "parsed",
        parse: String,
        brief: "For a number: world of the last run, when it had several",
        placeholder: "NAME",
        optional: true,
      },
    },
    positional: {
      kind: "tuple",
      parameters: [
        {
          brief: "Code or name of a finding, env, or the number of a call of the last run",
          parse: String,
          placeholder: "subject",
          proposeCompletions: async (partial) => (await import("../subjects.ts")).proposeSubjects(partial),
        },
      ],
    },
    aliases: { s: "scenario" },
  },
  docs: {
    brief: "Explain a finding's code, the programs' environment, or a call",
    fullDescription:
      "Explains a finding's code or name; with env, every variable that a world sets, removes or keeps, and\n" +
      "why; with a number, that call of the last run in full and the findings that speak of it.",
    customUsage: [
      "CODE | env [-s FILE]... | N [--world NAME]",
      { input: "BKL2001", brief: "also: unmatched-call" },
      { input: "env", brief: "runs nothing: addresses are shown as placeholders" },
      { input: "3", brief: "call 3 of the last run" },
    ],
  },
});
