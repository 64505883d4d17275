import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import type { SchemaFlags } from "./schema.ts";

/** `backlot schema`. */
export const schema = buildCommand<SchemaFlags, [], CliContext>({
  loader: async () => (await import("./schema.ts")).schema,
  parameters: {
    flags: {
      output: {
        kind: "parsed",
        parse: String,
        brief: "File to write it to; absent: standard output",
        placeholder: "FILE",
        optional: true,
      },
    },
    aliases: { o: "output" },
  },
  docs: {
    brief: "Print the JSON Schema of scenario files, for editors",
    fullDescription:
      "Prints the JSON Schema of scenario files. Editors use it for completion; the package ships it, so a\n" +
      "scenario's first line can be: #:schema ./node_modules/backlot/schema.json",
    customUsage: ["[--output FILE]", { input: "--output backlot.schema.json", brief: "for an editor" }],
  },
});
