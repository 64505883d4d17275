import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";

/** `backlot init`. */
export const init = buildCommand<object, [], CliContext>({
  loader: async () => (await import("./init.ts")).init,
  parameters: {},
  docs: {
    brief: "Write a first backlot.toml and one example test for this project",
    fullDescription:
      "Looks at the project and writes a backlot.toml, every line explained, and one example test for the\n" +
      "test runner that is found: vitest, node:test, pytest, bats, or a shell script. Asks nothing and\n" +
      "overwrites nothing.",
    customUsage: [{ input: "", brief: "in the project's folder" }],
  },
});
