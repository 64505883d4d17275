import { concatBytes, limits, utf8, type Folder } from "../../../core/index.ts";
import type { ConversationEvent, Hearer } from "../conversation/events.ts";
import { copyHistory } from "./copy-history.ts";
import type { KeptSession } from "./find-session.ts";
import { failureText } from "./refusals.ts";
import type { SessionFacts } from "./session-facts.ts";
import { writeSessionsIndex } from "./sessions-index.ts";
import { beginTodos, todosOf, todosPath } from "./todos.ts";
import { lineWriter, type LineFacts } from "./write-lines.ts";

/** What keeping a session needs. */
export interface KeepingFacts extends SessionFacts, LineFacts {}

/**
 * Hears a conversation and keeps it below the configuration folder: the session's file, and with classic the list of its
 * tasks and the index of the project's sessions. Each event is in the file when it has been heard, so that nothing needs
 * closing and what a process had said before it was killed is there. Nothing is made before the first prompt, and nothing
 * at all with --no-session-persistence. Where it can't be written, one warning says so and the conversation goes on.
 */
export function keepSession(facts: KeepingFacts, found: KeptSession): Hearer {
  if (!facts.options.persistSession) return () => Promise.resolve();
  const linesOf = lineWriter(facts, found);
  let files: SessionWriter | "broken" | undefined;
  return async (event) => {
    if (files === "broken") return;
    const lines = utf8(linesOf(event).join(""));
    try {
      files ??= await beginSession(facts, found);
      await files.write(lines, event);
    } catch (error) {
      files = "broken";
      await facts.warn(`Warning: the session can't be kept: ${failureText(error)}\n`);
    }
  };
}

/** The files of a session that is under way. */
interface SessionWriter {
  write(lines: Uint8Array, event: ConversationEvent): Promise<void>;
}

async function beginSession(facts: KeepingFacts, found: KeptSession): Promise<SessionWriter> {
  const { clock, profile, configFolder } = facts;
  const { sessionId, path } = found;
  const isClassic = profile.name === "classic";
  const isNew = found.kind === "new";
  const folder = await facts.folders.open(configFolder, { make: true });
  if (isClassic) await beginTodos(folder, sessionId, { anew: isNew, mtimeMs: clock.nowMs() });
  let beginning: Beginning | undefined = await beginningOf(folder, found);
  return {
    write: async (lines, event) => {
      const times = { mtimeMs: clock.nowMs() };
      const todos = isClassic ? todosOf(event) : undefined;
      if (todos !== undefined)
        await folder.write(todosPath(sessionId), utf8(JSON.stringify(todos, undefined, 2)), times);
      if (lines.length === 0) return;
      const { before, how } = beginning ?? { before: noBytes, how: "append" };
      await folder[how](path, concatBytes([before, lines]), times);
      beginning = undefined;
    },
  };
}

const noBytes = new Uint8Array();

/** How the first lines of a process come into the session's file. */
interface Beginning {
  readonly how: "write" | "append";
  /** What stands before them. */
  readonly before: Uint8Array;
}

async function beginningOf(folder: Folder, found: KeptSession): Promise<Beginning> {
  if (found.kind === "new") {
    const isThere = (await folder.stat(found.path)) !== undefined;
    return { how: isThere ? "write" : "append", before: noBytes };
  }
  const { forkedFrom, sessionId, earlier } = found;
  // A last line that was cut must not take in what is added.
  if (forkedFrom === undefined) return { how: "append", before: earlier.ended ? noBytes : utf8("\n") };
  const bytes = (await folder.read(forkedFrom.path, limits.agentSessionBytes)) ?? noBytes;
  return { how: "write", before: copyHistory(bytes, sessionId) };
}
