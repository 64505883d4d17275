import { proposeCompletions } from "@stricli/core";
import { buildCommandLine } from "./application.ts";
import type { CliContext } from "./context.ts";

/**
 * What may stand where the last word of a command line is being written: a line each, the word, a tab and what
 * it is. Nothing where files are meant.
 * @param words the words after `backlot`, the last one unfinished or empty
 */
export async function propose(words: readonly string[], context: CliContext): Promise<string> {
  // What stands after -- is the program's own.
  if (words.slice(0, -1).includes("--")) return "";
  const application = buildCommandLine(() => {});
  const found = await proposeCompletions(application, words, {
    process: context.process,
    forCommand: () => context,
  });
  const help =
    words.length === 1 && "help".startsWith(words[0] ?? "") ? ["help\tflags and examples of a verb"] : [];
  const lines = found.map(({ completion, brief }) => `${completion}\t${brief}`);
  return [...lines, ...help].map((line) => `${line}\n`).join("");
}
