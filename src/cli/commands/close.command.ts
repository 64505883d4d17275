import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { reportFlag } from "../flags.ts";
import type { CloseFlags } from "./close.ts";

/** `backlot close`. */
export const close = buildCommand<CloseFlags, [], CliContext>({
  loader: async () => (await import("./close.ts")).close,
  parameters: { flags: { report: reportFlag }, aliases: { r: "report" } },
  docs: {
    brief: "Verify, report and end the world that open opened",
    fullDescription:
      "Verifies the world that BACKLOT_WORLD names, writes the report to standard error and ends the world.\n" +
      "Exits with 1 on a failed verification, 3 when evidence is missing.",
    customUsage: [
      "[--report FORMAT[=FILE]]...",
      { input: "", brief: "at the end of a test: teardown() { backlot close; }" },
      { input: "--report junit=report.xml", brief: "the report as a file" },
    ],
  },
});
