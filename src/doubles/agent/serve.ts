import { utf8, type Call, type CommandHead } from "../../core/index.ts";
import { resolveSession } from "../../dialogue/index.ts";
import { recordBytes, type CommandRecord } from "../../engine/index.ts";
import { limits } from "../../core/index.ts";
import { readClaudeCommandLine } from "./command-line/read-command-line.ts";
import type { AgentConfig } from "./config.ts";
import { configFolderName } from "./contribute.ts";
import { sessionIds } from "./conversation/ids.ts";
import { converse } from "./conversation/converse.ts";
import type { AgentContext, Run } from "./conversation/run.ts";
import { servePrint } from "./print/serve-print.ts";
import { profileOf } from "./profile.ts";
import { serveTerminal } from "./terminal/serve-terminal.ts";
import { emptyAgentScenario, sessionDefaults } from "../../dialogue/index.ts";

/** Serves one process of `claude`. */
export async function serveAgent(call: Call, context: AgentContext): Promise<void> {
  const head = call.head as CommandHead;
  const { command, args, cwd } = head;
  const detail: CommandRecord = { protocol: "command", command, args, cwd };
  context.note({ detail });
  const { claude } = context.config as AgentConfig;
  const scenario = claude?.scenario ?? emptyAgentScenario;
  const profile = profileOf(scenario.claudeVersion ?? sessionDefaults.claudeVersion);
  const line = readClaudeCommandLine(args, profile);
  if (line.kind === "exit") {
    context.note({
      detail: {
        ...detail,
        stdout: recordBytes(utf8(line.stdout), limits.recordBodyBytes),
        stderr: recordBytes(utf8(line.stderr), limits.recordBodyBytes),
        exitCode: line.code,
      },
    });
    if (line.stdout !== "") await call.reply.bytes(utf8(line.stdout));
    if (line.stderr !== "") await call.reply.bytes(utf8(line.stderr), "stderr");
    return call.reply.close({ how: "exit", code: line.code });
  }
  const { options } = line;
  const session = resolveSession(
    scenario,
    {
      model: options.model,
      sessionId: options.sessionId,
      workingDirectory: options.cwd,
      permissionMode: options.permissionMode,
    },
    { workingDirectory: cwd, now: context.clock.now(), newSessionId: () => context.ids.uuid() },
  );
  const run: Run = {
    call,
    head,
    context,
    scenario,
    session,
    profile,
    options,
    ids: sessionIds(session.sessionId, context.ports.hash),
    configFolder: head.env["CLAUDE_CONFIG_DIR"] ?? `${context.ports.files.root}/${configFolderName}`,
  };
  // Without two terminals there is nobody to talk to, and the real program prints as well.
  if (options.print || head.stdin !== "terminal" || head.stdout !== "terminal") return servePrint(run);
  return serveTerminal(run, { converse, earlierPrompts: [] });
}
