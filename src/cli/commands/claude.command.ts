import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { allowCodeFlag } from "../flags.ts";

/** The words are not read by these flags (see claude.ts): they are what help and completion say. */
interface ClaudeFlags {
  readonly scenario?: readonly string[];
  readonly allowCode?: boolean;
}

/** `backlot claude [--scenario FILE] [FLAGS] [PROMPT]`. */
export const claude = buildCommand<ClaudeFlags, string[], CliContext>({
  loader: async () => {
    const { claude: run } = await import("./claude.ts");
    return function claudeOfWords(this: CliContext, _flags, ...words): Promise<void> {
      return run(this, words);
    };
  },
  parameters: {
    flags: {
      scenario: {
        kind: "parsed",
        parse: String,
        brief: "Agent scenario, or a scenario with [agents.claude]; repeatable. Absent: no rules",
        placeholder: "FILE",
        optional: true,
        variadic: true,
      },
      allowCode: allowCodeFlag,
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "Flags and prompt of claude, as the real one takes them",
        parse: String,
        placeholder: "claude's words",
      },
    },
  },
  docs: {
    brief: "Be a claude that answers from a scenario: in print mode, or on a terminal",
    fullDescription:
      "Behaves as the CLI of Claude Code, and answers prompts as a scenario says. All words but the two flags\n" +
      "below are claude's own, --help among them. Exits as claude does, and with 2 where the scenario is\n" +
      "wrong. Verifies nothing: [agents.claude] in a world does, where programs find claude on PATH.\n" +
      "Sessions are kept in CLAUDE_CONFIG_DIR where it is set, else only until the program ends.",
    customUsage: [
      "[--scenario FILE]... [--allow-code] [CLAUDE'S FLAGS] [PROMPT]",
      { input: "--scenario agent.toml -p hello", brief: "one answer" },
      { input: "--scenario backlot.toml", brief: "on a terminal, as [agents.claude] of a world says" },
    ],
  },
});
