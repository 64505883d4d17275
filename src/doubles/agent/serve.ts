import type { Call, CommandHead } from "../../core/index.ts";
import {
  emptyAgentScenario,
  resolveSession,
  sessionDefaults,
  type AgentScenario,
  type Session,
} from "../../dialogue/index.ts";
import { parseTime } from "../../engine/index.ts";
import type { ClaudeOptions } from "./command-line/options.ts";
import { readPrompt, type PromptInput } from "./command-line/prompt-input.ts";
import { readClaudeCommandLine } from "./command-line/read-command-line.ts";
import type { AgentConfig } from "./config.ts";
import { configFolderName } from "./contribute.ts";
import { sessionIds } from "./conversation/ids.ts";
import type { AgentContext, Run } from "./conversation/run.ts";
import { servePrint } from "./print/serve-print.ts";
import { processOutput, type ProcessOutput } from "./process-output.ts";
import { profileOf, type Profile } from "./profile.ts";
import { findSession, type KeptSession } from "./sessions/find-session.ts";
import { sessionClock } from "./sessions/session-clock.ts";
import type { SessionFacts } from "./sessions/session-facts.ts";

/** Serves one process of `claude`: its command line, its session, and then a prompt or a terminal. */
export async function serveAgent(call: Call, context: AgentContext): Promise<void> {
  const output = processOutput(call, context);
  const scenario = (context.config as AgentConfig).claude?.scenario ?? emptyAgentScenario;
  const profile = profileOf(scenario.claudeVersion ?? sessionDefaults.claudeVersion);
  const head = call.head as CommandHead;
  const line = readClaudeCommandLine(head.args, profile, head);
  if (line.kind === "exit") return leave(output, line);
  const { options } = line;
  const input: PromptInput = options.print ? await readPrompt(call, options, profile) : noPrompt;
  if (input.kind === "gone") return output.gone();
  if (input.kind === "exit") return leave(output, input);
  const found = await settle({ call, context, output, scenario, profile, options });
  if ("code" in found) return leave(output, found);
  await servePrint(found.run, found.session, input.text);
}

/** A terminal has no prompt yet. */
const noPrompt: PromptInput = { kind: "prompt", text: "" };

/** What is printed at once, and the end. */
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

interface Starting {
  readonly call: Call;
  readonly context: AgentContext;
  readonly output: ProcessOutput;
  readonly scenario: AgentScenario;
  readonly profile: Profile;
  readonly options: ClaudeOptions;
}

/** Settles who and where the process is, and which session it goes on with. */
async function settle(
  starting: Starting,
): Promise<{ readonly run: Run; readonly session: KeptSession } | Exit> {
  const { call, context, output, scenario, profile, options } = starting;
  const head = call.head as CommandHead;
  const said = sessionOf(starting);
  const configFolder = head.env["CLAUDE_CONFIG_DIR"] ?? `${context.ports.files.root}/${configFolderName}`;
  const begun = scenario.launchTimestamp === undefined ? undefined : parseTime(context.state.startedAt);
  const clock = sessionClock(said.launchTimestamp, context.clock, begun ?? context.clock.nowMs());
  const facts: SessionFacts = {
    session: said,
    profile,
    options,
    configFolder,
    folders: context.ports.folders,
    clock,
    interactive: !options.print,
    warn: (text) => output.err(text),
  };
  const found = await findSession({ ...facts, newSessionId: () => context.ids.uuid() });
  // In stream-json the refusal is a result as well, which print/ makes.
  if (found.kind === "refused") return { stderr: found.stderr, code: found.code };
  const session: Session = { ...said, sessionId: found.sessionId };
  const first = found.kind === "resumed" ? found.earlier.lines : 0;
  const ids = sessionIds(session.sessionId, context.ports.hash, first);
  const run: Run = {
    call,
    head,
    context,
    scenario,
    session,
    profile,
    options,
    ids,
    output,
    clock,
    interactive: !options.print,
    configFolder,
  };
  return { run, session: found };
}

function sessionOf({ call, context, scenario, options }: Starting): Session {
  const { cwd } = call.head as CommandHead;
  return resolveSession(
    scenario,
    {
      model: options.model,
      sessionId: options.sessionId,
      workingDirectory: options.cwd,
      permissionMode: options.permissionMode,
    },
    { workingDirectory: cwd, now: context.clock.now(), newSessionId: () => context.ids.uuid() },
  );
}
