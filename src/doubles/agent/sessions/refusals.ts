import { escapeControl, limits, quote } from "../../../core/index.ts";
import type { Profile } from "../profile.ts";

/** What the CLI says of a session that it can't begin or go on with. Lines without their line feed. */

export function sessionIdInUse(sessionId: string): string {
  return `Error: Session ID ${sessionId} is already in use.`;
}

export function noConversation(sessionId: string): string {
  return `No conversation found with session ID: ${sessionId}`;
}

/** --resume without an id. @param value what was given instead; true: nothing */
export function badResume(value: string | true, { name }: Profile, interactive: boolean): string {
  if (interactive)
    return "Error: --resume needs the ID of a session: the list to choose one from is not simulated.";
  const [needed, usage] =
    name === "classic"
      ? ["a valid session ID", "<session-id>"]
      : ["a valid session ID or session title", "<session-id|title>"];
  const needs = `Error: --resume requires ${needed} when used with --print. Usage: claude -p --resume ${usage}`;
  if (value === true) return needs;
  return name === "classic"
    ? `${needs}. Session IDs must be in UUID format. Provided value ${quote(value)} is not a valid UUID`
    : `${needs}. Provided value ${quote(value)} is not a UUID and does not match any session title.`;
}

export function tooLarge(path: string, size: number): string {
  return `Error: ${escapeControl(path, "")} has ${size} bytes; sessions of at most ${limits.agentSessionBytes} can be resumed.`;
}

export function unreadable(configFolder: string, error: unknown): string {
  return `Error: the sessions below ${escapeControl(configFolder, "")} can't be read: ${failureText(error)}`;
}

/** What a file system says went wrong, on one line. */
export function failureText(error: unknown): string {
  return escapeControl(error instanceof Error ? error.message : String(error), "");
}
