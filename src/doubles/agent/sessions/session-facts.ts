import type { FoldersPort } from "../../../core/index.ts";
import type { Session } from "../../../dialogue/index.ts";
import type { Clock } from "../../../engine/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { Profile } from "../profile.ts";

/** What the files of sessions need to know of a process of `claude`. */
export interface SessionFacts {
  readonly session: Session;
  readonly profile: Profile;
  readonly options: Pick<
    ClaudeOptions,
    "sessionId" | "resume" | "continue" | "forkSession" | "persistSession" | "outputFormat"
  >;
  /** Absolute path of the folder that stands for CLAUDE_CONFIG_DIR. Nothing is read or written outside of it. */
  readonly configFolder: string;
  readonly folders: FoldersPort;
  /** The time that the session tells, see sessionClock. */
  readonly clock: Clock;
  /** Whether it runs on a terminal rather than in print mode. */
  readonly interactive: boolean;
  /** Writes a line to standard error. @param text with a line feed at its end, safe for a terminal */
  warn(text: string): Promise<void>;
}
