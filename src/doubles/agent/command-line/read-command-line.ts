import type { Profile } from "../profile.ts";
import type { ClaudeOptions, CommandLine } from "./options.ts";

/** An invocation that says nothing. */
export const noOptions: ClaudeOptions = {
  print: false,
  outputFormat: "text",
  verbose: false,
  includePartialMessages: false,
  continue: false,
  forkSession: false,
  persistSession: true,
  skipPermissions: false,
  allowedTools: [],
  disallowedTools: [],
  addDirs: [],
};

/**
 * Reads the words after `claude`, as the real program does.
 * @param version what --version says
 */
export function readClaudeCommandLine(args: readonly string[], { version }: Profile): CommandLine {
  if (args.includes("--version") || args.includes("-v"))
    return { kind: "exit", stdout: `${version} (Claude Code)\n`, stderr: "", code: 0 };
  const words = args.filter((word) => !word.startsWith("-"));
  const prompt = words.length === 0 ? {} : { prompt: words.join(" ") };
  return { kind: "run", options: { ...noOptions, ...prompt, print: args.includes("-p") } };
}
