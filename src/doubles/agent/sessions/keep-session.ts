import { concatBytes, limits, utf8, type Folder } from "../../../core/index.ts";
import type { ConversationEvent, Hearer } from "../conversation/events.ts";
import { copyHistory } from "./copy-history.ts";
import type { KeptSession } from "./find-session.ts";
import { failureText } from "./refusals.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { SessionFacts } from "./session-facts.ts";
import { writeSessionsIndex } from "./sessions-index.ts";
import { beginTodos, todosOf, todosPath } from "./todos.ts";
import { lineWriter, type LineFacts } from "./write-lines.ts";

/** What keeping a session needs. */
export interface KeepingFacts extends SessionFacts, LineFacts {
  readonly memory: SessionMemory;
}

/** Keeps what happens in a session. */
export interface SessionKeeper {
  readonly hear: Hearer;
  /** Writes what waits, and lists the sessions of the project: as the last thing of a process, when nobody waits for it. */
  close(): Promise<void>;
}

/**
 * Hears a conversation and keeps it below the configuration folder: the session's file, and with classic the list of its
 * tasks and the index of the project's sessions. What was said is in the file before a tool runs and before the end, so
 * that what a process had said before it was killed is there. Nothing is made before the first prompt, and nothing at all
 * with --no-session-persistence. Where it can't be written, one warning says so and the conversation goes on.
 */
export function keepSession(facts: KeepingFacts, found: KeptSession): SessionKeeper {
  if (!facts.options.persistSession) return { hear: () => Promise.resolve(), close: () => Promise.resolve() };
  const linesOf = lineWriter(facts, found);
  let files: SessionWriter | "broken" | undefined;
  let waiting = "";
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (files === "broken") return;
    try {
      await work();
    } catch (error) {
      files = "broken";
      await facts.warn(`Warning: the session can't be kept: ${failureText(error)}\n`);
    }
  };
  const flush = async (event?: ConversationEvent): Promise<void> => {
    if (files === "broken") return;
    files ??= await beginSession(facts, found);
    await files.write(utf8(waiting), event);
    waiting = "";
  };
  return {
    hear: (event) =>
      attempt(async () => {
        waiting += linesOf(event).join("");
        if (isPause(event)) await flush(event);
      }),
    close: () =>
      attempt(async () => {
        if (waiting !== "") await flush();
        if (files !== undefined && files !== "broken") await files.close();
      }),
  };
}

/** Whether something may take its time after an event: each write of a file takes some as well. */
function isPause(event: ConversationEvent): boolean {
  return event.kind !== "prompt" && !(event.kind === "message" && event.message.stopReason === "end_turn");
}

/** The files of a session that is under way. */
interface SessionWriter {
  write(lines: Uint8Array, event: ConversationEvent | undefined): Promise<void>;
  /** Writes what nobody waits for: an empty list of tasks, and the index. */
  close(): Promise<void>;
}

async function beginSession(facts: KeepingFacts, found: KeptSession): Promise<SessionWriter> {
  const { clock, profile, configFolder } = facts;
  const { sessionId, path } = found;
  const isClassic = profile.name === "classic";
  const folder = await facts.folders.open(configFolder, { make: true });
  let beginning: Beginning | undefined = await beginningOf(folder, found);
  let hasTodos = false;
  return {
    write: async (lines, event) => {
      const times = { mtimeMs: clock.nowMs() };
      const todos = isClassic && event !== undefined ? todosOf(event) : undefined;
      if (todos !== undefined) {
        await folder.write(todosPath(sessionId), utf8(JSON.stringify(todos, undefined, 2)), times);
        hasTodos = true;
      }
      if (lines.length === 0) return;
      const { before, how } = beginning ?? { before: noBytes, how: "append" };
      await folder[how](path, concatBytes([before, lines]), times);
      beginning = undefined;
    },
    close: async () => {
      if (!isClassic) return;
      const isNew = found.kind === "new";
      if (!hasTodos) await beginTodos(folder, sessionId, { anew: isNew, mtimeMs: clock.nowMs() });
      await writeSessionsIndex(folder, facts, { sessionId, isNew });
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
