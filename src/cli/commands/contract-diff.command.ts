import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag } from "../flags.ts";
import type { ContractDiffFlags } from "./contract-diff.ts";

const formats = ["text", "markdown", "json"] as const;

const version = { parse: String, proposeCompletions: () => [] };

/** `backlot contract diff OLD NEW`. */
export const contractDiff = buildCommand<ContractDiffFlags, [string, string], CliContext>({
  loader: async () => (await import("./contract-diff.ts")).contractDiff,
  parameters: {
    flags: {
      report: {
        ...reportFlag,
        proposeCompletions: (partial: string) => formats.filter((one) => one.startsWith(partial)),
        brief: "text, markdown or json, to standard output or =FILE; repeatable",
      },
      verbose: { kind: "boolean", default: false, brief: "Every change, however many there are" },
    },
    positional: {
      kind: "tuple",
      parameters: [
        { ...version, placeholder: "old", brief: "Contract or models file, or REVISION:FILE of git" },
        { ...version, placeholder: "new", brief: "The newer one of the same kind" },
      ],
    },
    aliases: { r: "report", v: "verbose" },
  },
  docs: {
    brief: "Tell what changed between two versions of a contract, and what of it breaks",
    fullDescription:
      "Compares two OpenAPI documents, or two models files field by field. A change breaks when what callers\n" +
      "send may be refused, or when readers may meet what they do not know or miss what they read.\n" +
      "Exits with 0 when nothing breaks, 1 when something does, 2 when a file is wrong.",
    customUsage: [
      "OLD NEW [-v] [--report FORMAT[=FILE]]...",
      { input: "HEAD:convo.openapi.yaml convo.openapi.yaml", brief: "what is about to be committed" },
      { input: "old.json new.json --report markdown=changes.md", brief: "for a pull request" },
    ],
  },
});
