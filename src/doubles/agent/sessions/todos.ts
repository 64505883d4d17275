import { utf8, type Folder, type Json } from "../../../core/index.ts";
import type { ConversationEvent } from "../conversation/events.ts";

/** Where the list of a session's tasks is kept, in a configuration folder. */
export function todosPath(sessionId: string): string {
  return `todos/${sessionId}-agent-${sessionId}.json`;
}

/** Writes an empty list where there is none yet, or where the session begins anew. */
export async function beginTodos(
  folder: Folder,
  sessionId: string,
  { anew, mtimeMs }: { readonly anew: boolean; readonly mtimeMs: number },
): Promise<void> {
  const path = todosPath(sessionId);
  const isThere = (await folder.stat(path)) !== undefined;
  if (!isThere) await folder.append(path, utf8("[]"), { mtimeMs });
  else if (anew) await folder.write(path, utf8("[]"), { mtimeMs });
}

/** The list that a call of TodoWrite has set; undefined: it was something else, or did not go well. */
export function todosOf(event: ConversationEvent): readonly Json[] | undefined {
  if (event.kind !== "tool_result" || event.call.name !== "TodoWrite" || event.outcome.isError)
    return undefined;
  const { todos } = event.call.input;
  return Array.isArray(todos) ? todos : undefined;
}
