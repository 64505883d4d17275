import { escapeControl, limits, type Folder } from "../../../core/index.ts";
import { readHistory, type SessionHistory } from "./history.ts";
import { badResume, noConversation, sessionIdInUse, tooLarge, unreadable } from "./refusals.ts";
import type { SessionFacts } from "./session-facts.ts";
import { isSessionId, sessionAnywhere, sessionPath, sessionsOf, type SessionFile } from "./session-files.ts";

/** A session whose process may go on. */
export type KeptSession =
  | {
      readonly kind: "new";
      readonly sessionId: string;
      /** Where it is kept, relative to the configuration folder. */
      readonly path: string;
    }
  | {
      readonly kind: "resumed";
      readonly sessionId: string;
      readonly path: string;
      readonly earlier: SessionHistory;
      /** It has an id of its own, and begins as this one. */
      readonly forkedFrom?: SessionFile | undefined;
    };

/** Which session a process is, or how it ends because it is none. */
export type FoundSession =
  | KeptSession
  | {
      readonly kind: "refused";
      /** The subtype of a result that is printed as well; undefined: standard output stays empty. */
      readonly stdout?: "error_during_execution" | undefined;
      /** A line, with its line feed. */
      readonly stderr: string;
      readonly code: number;
    };

/** What finding a session needs. */
export interface FindingFacts extends SessionFacts {
  /** Makes a UUID, for a session that is forked. */
  newSessionId(): string;
}

/**
 * Finds out which session a process is, from --session-id, --resume, --continue and --fork-session. Without them it is a
 * new one under the id that the scenario or the world gave it. A `session_id` of the scenario may be there already, since
 * every run of a deterministic scenario has it: it is begun anew, so that each run keeps and prints the same. Only an id
 * that a flag gives must not be in use. What flags may not stand together is said before, by the command line.
 */
export async function findSession(facts: FindingFacts): Promise<FoundSession> {
  const { options, session, configFolder } = facts;
  const { sessionId } = options;
  const isEarlier = options.continue || options.resume !== undefined;
  try {
    const folder = await facts.folders.open(configFolder, { make: false });
    if (sessionId !== undefined && (await isInUse(folder, facts, sessionId)))
      return refused(sessionIdInUse(sessionId));
    // The real CLI as well looks at --continue first.
    if (options.continue) return await continued(folder, facts);
    if (options.resume !== undefined) return await resumed(folder, facts, options.resume);
  } catch (error) {
    if (isEarlier) return refused(unreadable(configFolder, error));
    // That nothing can be kept there either is told when it is tried.
  }
  return newSession(session.projectPath, sessionId ?? session.sessionId);
}

function newSession(projectPath: string, sessionId: string): FoundSession {
  return { kind: "new", sessionId, path: sessionPath(projectPath, sessionId) };
}

async function isInUse(folder: Folder, { session }: FindingFacts, sessionId: string): Promise<boolean> {
  return (await folder.stat(sessionPath(session.projectPath, sessionId))) !== undefined;
}

async function continued(folder: Folder, facts: FindingFacts): Promise<FoundSession> {
  const { session, options } = facts;
  const [newest] = await sessionsOf(folder, session.projectPath);
  return newest === undefined
    ? newSession(session.projectPath, options.sessionId ?? session.sessionId)
    : taken(folder, facts, newest);
}

async function resumed(folder: Folder, facts: FindingFacts, resume: string | true): Promise<FoundSession> {
  const { options, profile, session, interactive } = facts;
  const stdout =
    options.outputFormat === "stream-json" && !interactive ? "error_during_execution" : undefined;
  if (resume === true || !isSessionId(resume))
    return { ...refused(badResume(resume, profile, interactive)), stdout };
  const here = await sessionOf(folder, sessionPath(session.projectPath, resume), resume);
  // Classic looks for it among the sessions of this project alone.
  const file = here ?? (profile.name === "classic" ? undefined : await sessionAnywhere(folder, resume));
  if (file !== undefined) return taken(folder, facts, file);
  return { ...refused(noConversation(resume)), stdout };
}

async function sessionOf(folder: Folder, path: string, sessionId: string): Promise<SessionFile | undefined> {
  const entry = await folder.stat(path);
  return entry?.kind === "file" ? { ...entry, path, sessionId } : undefined;
}

/** Goes on where a session ended. */
async function taken(folder: Folder, facts: FindingFacts, file: SessionFile): Promise<FoundSession> {
  const { options, session, configFolder } = facts;
  const shown = `${configFolder}/${file.path}`;
  if (file.size > limits.agentSessionBytes) return refused(tooLarge(shown, file.size));
  const bytes = await folder.read(file.path, limits.agentSessionBytes);
  const earlier = readHistory(bytes ?? new Uint8Array());
  if (earlier.skipped > 0) {
    const which = `${earlier.skipped} of the ${earlier.lines} lines of ${escapeControl(shown, "")}`;
    await facts.warn(`Warning: ${which} can't be read as JSON objects and are left out.\n`);
  }
  if (!options.forkSession) return { kind: "resumed", sessionId: file.sessionId, path: file.path, earlier };
  const sessionId = options.sessionId ?? facts.newSessionId();
  const path = sessionPath(session.projectPath, sessionId);
  return { kind: "resumed", sessionId, path, earlier, forkedFrom: file };
}

function refused(text: string): FoundSession & { readonly kind: "refused" } {
  return { kind: "refused", stderr: `${text}\n`, code: 1 };
}
