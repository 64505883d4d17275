import { converse } from "../conversation/converse.ts";
import type { Hearer, TurnEnd } from "../conversation/events.ts";
import type { Run } from "../conversation/run.ts";
import type { Services } from "../conversation/services.ts";
import { createMessages, exitCodeOf } from "../messages/index.ts";
import { projectFolderName } from "../sessions/project-folder.ts";
import { endBroken } from "./end-broken.ts";
import { createOutput, type Output } from "./output.ts";

/** What print mode needs besides its process. */
export interface Printing {
  /** Everything the user said in the session, the prompt last. */
  readonly prompts: readonly string[];
  readonly services: Services;
  /** Keeps the session. */
  readonly keep: Hearer;
}

/** Answers one prompt on standard output, and ends. */
export async function servePrint(run: Run, { prompts, services, keep }: Printing): Promise<void> {
  const { output, profile } = run;
  const printed = printedBy(run);
  const end: TurnEnd = await converse(run, {
    prompts,
    services,
    hear: async (event) => {
      await keep(event);
      await printed.hear(event);
    },
  });
  await printed.close();
  if (end.how.kind === "broken") return endBroken(run, end.how.failure);
  await output.end({ how: "exit", code: end.cut === true ? 1 : exitCodeOf(end, profile) });
}

/** Prints what happens in the format that was asked for. */
export function printedBy(run: Run): Output {
  const { session, profile, options, ids, clock, output, configFolder, head, tools } = run;
  const messages = createMessages({
    session,
    profile,
    options,
    ids,
    tools,
    permissionMode: session.permissionMode,
    apiKeySource: head.env["ANTHROPIC_API_KEY"] === undefined ? "none" : "ANTHROPIC_API_KEY",
    memoryFolder: `${configFolder}/projects/${projectFolderName(session.projectPath)}/memory/`,
    now: () => clock.now(),
  });
  const way = {
    format: options.outputFormat,
    verbose: options.verbose,
    write: (text: string) => output.out(text),
  };
  return createOutput(way, messages);
}
