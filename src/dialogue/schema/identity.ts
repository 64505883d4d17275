import { boolean, date, mapped, oneOf, optional, readInstant, string } from "../../scenario/index.ts";
import { formatTime, parseTime, quote } from "../../core/index.ts";
import { permissionModes } from "../scenario.ts";
import { sessionDefaults } from "../session.ts";
import { text } from "./sized.ts";

const uuid = string({
  pattern: /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
  expected: "a valid UUID",
});

const version = string({ pattern: /^\d{1,6}\.\d{1,6}\.\d{1,6}$/, expected: 'a version, "2.1.12"' });

const expected = "ISO 8601 (RFC 3339) with an offset";

const launchTimestamp = mapped(date(expected, ["offset-date-time"]), (written, context) => {
  const instant = readInstant(written);
  const ms = parseTime(instant ?? "");
  // In UTC the first and the last year may be another one, which RFC 3339 can't write.
  if (ms !== undefined && /^\d{4}-/.test(formatTime(ms))) return instant;
  return context.report("invalid-value", {
    what: `${context.path} must be ${expected}, not ${quote(written, 60)}`,
    why: "A session starts at one point in time, so date, time and offset are needed.",
    fix: `Write for example: ${context.assignmentHere("2025-01-15T10:30:00Z")}`,
  });
});

/** The fields that say who an agent is, when it starts and where. */
export const identityFields = {
  name: optional(
    string(),
    "The scenario's name, for reports: that of the world where the scenario is a file of its own.",
    { example: "release-bot", otherwise: '""' },
  ),
  default_model: optional(
    string({ nonEmpty: true }),
    "The model that it says it is, unless a flag names another.",
    { example: "claude-sonnet-4-20250514", otherwise: sessionDefaults.model },
  ),
  claude_version: optional(
    version,
    "The version of the CLI that it behaves as; of versions that were not measured, the nearest that was.",
    { example: "2.1.12", otherwise: sessionDefaults.claudeVersion },
  ),
  user_name: optional(text, "Whom it greets.", { example: "Alfred", otherwise: sessionDefaults.userName }),
  session_id: optional(uuid, "The session's UUID, unless a flag names another.", {
    example: "550e8400-e29b-41d4-a716-446655440000",
    otherwise: "made up; in a world from its seed",
  }),
  project_path: optional(
    string({ nonEmpty: true }),
    "The project's folder, from which the folder of its sessions is named. It need not exist.",
    { example: "/home/alfred/shop", otherwise: "working_directory" },
  ),
  launch_timestamp: optional(
    launchTimestamp,
    "When the session starts: RFC 3339 with an offset, as a string or as TOML's own.",
    { example: "2025-01-15T10:30:00Z", otherwise: "the time at which it starts" },
  ),
  working_directory: optional(
    string({ nonEmpty: true }),
    "The folder that it says it works in. It need not exist.",
    { example: "/home/alfred/shop", otherwise: "the folder it is started in" },
  ),
  trusted: optional(
    boolean(),
    "Whether the folder is trusted: false asks for trust before anything else, on a terminal.",
    { example: false, otherwise: "true" },
  ),
  permission_mode: optional(
    oneOf(...permissionModes),
    "What tools may do without anybody being asked, unless a flag says it.",
    { example: "accept-edits", otherwise: sessionDefaults.permissionMode },
  ),
};
