import type { PermissionMode, Session } from "../../../dialogue/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { SessionIds } from "../conversation/ids.ts";
import type { Profile } from "../profile.ts";

/** What messages tell of a process of `claude`, apart from what happens in it. */
export interface MessageFacts {
  readonly session: Session;
  readonly profile: Profile;
  readonly options: Pick<ClaudeOptions, "outputFormat" | "includePartialMessages" | "addDirs">;
  readonly ids: SessionIds;
  /** Names of the tools that the model may call. */
  readonly tools: readonly string[];
  /** The mode that holds, whoever said it. */
  readonly permissionMode: PermissionMode;
  /** Where the key of the API comes from: "ANTHROPIC_API_KEY", "none". */
  readonly apiKeySource: string;
  /** Absolute path of the folder for what the agent remembers of the project. */
  readonly memoryFolder: string;
  /** RFC 3339 in UTC. */
  readonly now: () => string;
}
