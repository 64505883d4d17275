import type { JsonObject } from "../../../core/index.ts";
import type { MessageFacts } from "./facts.ts";
import { cliMode } from "../permissions/modes.ts";
import type { Shape } from "./shape.ts";

/**
 * The first message of a turn: who answers, where, and with what. Of servers, agents, commands and plugins the list is
 * empty: there are none behind the double.
 */
export function initMessage(facts: MessageFacts, shape: Shape): JsonObject {
  const { session, profile, options, tools, permissionMode, apiKeySource, memoryFolder } = facts;
  const [message = {}] = shape.line("system:init", {
    type: "system",
    subtype: "init",
    cwd: session.workingDirectory,
    session_id: session.sessionId,
    tools,
    mcp_servers: [],
    model: session.model,
    permissionMode: cliMode(permissionMode),
    slash_commands: [],
    terminal_slash_commands: [],
    apiKeySource,
    claude_code_version: profile.version,
    output_style: "default",
    agents: [],
    skills: [],
    plugins: [],
    capabilities: [],
    additional_directories: options.addDirs,
    original_cwd: session.workingDirectory,
    memory_paths: { auto: memoryFolder },
    messaging_socket_path: null,
    analytics_disabled: true,
    product_feedback_disabled: true,
    ...fastMode,
    per_turn_effort_active: false,
    ultrathink_available: false,
    ultrathink_typed_raises: false,
    view_mode: "default",
  });
  return message;
}

/** Said by results as well. */
export const fastMode = { fast_mode_state: "off", fast_mode_disabled_reason: "sdk_opt_in_required" } as const;
