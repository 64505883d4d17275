import { limits } from "../../core/index.ts";
import {
  boolean,
  mapped,
  named,
  oneOf,
  optional,
  record,
  required,
  string,
  table,
} from "../../scenario/index.ts";
import type { ToolBehaviour, ToolCall, ToolExecution } from "../scenario.ts";
import { atMost, sizedList, text } from "./sized.ts";
import { toolInput } from "./tool-input.ts";

const toolCall = mapped(
  table({
    tool: required(string({ nonEmpty: true }), "The tool's name.", { example: "Read" }),
    input: optional(
      toolInput,
      'What it is called with. { "$file" = "path" } anywhere in it is the content of a file: of a .json file the value, of any other the text.',
      { example: { file_path: "/src/main.rs" }, otherwise: "{}" },
    ),
    result: optional(text, "What comes of it, whatever the tool would do.", { example: "fn main() {}\n" }),
  }),
  ({ tool, input, result }): ToolCall => ({ tool, input: input ?? {}, result }),
);

/** The tools that a message calls, in order. */
export const toolCalls = sizedList(
  named("agent_tool_call", "A tool that the model calls.", () => toolCall),
  limits.agentToolCalls,
  "tool calls",
);

const toolTable = table({
  auto_approve: optional(boolean(), "Nobody is asked whether it may run.", {
    example: true,
    otherwise: "false",
  }),
  result: optional(text, "What comes of it, unless a call says it itself.", { example: "file contents" }),
  error: optional(text, "How it fails, unless a call says what comes of it.", {
    example: "Permission denied",
  }),
  answers: optional(
    record(string(), { nonEmpty: true }),
    "AskUserQuestion: the label that is chosen, by question; several are joined with a comma.",
    { example: { "Which language?": "Rust" } },
  ),
});

const tools = mapped(
  record(
    mapped(toolTable, ({ autoApprove, result, error, answers }): ToolBehaviour => ({
      autoApprove: autoApprove ?? false,
      result,
      error,
      answers: answers ?? {},
    })),
    { nonEmpty: true },
  ),
  (found, context) => atMost(Object.keys(found).length, limits.agentTools, "tools", context) && found,
);

/** How tools behave. */
export const toolExecution = mapped(
  table({
    mode: optional(
      oneOf("disabled", "mock", "simulated", "live"),
      "What comes of a call that nothing else is said of. disabled: no tool may run; mock: nothing happens; " +
        "simulated: it acts inside sandbox_root; live: it really acts, with --allow-code only.",
      { example: "simulated", otherwise: "mock" },
    ),
    sandbox_root: optional(
      string({ nonEmpty: true }),
      "The folder in which simulated tools act, and which none of their paths leaves; relative to the working directory. It is made when it is missing.",
      { example: "/tmp/sandbox", otherwise: "a folder of the world" },
    ),
    allow_real_bash: optional(boolean(), "Simulated Bash really runs, with --allow-code only.", {
      example: true,
      otherwise: "false",
    }),
    tools: optional(tools, "Tools by name.", { example: { Bash: { auto_approve: true } } }),
  }),
  ({ mode, sandboxRoot, allowRealBash, tools: found }): ToolExecution => ({
    mode: mode ?? "mock",
    sandboxRoot,
    allowRealBash: allowRealBash ?? false,
    tools: found ?? {},
  }),
);
