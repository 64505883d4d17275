import type { Json, Matcher, Place } from "../core/index.ts";

/**
 * What an agent says and does, from a file or from TypeScript: who it is, what it answers to which prompt, how its tools
 * behave. Undefined: not said, so that whoever runs it says, or the default (session.ts) holds.
 */
export interface AgentScenario {
  readonly name: string;
  readonly defaultModel?: string | undefined;
  /** Version of the CLI that it behaves as, "2.1.12". */
  readonly claudeVersion?: string | undefined;
  readonly userName?: string | undefined;
  /** A UUID, as written. */
  readonly sessionId?: string | undefined;
  readonly projectPath?: string | undefined;
  /** RFC 3339 with offset, as written. */
  readonly launchTimestamp?: string | undefined;
  readonly workingDirectory?: string | undefined;
  readonly trusted?: boolean | undefined;
  readonly permissionMode?: PermissionMode | undefined;
  /** To what no rule takes. */
  readonly defaultResponse?: Response | undefined;
  /** Tried in order; the first that takes a prompt answers it. */
  readonly responses: readonly ResponseRule[];
  /** Dialogues without a rule before them: entered by what their first turn expects, after all rules. */
  readonly conversations: readonly Conversation[];
  readonly toolExecution: ToolExecution;
}

/** Permission modes, in the spelling of scenarios. */
export const permissionModes = [
  "default",
  "plan",
  "full-auto",
  "accept-edits",
  "bypass-permissions",
  "dont-ask",
  "delegate",
  "auto",
] as const;

/** One of permissionModes. */
export type PermissionMode = (typeof permissionModes)[number];

/** A prompt and what is answered to it. */
export interface ResponseRule {
  /** Unique in its scenario: "responses[0]". Ids of messages are made from it. */
  readonly id: string;
  readonly pattern: Matcher;
  /** Absent where there is a failure alone. */
  readonly response?: Response | undefined;
  readonly failure?: Failure | undefined;
  /** How often it answers in one conversation, counted by prompts; absent: any number. */
  readonly maxMatches?: number | undefined;
  /** What follows once it has answered. */
  readonly turns: readonly Turn[];
  /** How its pattern reads, for people: `contains "hello"`. */
  readonly text: string;
  readonly at: Place;
}

/** One exchange of a dialogue: the prompt that must come next, and what is answered. */
export interface Turn {
  /** "responses[0].turns[1]", "conversations.login.turns[0]". */
  readonly id: string;
  readonly expect: Matcher;
  readonly response?: Response | undefined;
  readonly failure?: Failure | undefined;
  readonly text: string;
  readonly at: Place;
}

/** Turns that are entered by the first one. */
export interface Conversation {
  readonly name: string;
  readonly turns: readonly Turn[];
}

/** What is said before tools are called, and after each round of their results. */
export interface Response extends Step {
  /** Said after the results of the step before it; empty: the text is said once more at the end. */
  readonly then: readonly ThenStep[];
}

/** One message of the model. */
export interface Step {
  readonly text: string;
  readonly thinking?: string | undefined;
  /** Real milliseconds before it. */
  readonly delayMs: number;
  readonly usage?: Usage | undefined;
  readonly toolCalls: readonly ToolCall[];
}

/** A step after tool results, and what they must have been. */
export interface ThenStep extends Step {
  readonly expectResults: readonly ExpectedResult[];
}

/** What one tool result must be. */
export interface ExpectedResult {
  /** Absent: any tool's. */
  readonly tool?: string | undefined;
  readonly content?: Matcher | undefined;
  readonly isError?: boolean | undefined;
  readonly at: Place;
}

/** Tokens of one message. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens?: number | undefined;
  readonly cacheCreationInputTokens?: number | undefined;
}

/** A tool that the model calls. */
export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, Json>>;
  /** What comes of it, whatever the tool would do. */
  readonly result?: string | undefined;
}

/** What goes wrong instead of a response. */
export type Failure = FailureKind & {
  /** How often in a row it happens before the response comes; absent: always. */
  readonly times?: number | undefined;
};

/** The kinds of failures, with the fields of claudeless; and those of a process that ends otherwise than by itself. */
export type FailureKind =
  | { readonly type: "network_unreachable" }
  | { readonly type: "connection_timeout"; readonly afterMs: number }
  | { readonly type: "auth_error"; readonly message: string }
  | { readonly type: "rate_limit"; readonly retryAfter: number }
  | { readonly type: "out_of_credits" }
  | { readonly type: "partial_response"; readonly partialText: string }
  | { readonly type: "malformed_json"; readonly raw: string }
  /** The process ends in the middle, with a trace on stderr. */
  | { readonly type: "crash"; readonly message: string }
  /** It says nothing more and does not end. */
  | { readonly type: "hang" }
  /** Its output stops in the middle of a line. */
  | { readonly type: "cut_line" }
  /** A line of its output is not JSON. */
  | { readonly type: "garbage_line"; readonly line: string }
  | { readonly type: "exit"; readonly code: number }
  | { readonly type: "kill"; readonly signal: `SIG${string}` };

/** How tools that the model calls behave. */
export interface ToolExecution {
  readonly mode: "disabled" | "mock" | "simulated" | "live";
  /** Absent: a folder of the world. */
  readonly sandboxRoot?: string | undefined;
  readonly allowRealBash: boolean;
  /** By name of the tool. */
  readonly tools: Readonly<Record<string, ToolBehaviour>>;
}

/** One tool, whoever calls it. */
export interface ToolBehaviour {
  /** Nobody is asked. */
  readonly autoApprove: boolean;
  readonly result?: string | undefined;
  readonly error?: string | undefined;
  /** AskUserQuestion: the label that is chosen, by question. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A scenario that says nothing. */
export const emptyAgentScenario: AgentScenario = {
  name: "",
  responses: [],
  conversations: [],
  toolExecution: { mode: "mock", allowRealBash: false, tools: {} },
};
