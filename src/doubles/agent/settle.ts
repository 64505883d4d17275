import { finding, type Call, type CommandHead, type FoldersPort } from "../../core/index.ts";
import { resolveSession, type AgentScenario, type Session } from "../../dialogue/index.ts";
import { parseTime } from "../../engine/index.ts";
import type { ClaudeOptions } from "./command-line/options.ts";
import { configFolderName } from "./contribute.ts";
import { sessionIds } from "./conversation/ids.ts";
import type { AgentContext, Run } from "./conversation/run.ts";
import { scenarioMode } from "./permissions/modes.ts";
import { resolvePath } from "./permissions/paths.ts";
import { availableTools, policyOf, rootRefusal, type Policy } from "./permissions/policy.ts";
import { readSettings } from "./permissions/settings.ts";
import { openedOnce } from "./opened-folders.ts";
import type { Refusal } from "./print/print-refusal.ts";
import type { ProcessOutput } from "./process-output.ts";
import type { Profile } from "./profile.ts";
import { findSession, type KeptSession } from "./sessions/find-session.ts";
import { sessionClock } from "./sessions/session-clock.ts";
import { toolNames } from "./tools/names.ts";

/** What a process knows when its command line was read. */
export interface Starting {
  readonly call: Call;
  readonly context: AgentContext;
  readonly output: ProcessOutput;
  readonly scenario: AgentScenario;
  readonly profile: Profile;
  readonly options: ClaudeOptions;
}

/** A process that may begin. */
export interface Settled {
  readonly kind: "settled";
  readonly run: Run;
  readonly policy: Policy;
  readonly found: KeptSession;
  /** What the user said in the session before. */
  readonly earlierPrompts: readonly string[];
}

/** Settles what may be done, and who and where the process is; or how it ends at once. */
export async function settle(
  starting: Starting,
): Promise<
  | Settled
  | { readonly kind: "exit"; readonly stderr: string; readonly code: number }
  | ({ readonly kind: "refused"; readonly run: Run } & Refusal)
> {
  const { call, context, output, scenario, profile, options } = starting;
  const { env, cwd } = call.head as CommandHead;
  const { programs, files } = context.ports;
  const folders = openedOnce(context.ports.folders);
  const configFolder = configFolderOf(env["CLAUDE_CONFIG_DIR"], cwd, files.root);
  const said = sessionOf(starting);
  const settings = await readSettings({
    folders,
    configFolder,
    folder: cwd,
    options,
    profile,
    trusted: said.trusted,
  });
  if (!settings.ok) return { kind: "exit", stderr: settings.stderr, code: settings.code };
  const root = rootRefusal({ isRoot: programs.isRoot, env, options, settings: settings.settings });
  if (root !== undefined) return { kind: "exit", stderr: `${root}\n`, code: 1 };
  for (const warning of settings.warnings) await output.err(`${warning}\n`);
  const home = env["HOME"] ?? "/";
  const { policy, notes } = policyOf(
    { options, scenario, profile, workingDirectory: said.workingDirectory, home },
    settings.settings,
  );
  const ignored = [...settings.notes, ...notes];
  if (ignored.length > 0)
    context.note({ findings: ignored.map((what) => finding("ignored-settings", { what })) });
  const session: Session = {
    ...said,
    model: options.model ?? scenario.defaultModel ?? settings.settings.model ?? said.model,
    permissionMode: scenarioMode(policy.mode) ?? said.permissionMode,
  };
  const run = runOf(starting, session, { configFolder, folders, policy });
  const found = await findSession({
    ...run,
    warn: (text) => output.err(text),
    newSessionId: () => context.ids.uuid(),
  });
  if (found.kind === "refused") return { ...found, run };
  const { sessionId } = found;
  const first = found.kind === "resumed" ? found.earlier.lines : 0;
  return {
    kind: "settled",
    run: {
      ...run,
      session: { ...session, sessionId },
      ids: sessionIds(sessionId, context.ports.hash, first),
    },
    policy,
    found,
    earlierPrompts: found.kind === "resumed" ? found.earlier.prompts : [],
  };
}

/** Relative to where the program was called; a variable that is empty says nothing. */
function configFolderOf(said: string | undefined, cwd: string, root: string): string {
  return said === undefined || said === "" ? `${root}/${configFolderName}` : resolvePath(cwd, said);
}

function runOf(
  starting: Starting,
  session: Session,
  {
    configFolder,
    folders,
    policy,
  }: { readonly configFolder: string; readonly folders: FoldersPort; readonly policy: Policy },
): Run {
  const { call, context, scenario, profile, options } = starting;
  const interactive = !options.print;
  const begun = scenario.launchTimestamp === undefined ? undefined : parseTime(context.state.startedAt);
  return {
    ...starting,
    head: call.head as CommandHead,
    session,
    ids: sessionIds(session.sessionId, context.ports.hash),
    clock: sessionClock(session.launchTimestamp, context.clock, begun ?? context.clock.nowMs()),
    interactive,
    tools: availableTools(policy, toolNames(profile, options, interactive)),
    configFolder,
    folders,
  };
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
