import type { Run } from "../conversation/run.ts";
import { cliMode } from "../permissions/modes.ts";
import type { KeptSession } from "./find-session.ts";
import { keepSession, type SessionKeeper } from "./keep-session.ts";
import { sessionMemory } from "./session-memory.ts";
import { sessionPath } from "./session-files.ts";

/**
 * Keeps the sessions of a process: the one that was found, and on a terminal those that /clear begins. A session has one
 * keeper for all of its prompts, since its lines hang together.
 */
export function sessionKeeper(found: KeptSession): (run: Run) => SessionKeeper {
  const keepers = new Map<string, SessionKeeper>();
  return (run) => {
    const { sessionId, projectPath } = run.session;
    const known = keepers.get(sessionId);
    if (known !== undefined) return known;
    const session: KeptSession =
      sessionId === found.sessionId
        ? found
        : { kind: "new", sessionId, path: sessionPath(projectPath, sessionId) };
    const keeper = keepSession(keepingFacts(run), session);
    keepers.set(sessionId, keeper);
    return keeper;
  };
}

function keepingFacts(run: Run): Parameters<typeof keepSession>[0] {
  const { session, profile, options, configFolder, folders, context, clock, interactive, output, ids } = run;
  return {
    session,
    profile,
    options,
    configFolder,
    folders,
    memory: sessionMemory(context.state),
    clock,
    interactive,
    warn: (text) => output.err(text),
    ids,
    permissionMode: cliMode(session.permissionMode),
  };
}
