import type { AskedOnTerminal } from "../../src/doubles/agent/conversation/services.ts";
import type {
  ModelMessage,
  PermissionAnswer,
  ToolUse,
  TurnEnd,
} from "../../src/doubles/agent/conversation/events.ts";
import type { Run } from "../../src/doubles/agent/conversation/run.ts";
import type { TerminalServices } from "../../src/doubles/agent/terminal/serve-terminal.ts";
import { DrivenTerminal, type DrivenOptions } from "./driven-terminal.ts";

const usage = { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheCreationInputTokens: 0 };

export function message(...blocks: ModelMessage["blocks"]): ModelMessage {
  return { id: "msg_1", requestId: "req_1", model: "model-1", blocks, usage, stopReason: "end_turn" };
}

export function endOf(how: TurnEnd["how"]): TurnEnd {
  return { how, numTurns: 1, usage, denials: [] };
}

export const success = endOf({ kind: "success", text: "" });

/** Answers every prompt by saying it again, and keeps what it was asked. */
export function echo(asked: (readonly [prompts: readonly string[], mode: string, session: string])[] = []) {
  return async (run: Run, { prompts, hear }: AskedOnTerminal): Promise<TurnEnd> => {
    asked.push([prompts, run.session.permissionMode, run.session.sessionId]);
    await hear({ kind: "prompt", text: prompts.at(-1) ?? "" });
    await hear({ kind: "message", message: message({ type: "text", text: `You said ${prompts.at(-1)}.` }) });
    await hear({ kind: "end", end: success });
    return success;
  };
}

/** Calls one tool, and says what somebody said to that. */
export function toolUser(call: ToolUse, answers: PermissionAnswer[] = []): TerminalServices["converse"] {
  return async (_run, { hear, ask }) => {
    await hear({ kind: "message", message: message({ type: "text", text: "Working." }, call) });
    const answer = (await ask?.({ call, message: "" })) ?? "no";
    answers.push(answer);
    const outcome = {
      content: `${call.name}: ${answer}`,
      isError: false,
      report: "",
      denied: false,
      files: [],
    };
    await hear({ kind: "tool_result", message: message(call), call, outcome });
    await hear({ kind: "end", end: success });
    return success;
  };
}

export const bash: ToolUse = {
  type: "tool_use",
  id: "toolu_1",
  name: "Bash",
  input: { command: "touch foo", description: "Makes foo" },
};
export const write: ToolUse = {
  ...bash,
  name: "Write",
  input: { file_path: "/srv/shop/new.txt", content: "one\ntwo" },
};

/** A driven terminal on which the first screen stands; it says every prompt again unless told otherwise. */
export async function open(options: DrivenOptions = {}): Promise<DrivenTerminal> {
  const terminal = new DrivenTerminal({ ...options, services: { converse: echo(), ...options.services } });
  await terminal.settled();
  return terminal;
}

/** The line above and below the prompt, on a screen as wide as it is when nothing else is said. */
export const rule = "─".repeat(40);
