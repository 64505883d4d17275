import type { Call, CommandHead, FoldersPort } from "../../../core/index.ts";
import type { AgentScenario, Session } from "../../../dialogue/index.ts";
import type { Clock, ServeContext } from "../../../engine/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { Profile } from "../profile.ts";
import type { AgentCommand } from "../decide.ts";
import type { ProcessOutput } from "../process-output.ts";
import type { AgentState } from "../state.ts";
import type { SessionIds } from "./ids.ts";

/** What the engine gives the agent double. */
export type AgentContext = ServeContext<AgentState, AgentCommand>;

/** One process of `claude`: everything that its parts need to know of it. */
export interface Run {
  readonly call: Call;
  readonly head: CommandHead;
  readonly context: AgentContext;
  readonly scenario: AgentScenario;
  readonly session: Session;
  readonly profile: Profile;
  readonly options: ClaudeOptions;
  readonly ids: SessionIds;
  readonly output: ProcessOutput;
  /** The time that the session tells: its launch_timestamp, moved on with the world's clock. */
  readonly clock: Clock;
  /** Whether it runs on a terminal rather than in print mode. */
  readonly interactive: boolean;
  /** Folders, each opened once. */
  readonly folders: FoldersPort;
  /** Names of the tools that the model may call. */
  readonly tools: readonly string[];
  /** Absolute path of the folder that stands for CLAUDE_CONFIG_DIR. */
  readonly configFolder: string;
}
