import { hashPort } from "../../src/adapters/hash/index.ts";
import type { Failure } from "../../src/dialogue/index.ts";
import { sessionIds } from "../../src/doubles/agent/conversation/ids.ts";
import type {
  Block,
  ConversationEvent,
  ModelMessage,
  TokenUsage,
  ToolOutcome,
  ToolUse,
  TurnEnd,
} from "../../src/doubles/agent/conversation/events.ts";
import { sumOf } from "../../src/doubles/agent/conversation/tokens.ts";
import { failureOf, type MessageFacts } from "../../src/doubles/agent/messages/index.ts";
import { profileOf } from "../../src/doubles/agent/profile.ts";

/** What is to be different. */
export interface FactsWanted {
  readonly version?: string;
  readonly model?: string;
  readonly options?: Partial<MessageFacts["options"]>;
  readonly more?: Partial<MessageFacts>;
}

const sessionId = "550e8400-e29b-41d4-a716-446655440000";

/** A process of `claude` in stream-json, whose clock stands. */
export function sampleFacts({ version = "2.1.12", model, options, more }: FactsWanted = {}): MessageFacts {
  return {
    session: {
      model: model ?? "claude-sonnet-4-20250514",
      claudeVersion: version,
      userName: "Alfred",
      sessionId,
      projectPath: "/projects/demo",
      workingDirectory: "/projects/demo",
      launchTimestamp: "2025-01-15T10:30:00Z",
      trusted: true,
      permissionMode: "default",
    },
    profile: profileOf(version),
    options: { outputFormat: "stream-json", includePartialMessages: false, addDirs: [], ...options },
    ids: sessionIds(sessionId, hashPort),
    tools: ["Bash", "Read", "Write"],
    permissionMode: "default",
    apiKeySource: "none",
    memoryFolder: "/claude/projects/-projects-demo/memory/",
    now: () => "2025-01-15T10:30:00.000Z",
    ...more,
  };
}

/** Tokens of one message. */
export function tokens(inputTokens: number, outputTokens: number, read = 0, written = 0): TokenUsage {
  return { inputTokens, outputTokens, cacheReadInputTokens: read, cacheCreationInputTokens: written };
}

/** The second message is `messageOf(1, ...)`. */
export function messageOf(
  index: number,
  blocks: readonly Block[],
  usage: TokenUsage = tokens(10 + index, 5),
): ModelMessage {
  const calls = blocks.some(({ type }) => type === "tool_use");
  return {
    id: `msg_${index}`,
    requestId: `req_${index}`,
    model: "claude-sonnet-4-20250514",
    blocks,
    usage,
    stopReason: calls ? "tool_use" : "end_turn",
  };
}

/** A block of text. */
export function text(said: string): Block {
  return { type: "text", text: said };
}

/** A call of a tool whose id is made of its name. */
export function use(name: string, input: ToolUse["input"]): ToolUse {
  return { type: "tool_use", id: `toolu_${name}`, name, input };
}

const fine = { isError: false, denied: false, files: [] };

/** What came of a tool that went well. */
function outcomeOf(content: string, report: ToolOutcome["report"]): ToolOutcome {
  return { ...fine, content, report };
}

/** A conversation of one prompt. */
export function turnOf(
  how: TurnEnd["how"],
  between: readonly ConversationEvent[],
  more: Partial<TurnEnd> = {},
): readonly ConversationEvent[] {
  const messages = between.flatMap((event) => (event.kind === "message" ? [event.message] : []));
  const usage = messages.reduce((sum, one) => sumOf(sum, one.usage), tokens(0, 0));
  const end = { how, numTurns: Math.max(1, messages.length), usage, denials: [], ...more };
  return [{ kind: "prompt", text: "hello" }, ...between, { kind: "end", end }];
}

const said = (message: ModelMessage): ConversationEvent => ({ kind: "message", message });

const bash = use("Bash", { command: "echo hi" });
const read = use("Read", { file_path: "/projects/demo/notes.txt" });
const write = use("Write", { file_path: "/etc/passwd", content: "x" });
const both = messageOf(0, [text("Let me look."), bash, read]);
const writing = messageOf(0, [write], tokens(12, 9, 100, 40));
const refused = "Claude requested permissions to write to /etc/passwd, but you haven't granted it yet.";
const denied: ToolOutcome = {
  content: refused,
  isError: true,
  denied: true,
  report: `Error: ${refused}`,
  files: [],
};
const thought: Block = { type: "thinking", thinking: "They said hello.", signature: "c2ln" };

const echoed: ConversationEvent = {
  kind: "tool_result",
  message: both,
  call: bash,
  outcome: outcomeOf("hi", { stdout: "hi", stderr: "", interrupted: false, isImage: false }),
};
const readBack: ConversationEvent = {
  kind: "tool_result",
  message: both,
  call: read,
  outcome: outcomeOf("     1→alpha", {
    type: "text",
    file: {
      filePath: "/projects/demo/notes.txt",
      content: "alpha",
      numLines: 1,
      startLine: 1,
      totalLines: 1,
    },
  }),
};

/** Conversations of each kind that there is, by name; failures are told as a version tells them. */
export function conversations(version: string): Readonly<Record<string, readonly ConversationEvent[]>> {
  const profile = profileOf(version);
  const fails = (failure: Failure): readonly ConversationEvent[] => turnOf(failureOf(failure, profile), []);
  const limited: Failure = { type: "rate_limit", retryAfter: 3 };
  const off: Failure = { type: "network_unreachable" };
  return {
    text: turnOf({ kind: "success", text: "Hello!" }, [said(messageOf(0, [text("Hello!")]))]),
    thinking: turnOf({ kind: "success", text: "Hello!" }, [said(messageOf(0, [thought, text("Hello!")]))]),
    tools: turnOf({ kind: "success", text: "It says alpha." }, [
      said(both),
      echoed,
      readBack,
      said(messageOf(1, [text("It says alpha.")])),
    ]),
    denial: turnOf(
      { kind: "success", text: "I may not." },
      [
        said(writing),
        { kind: "tool_result", message: writing, call: write, outcome: denied },
        said(messageOf(1, [text("I may not.")])),
      ],
      { denials: [write] },
    ),
    structured: turnOf({ kind: "success", text: '{"answer":42}', structured: { answer: 42 } }, [
      said(messageOf(0, [text('{"answer":42}')])),
    ]),
    "max-turns": turnOf({ kind: "max_turns", turns: 1 }, [said(both), echoed, readBack], { numTurns: 2 }),
    "max-budget": turnOf({ kind: "max_budget", budgetUsd: 0.0001 }, [said(messageOf(0, [text("Hello!")]))]),
    execution: turnOf({ kind: "execution", errors: ["It is no JSON."] }, [
      said(messageOf(0, [text("Hello!")])),
    ]),
    retries: turnOf({ kind: "success", text: "Hello!" }, [
      { kind: "retry", failure: limited, attempt: 1, retriesMax: 10 },
      { kind: "retry", failure: off, attempt: 2, retriesMax: 10 },
      said(messageOf(0, [text("Hello!")])),
    ]),
    "network-unreachable": fails(off),
    "connection-timeout": fails({ type: "connection_timeout", afterMs: 5 }),
    "auth-error": fails({ type: "auth_error", message: "invalid x-api-key" }),
    "rate-limit": fails(limited),
    "out-of-credits": fails({ type: "out_of_credits" }),
    "partial-response": fails({ type: "partial_response", partialText: "Hel" }),
    "malformed-json": fails({ type: "malformed_json", raw: "{" }),
  };
}
