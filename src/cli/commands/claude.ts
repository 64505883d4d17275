import { BacklotError, finding } from "../../core/index.ts";
import { answerAsClaude } from "../../lot/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";

/** Lets this process be the simulated CLI. */
export async function claude(context: CliContext, words: readonly string[]): Promise<void> {
  await orFail(context, async () => {
    const { cwd, process } = context;
    process.exitCode = await answerAsClaude({ ...ownFlags(words), cwd, env: process.env });
  });
}

/** What of a command line is backlot's; all other words are the program's own, and so is all after `--`. */
function ownFlags(words: readonly string[]): {
  readonly files: readonly string[];
  readonly allowCode: boolean;
  readonly args: readonly string[];
} {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const files: string[] = [];
  const args: string[] = [];
  let allowCode = false;
  for (let index = 0; index < end; index += 1) {
    const word = words[index] as string;
    if (word === "--allow-code") allowCode = true;
    else if (word === "--scenario") files.push(index + 1 < end ? (words[(index += 1)] as string) : noFile());
    else if (word.startsWith("--scenario=")) files.push(word.slice("--scenario=".length));
    else args.push(word);
  }
  return { files, allowCode, args: [...args, ...words.slice(end)] };
}

function noFile(): never {
  throw new BacklotError([
    finding("usage", {
      at: { kind: "input", input: "backlot claude" },
      what: "--scenario needs a file",
      why: "It says which scenario the answers come from.",
      fix: "Write --scenario FILE. See backlot help claude.",
    }),
  ]);
}
