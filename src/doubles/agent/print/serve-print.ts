import { builtInTools, createMessages, exitCodeOf, printedMode } from "../messages/index.ts";
import { converse } from "../conversation/converse.ts";
import type { ConversationEvent, Hearer, TurnEnd } from "../conversation/events.ts";
import { servicesOf } from "../conversation/services-of.ts";
import type { Run } from "../conversation/run.ts";
import type { KeptSession } from "../sessions/find-session.ts";
import { keepSession } from "../sessions/keep-session.ts";
import { endBroken } from "./end-broken.ts";
import { createOutput, type Output } from "./output.ts";

/** Answers one prompt on standard output, and ends. */
export async function servePrint(run: Run, session: KeptSession, prompt: string): Promise<void> {
  const { output, profile } = run;
  const earlier = session.kind === "resumed" ? session.earlier.prompts : [];
  const printed = printedBy(run);
  const keep = sessionKeeper(run, session);
  const hear: Hearer = async (event: ConversationEvent) => {
    await keep(event);
    await printed.hear(event);
  };
  const end: TurnEnd = await converse(run, {
    prompts: [...earlier, prompt],
    services: servicesOf(run),
    hear,
  });
  await printed.close();
  if (end.how.kind === "broken") return endBroken(run, end.how.failure);
  await output.end({ how: "exit", code: end.cut === true ? 1 : exitCodeOf(end, profile) });
}

function printedBy(run: Run): Output {
  const { session, profile, options, ids, clock, output, configFolder } = run;
  const messages = createMessages({
    session,
    profile,
    options,
    ids,
    tools: builtInTools(profile),
    permissionMode: session.permissionMode,
    apiKeySource: run.head.env["ANTHROPIC_API_KEY"] === undefined ? "none" : "ANTHROPIC_API_KEY",
    memoryFolder: `${configFolder}/projects`,
    now: () => clock.now(),
  });
  return createOutput(
    { format: options.outputFormat, verbose: options.verbose, write: (text) => output.out(text) },
    messages,
  );
}

function sessionKeeper(run: Run, found: KeptSession): Hearer {
  const { session, profile, options, configFolder, context, clock, interactive, output, ids } = run;
  return keepSession(
    {
      session,
      profile,
      options,
      configFolder,
      folders: context.ports.folders,
      clock,
      interactive,
      warn: (text) => output.err(text),
      ids,
      permissionMode: printedMode(session.permissionMode),
    },
    found,
  );
}
