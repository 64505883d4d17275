import type { Json } from "../../core/index.ts";
import type { AgentEntry, TurnFact } from "../../doubles/agent/index.ts";
import type { InferInput } from "../../scenario/index.ts";
import type { CommandCall } from "./calls.ts";
import { codePlace } from "./code-place.ts";
import { ExpectationHandle, type HandleHome } from "./expectation-handle.ts";

/** What is said to a prompt: a text, or what a scenario's `response` may hold, in camelCase. */
export type AgentReplyInput = NonNullable<InferInput<AgentEntry>["reply"]>;

/** A tool that was called in answer to a prompt. */
export interface AgentToolCall {
  readonly tool: string;
  readonly input: Json;
  /** It was not permitted, and did not run. */
  readonly denied: boolean;
  readonly isError: boolean;
}

/** One prompt that the agent was given, and what came of it. */
export interface AgentCall {
  /** Number of the process's call in its world. One process may be given several prompts. */
  readonly call: number;
  readonly prompt: string;
  /** The words after the command; empty until its process has ended. */
  readonly argv: readonly string[];
  /** Id of the session. */
  readonly session: string;
  /** What answered: "responses[0]", "default_response", or the id of an expectation; null: nothing did. */
  readonly answeredBy: string | null;
  /** The final answer, or why there is none. */
  readonly result: string;
  readonly isError: boolean;
  readonly toolCalls: readonly AgentToolCall[];
  /** Paths that its tools read or wrote. */
  readonly files: readonly string[];
}

/** An expectation on a prompt. */
export class AgentExpectation extends ExpectationHandle<CommandCall> {
  /**
   * What is answered. Without it the scenario's own rule answers.
   * @example world.agent("claude").mock("Fix it").reply({ text: "Fixed.", toolCalls: [{ tool: "Read", input: {} }] })
   */
  reply(response: AgentReplyInput): this {
    return this.with({ reply: response });
  }
}

/** A simulated agent that programs run. */
export interface AgentHandle {
  /** Absolute path of its command, for programs that want one instead of PATH. */
  readonly executable: string;
  /** Every prompt that it was given, in order. */
  readonly calls: readonly AgentCall[];
  /** Any number of such prompts; unused is fine. A literal is the whole prompt; a RegExp or a matcher. */
  stub(prompt: unknown): AgentExpectation;
  /** One such prompt or more; unused fails the test. Answers before the scenario's rules do. */
  mock(prompt: unknown): AgentExpectation;
}

/** What the handle needs of its world. */
export interface AgentHome {
  readonly expectations: HandleHome;
  readonly executable: string;
  readonly query: (name: string, args: Json) => Json;
  readonly calls: () => readonly CommandCall[];
}

/** @internal */
export function agentHandle(home: AgentHome, agent: string): AgentHandle {
  const declare = (prompt: unknown, fields: object): AgentExpectation =>
    new AgentExpectation(home.expectations, "agents", agent, { prompt, ...fields }, codePlace());
  return {
    executable: home.executable,
    get calls() {
      const turns = home.query("agent.turns", null) as unknown as readonly TurnFact[];
      const argv = new Map(home.calls().map(({ id, args }) => [id, args]));
      return turns.map((turn) => agentCall(turn, argv.get(turn.call) ?? []));
    },
    stub: (prompt) => declare(prompt, { optional: true }),
    mock: (prompt) => declare(prompt, {}),
  };
}

function agentCall({ rule, tools, ...turn }: TurnFact, argv: readonly string[]): AgentCall {
  return { ...turn, argv, answeredBy: rule, toolCalls: tools };
}
