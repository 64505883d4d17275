import type { FilesPort, Finding, Ports } from "../../../core/index.ts";
import type { Session, ToolExecution } from "../../../dialogue/index.ts";
import { parseTime } from "../../../engine/index.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import type { Run } from "../conversation/run.ts";
import type { Profile } from "../profile.ts";

/** What tools need to know of the process that calls them. */
export interface ToolFacts {
  readonly toolExecution: ToolExecution;
  readonly session: Pick<Session, "workingDirectory">;
  readonly profile: Profile;
  readonly options: Pick<ClaudeOptions, "tools" | "disallowedTools">;
  readonly ports: Pick<Ports, "folders" | "programs" | "regex"> & {
    readonly files: Pick<FilesPort, "root">;
  };
  /** Environment of the process, for real programs. */
  readonly env: Readonly<Record<string, string>>;
  /** The session's time, in milliseconds since 1970: when files are written. */
  nowMs(): number;
  /** Tells the report what a tool could not do. */
  note(finding: Finding): void;
  readonly memory: ToolMemory;
}

/** What tools of one process keep from one call to the next. */
export interface ToolMemory {
  /** What TodoWrite was given last. */
  todos: readonly unknown[];
  /** Where Bash is, absolute; undefined: the working directory. */
  folder?: string | undefined;
}

/**
 * What tools need to know of a process. Made once for it: what its tools keep is in there, and its time begins at
 * `launch_timestamp` and goes on with the world's clock.
 */
export function toolFacts(run: Run): ToolFacts {
  const { context, session, head, profile, options, scenario, call } = run;
  const { clock, ports } = context;
  const startedMs = clock.nowMs();
  const launchMs = parseTime(session.launchTimestamp) ?? startedMs;
  return {
    toolExecution: scenario.toolExecution,
    session,
    profile,
    options,
    ports,
    env: head.env,
    nowMs: () => launchMs + clock.nowMs() - startedMs,
    note: (finding) => context.note({ findings: [{ at: { kind: "call", call: call.id }, ...finding }] }),
    memory: { todos: [] },
  };
}
