import type { Call, CommandHead } from "../../core/index.ts";
import { emptyAgentScenario, sessionDefaults } from "../../dialogue/index.ts";
import { readPrompt } from "./command-line/prompt-input.ts";
import { readClaudeCommandLine } from "./command-line/read-command-line.ts";
import type { AgentConfig } from "./config.ts";
import { converse } from "./conversation/converse.ts";
import type { AgentContext } from "./conversation/run.ts";
import { servicesOf } from "./conversation/services-of.ts";
import { endBroken } from "./print/end-broken.ts";
import { printRefusal } from "./print/print-refusal.ts";
import { servePrint } from "./print/serve-print.ts";
import { processOutput, type ProcessOutput } from "./process-output.ts";
import { profileOf } from "./profile.ts";
import { sessionKeeper } from "./sessions/session-keeper.ts";
import { settle, type Settled } from "./settle.ts";
import { serveTerminal } from "./terminal/serve-terminal.ts";

/** Serves one process of `claude`: its command line, its prompt, its session, and then an answer or a terminal. */
export async function serveAgent(call: Call, context: AgentContext): Promise<void> {
  const output = processOutput(call, context);
  const scenario = (context.config as AgentConfig).claude?.scenario ?? emptyAgentScenario;
  const profile = profileOf(scenario.claudeVersion ?? sessionDefaults.claudeVersion);
  const head = call.head as CommandHead;
  const line = readClaudeCommandLine(head.args, profile, head);
  if (line.kind === "exit") return leave(output, line);
  const { options } = line;
  const input = options.print ? await readPrompt(call, options, profile) : undefined;
  if (input?.kind === "gone") return output.gone();
  if (input?.kind === "signal") return output.end({ how: "signal", signal: input.signal });
  if (input?.kind === "exit") return leave(output, input);
  const settled = await settle({ call, context, output, scenario, profile, options });
  if (settled.kind === "exit") return leave(output, settled);
  if (settled.kind === "refused") return printRefusal(settled.run, settled);
  return input === undefined ? talk(settled) : print(settled, input.text);
}

/** What a process says that ends at once. */
interface Exit {
  readonly stdout?: string;
  readonly stderr: string;
  readonly code: number;
}

async function leave(output: ProcessOutput, { stdout = "", stderr, code }: Exit): Promise<void> {
  await output.out(stdout);
  await output.err(stderr);
  await output.end({ how: "exit", code });
}

async function print({ run, policy, found, earlierPrompts }: Settled, prompt: string): Promise<void> {
  const keeper = sessionKeeper(found)(run);
  const prompts = [...earlierPrompts, prompt];
  await servePrint(run, { prompts, services: servicesOf(run, policy)(run), keep: keeper.hear });
  await keeper.close();
}

async function talk({ run, policy, found, earlierPrompts }: Settled): Promise<void> {
  const services = servicesOf(run, policy);
  const keeper = sessionKeeper(found);
  await serveTerminal(run, {
    earlierPrompts,
    converse: async (current, asked) => {
      // Its call can't write over the screen.
      const guarded = { ...current, output: processOutput(current.call, current.context) };
      const keep = keeper(guarded).hear;
      const end = await converse(guarded, {
        ...asked,
        services: services(guarded),
        hear: async (event) => {
          await keep(event);
          await asked.hear(event);
        },
      });
      if (end.how.kind === "broken") await endBroken(guarded, end.how.failure);
      return end;
    },
  });
  await keeper(run).close();
}
