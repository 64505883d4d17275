import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";

const shells = ["bash", "zsh", "fish"] as const;

/** `backlot completion SHELL`. */
export const completion = buildCommand<object, [string], CliContext>({
  loader: async () => (await import("./completion.ts")).completion,
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [
        {
          brief: "bash, zsh or fish",
          parse: String,
          placeholder: "shell",
          proposeCompletions: (partial) => shells.filter((one) => one.startsWith(partial)),
        },
      ],
    },
  },
  docs: {
    brief: "Print a script that completes verbs and flags in a shell",
    customUsage: [
      "bash|zsh|fish",
      { input: "bash", brief: 'in ~/.bashrc: eval "$(backlot completion bash)"' },
      { input: "fish", brief: "in config.fish: backlot completion fish | source" },
    ],
  },
});
