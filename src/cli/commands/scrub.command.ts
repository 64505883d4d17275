import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { rulesFlag } from "../flags.ts";
import type { ScrubFlags } from "./scrub.ts";

/** `backlot scrub FILE...`. */
export const scrub = buildCommand<ScrubFlags, [string, ...string[]], CliContext>({
  loader: async () => (await import("./scrub.ts")).scrub,
  parameters: {
    flags: {
      rules: rulesFlag,
      check: {
        kind: "boolean",
        brief: "Change nothing; exit with 1 when there is something to replace",
        withNegated: false,
        default: false,
      },
      review: {
        kind: "boolean",
        brief: "Also write FIXTURE.review: what was replaced, and what to look at",
        withNegated: false,
        default: false,
      },
    },
    positional: {
      kind: "array",
      minimum: 1,
      parameter: {
        brief: "Fixtures",
        parse: String,
        placeholder: "fixture",
        proposeCompletions: () => [],
      },
    },
  },
  docs: {
    brief: "Replace secrets in fixtures",
    fullDescription:
      "Replaces secrets in fixtures that were recorded before, or elsewhere, and says what was replaced; never the\n" +
      "secrets themselves. Exits with 0 when nothing looks like a secret any more, 1 when something does.",
    customUsage: [
      "FIXTURE... [--rules FILE] [--check] [--review]",
      { input: "fixtures/git.json", brief: "rewritten in place, whole or not at all" },
      { input: "--check fixtures/git.json", brief: "in CI" },
      { input: "--rules scrub.toml fixtures/git.json", brief: "rules of your own, applied first" },
    ],
  },
});
