import type { Json, JsonObject } from "../../../core/index.ts";

/** What a tool takes: the type of each field, with "?" where it may be absent. */
type InputFields = Readonly<
  Record<string, "string" | "string?" | "number?" | "boolean?" | "object?" | "array">
>;

/** Inputs of the tools that are simulated. */
const inputs: Readonly<Record<string, InputFields>> = {
  Read: { file_path: "string", offset: "number?", limit: "number?", pages: "string?" },
  Write: { file_path: "string", content: "string" },
  Edit: { file_path: "string", old_string: "string", new_string: "string", replace_all: "boolean?" },
  Glob: { pattern: "string", path: "string?" },
  Grep: {
    pattern: "string",
    path: "string?",
    glob: "string?",
    type: "string?",
    output_mode: "string?",
    "-A": "number?",
    "-B": "number?",
    "-C": "number?",
    context: "number?",
    "-i": "boolean?",
    "-n": "boolean?",
    head_limit: "number?",
    offset: "number?",
    multiline: "boolean?",
  },
  Bash: {
    command: "string",
    timeout: "number?",
    description: "string?",
    run_in_background: "boolean?",
    dangerouslyDisableSandbox: "boolean?",
  },
  TodoWrite: { todos: "array" },
  AskUserQuestion: { questions: "array", answers: "object?", metadata: "object?" },
};

/** What is wrong with the input of a tool, one sentence each; empty for tools that are not simulated. */
export function inputProblems(tool: string, input: JsonObject): string[] {
  const fields = Object.hasOwn(inputs, tool) ? inputs[tool] : undefined;
  if (fields === undefined) return [];
  const problems: string[] = [];
  for (const [name, type] of Object.entries(fields)) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    const wanted = type.replace("?", "");
    if (value === undefined) {
      if (!type.endsWith("?")) problems.push(`The required parameter \`${name}\` is missing`);
    } else if (typeOf(value) !== wanted)
      problems.push(
        `The parameter \`${name}\` type is expected as \`${wanted}\` but provided as \`${typeOf(value)}\``,
      );
  }
  for (const name of Object.keys(input))
    if (!Object.hasOwn(fields, name)) problems.push(`An unexpected parameter \`${name}\` was provided`);
  return problems;
}

function typeOf(value: Json): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

/** A field that was checked to be a text where it stands. */
export function textIn(input: JsonObject, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

/** A field that was checked to be a number where it stands, as a whole one that is not below zero. */
export function countIn(input: JsonObject, name: string): number | undefined {
  const value = input[name];
  return typeof value === "number" && Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : undefined;
}
