import { formatTime, parseTime } from "../core/index.ts";
import type { AgentScenario, PermissionMode } from "./scenario.ts";

/** Defaults of a scenario that says nothing. */
export const sessionDefaults = {
  model: "claude-sonnet-4-20250514",
  claudeVersion: "2.1.12",
  userName: "Alfred",
  permissionMode: "default" as PermissionMode,
  trusted: true,
} as const;

/** What a command line says; undefined: it does not, which is not the same as saying the default. */
export interface SessionFlags {
  readonly model?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly workingDirectory?: string | undefined;
  readonly permissionMode?: PermissionMode | undefined;
}

/** What is so where a session starts. */
export interface SessionSurroundings {
  readonly workingDirectory: string;
  /** RFC 3339 with offset. */
  readonly now: string;
  /** Makes a UUID; asked only where nobody says one. */
  readonly newSessionId: () => string;
}

/** Who and where a session is, with nothing left open. */
export interface Session {
  readonly model: string;
  readonly claudeVersion: string;
  readonly userName: string;
  readonly sessionId: string;
  readonly projectPath: string;
  readonly workingDirectory: string;
  /** RFC 3339 in UTC with milliseconds, "2025-01-15T10:30:00.000Z". */
  readonly launchTimestamp: string;
  readonly trusted: boolean;
  readonly permissionMode: PermissionMode;
}

/**
 * Settles a session: a flag that was given beats the scenario, even with the default's value; the scenario beats what
 * holds otherwise.
 * @example resolveSession({ ...emptyAgentScenario, userName: "Ada" }, {}, surroundings).userName // "Ada"
 */
export function resolveSession(
  scenario: AgentScenario,
  flags: SessionFlags,
  surroundings: SessionSurroundings,
): Session {
  const workingDirectory =
    flags.workingDirectory ?? scenario.workingDirectory ?? surroundings.workingDirectory;
  return {
    model: flags.model ?? scenario.defaultModel ?? sessionDefaults.model,
    claudeVersion: scenario.claudeVersion ?? sessionDefaults.claudeVersion,
    userName: scenario.userName ?? sessionDefaults.userName,
    sessionId: flags.sessionId ?? scenario.sessionId ?? surroundings.newSessionId(),
    projectPath: scenario.projectPath ?? workingDirectory,
    workingDirectory,
    launchTimestamp: utc(scenario.launchTimestamp ?? surroundings.now),
    trusted: scenario.trusted ?? sessionDefaults.trusted,
    permissionMode: flags.permissionMode ?? scenario.permissionMode ?? sessionDefaults.permissionMode,
  };
}

/** A time in UTC. @throws Error where it is none: whoever read the scenario has refused it */
function utc(time: string): string {
  const ms = parseTime(time);
  if (ms === undefined) throw new Error(`not a time: ${time}`);
  return formatTime(ms);
}
