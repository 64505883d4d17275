import { finding, type JsonObject } from "../../../core/index.ts";
import type { ToolBehaviour, ToolCall } from "../../../dialogue/index.ts";
import type { ToolOutcome, ToolUse } from "../conversation/events.ts";
import { askUserQuestion } from "./ask-user-question.ts";
import { bash } from "./bash/bash.ts";
import { realBash } from "./bash/real-bash.ts";
import { edit } from "./edit.ts";
import type { ToolFacts } from "./facts.ts";
import { glob } from "./glob.ts";
import { grep } from "./grep.ts";
import { inputProblems } from "./inputs.ts";
import { mockOutcome, saidOutcome } from "./mock.ts";
import { allTools, isTakenAway, listedName } from "./names.ts";
import { failed, noSuchTool, wrongInput } from "./outcomes.ts";
import { read } from "./read.ts";
import { todoWrite } from "./todo-write.ts";
import { write } from "./write.ts";

type Tool = (facts: ToolFacts, input: JsonObject) => ToolOutcome | Promise<ToolOutcome>;

/** Tools that do something in the sandbox. */
const simulated: Readonly<Record<string, Tool>> = {
  AskUserQuestion: askUserQuestion,
  Bash: bash,
  Edit: edit,
  Glob: glob,
  Grep: grep,
  Read: read,
  TodoWrite: todoWrite,
  Write: write,
};

/** Tools that touch nothing outside of the process, and so need nobody's leave. */
const harmless = new Set(["AskUserQuestion", "TodoWrite"]);

/**
 * Why a call can't be meant: there is no such tool, or the tool that would run takes other input. Nobody is asked for
 * leave to do that. Undefined: it can, or the scenario says what comes of it.
 */
export function impossible(
  { profile, options, toolExecution }: ToolFacts,
  call: ToolUse,
  scripted: Pick<ToolCall, "result"> | undefined,
): ToolOutcome | undefined {
  const name = listedName(call.name, profile);
  if (isTakenAway(name, options)) return noSuchTool(call.name);
  const { result, error } =
    behaviourOf(toolExecution.tools, call.name) ?? behaviourOf(toolExecution.tools, name) ?? {};
  if ((scripted?.result ?? error ?? result) !== undefined) return undefined;
  if (!allTools(profile).includes(name)) return noSuchTool(call.name);
  if (toolExecution.mode !== "simulated" && toolExecution.mode !== "live") return undefined;
  const problems = inputProblems(name, call.input);
  return problems.length > 0 ? wrongInput(name, problems) : undefined;
}

/**
 * What comes of a tool that the model calls: what the call itself says, else `error`, else `result` of the scenario's
 * `tools`, else what the mode makes of it. Never throws: whatever goes wrong is the tool's error.
 * @param scripted the call as the scenario has it; undefined: the model made it up
 */
export async function runTool(
  facts: ToolFacts,
  call: ToolUse,
  scripted: Pick<ToolCall, "result"> | undefined,
): Promise<ToolOutcome> {
  const { profile, toolExecution } = facts;
  const name = listedName(call.name, profile);
  const wrong = impossible(facts, call, scripted);
  if (wrong !== undefined) return wrong;
  const behaviour = behaviourOf(toolExecution.tools, call.name) ?? behaviourOf(toolExecution.tools, name);
  if (scripted?.result !== undefined) return saidOutcome(name, call.input, scripted.result, profile);
  if (behaviour?.error !== undefined) return failed(behaviour.error);
  if (behaviour?.result !== undefined) return saidOutcome(name, call.input, behaviour.result, profile);
  try {
    return await execute(facts, name, call.input);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

async function execute(facts: ToolFacts, name: string, input: JsonObject): Promise<ToolOutcome> {
  const { toolExecution, profile, ports } = facts;
  const { mode, allowRealBash } = toolExecution;
  if (mode === "disabled") return failed("Tools are disabled (tool_execution.mode).");
  if (mode === "mock")
    return name === "AskUserQuestion" ? mockAnswer(facts, input) : mockOutcome(name, input, profile);
  const wantsCode = mode === "live" ? !harmless.has(name) : name === "Bash" && allowRealBash;
  if (wantsCode && !ports.programs.allowed) return inert(facts, name);
  if (wantsCode && name === "Bash") return realBash(facts, input);
  const tool = Object.hasOwn(simulated, name) ? simulated[name] : undefined;
  if (tool !== undefined) return tool(facts, input);
  return failed(
    `${name} is not simulated. Say in the scenario what comes of it, by result in the tool call or in tool_execution.tools.${name}.`,
  );
}

/** Answers that the scenario gives hold in every mode; where it asks nothing that can be answered, it was mocked. */
function mockAnswer(facts: ToolFacts, input: JsonObject): ToolOutcome {
  const answered = askUserQuestion(facts, input);
  return answered.isError ? mockOutcome("AskUserQuestion", input, facts.profile) : answered;
}

/** A scenario file alone lets nothing run. */
function inert(facts: ToolFacts, name: string): ToolOutcome {
  const { mode } = facts.toolExecution;
  const wish = mode === "live" ? 'mode = "live"' : "allow_real_bash = true";
  facts.note(finding("code-not-allowed", { what: `${name} did not run: ${wish} needs --allow-code` }));
  return failed(`${name} did not run: ${wish} in [tool_execution] needs --allow-code, which was not given.`);
}

function behaviourOf(
  tools: Readonly<Record<string, ToolBehaviour>>,
  name: string,
): ToolBehaviour | undefined {
  return Object.hasOwn(tools, name) ? tools[name] : undefined;
}
