import type { Json, JsonObject } from "../../../core/index.ts";
import type { ToolOutcome } from "../conversation/events.ts";
import type { ToolFacts } from "./facts.ts";
import { succeeded, wrongInput } from "./outcomes.ts";

const states: ReadonlySet<unknown> = new Set(["pending", "in_progress", "completed"]);

/** Keeps a list of things to do; a list of which all is done is kept as an empty one. */
export function todoWrite({ memory }: ToolFacts, input: JsonObject): ToolOutcome {
  const todos = Array.isArray(input["todos"]) ? (input["todos"] as Json[]) : [];
  const wrong = todos.flatMap((todo, index) =>
    isTodo(todo) ? [] : [`The parameter \`todos[${index}]\` is no todo`],
  );
  if (wrong.length > 0) return wrongInput("TodoWrite", wrong);
  const oldTodos = memory.todos as Json;
  const isDone = todos.every((todo) => (todo as JsonObject)["status"] === "completed");
  memory.todos = isDone ? [] : todos;
  return succeeded(todosText, { oldTodos, newTodos: todos });
}

/** What the CLI says of it. */
export const todosText = "Todos have been modified successfully.";

function isTodo(todo: Json): boolean {
  if (todo === null || typeof todo !== "object" || Array.isArray(todo)) return false;
  const { content, status } = todo as JsonObject;
  return typeof content === "string" && states.has(status);
}
