/** What the CLI says of tools that may not run. The texts are those that clients match on. */
export const messages = {
  use: (tool: string) => `Claude requested permissions to use ${tool}, but you haven't granted it yet.`,
  read: (path: string) =>
    `Claude requested permissions to read from ${path}, but you haven't granted it yet.`,
  write: (path: string) =>
    `Claude requested permissions to write to ${path}, but you haven't granted it yet.`,
  sensitive: (path: string) => `Claude requested permissions to edit ${path} which is a sensitive file.`,
  command: "This command requires approval",
  commands: (parts: readonly string[]) =>
    `This Bash command contains multiple operations. The following part${
      parts.length === 1 ? " requires" : "s require"
    } approval: ${parts.join(", ")}`,
  deniedCommand: (command: string) => `Permission to use Bash with command ${command} has been denied.`,
  denied: (tool: string) => `Permission to use ${tool} has been denied.`,
  deniedUnasked: (
    tool: string,
    { current, oldest }: { readonly current: boolean; readonly oldest: boolean },
  ) => {
    if (oldest) return `Permission to use ${tool} has been auto-denied in dontAsk mode.`;
    return current
      ? `Permission to use ${tool} has been denied because Claude Code is running in don't ask mode.`
      : `Permission to use ${tool} has been denied.`;
  },
  deniedDomain: (domain: string) => `WebFetch denied access to domain:${domain}.`,
  unchecked: (tool: string) =>
    `Auto mode is unavailable: its safety check does not run for this session, so ${tool} was not run.`,
  planned: (path: string) => `Cannot write to ${path} while in plan mode.`,
  deniedFile: toolError("File is in a directory that is denied by your permission settings."),
  unreadableFile: toolError(
    "File is covered by a Read deny rule in your permission settings and cannot be edited.",
  ),
  noTool: (tool: string, current: boolean) =>
    toolError(
      `Error: No such tool available: ${tool}${
        current && !tool.startsWith("mcp__")
          ? `. ${tool} is disabled for this session, in subagents as well as here.`
          : ""
      }`,
    ),
  variable: "A variable in this command can't be checked before it runs",
  expansion: "Shell expansion syntax in paths requires manual approval",
  folderChange:
    "Commands that change directories and perform write operations require explicit approval to ensure paths are evaluated correctly.",
  evaluates: (name: string) => `'${name}' evaluates arguments as shell code`,
  finding: (option: string) =>
    `find with '${option}' executes commands or modifies files — cannot be auto-allowed by a Bash(find:*) prefix rule`,
  removing: (path: string) => `Dangerous rm operation detected: '${path}'`,
  tooLong: "This command is too long to be checked",
} as const;

function toolError(text: string): string {
  return `<tool_use_error>${text}</tool_use_error>`;
}

/** Which file of a command is not free to use, in the words of the profile. @param who "touch in", "Output redirection to" */
export function blockedPath(
  who: string,
  path: string,
  facts: {
    readonly act: string;
    readonly writes: boolean;
    readonly inside: boolean;
    readonly folders: readonly string[];
    readonly current: boolean;
  },
): string {
  const folders = facts.folders.map((folder) => `'${folder}'`).join(", ");
  if (!facts.current || !facts.writes)
    return `${who} '${path}' was blocked. For security, Claude Code may only ${facts.act} the allowed working directories for this session: ${folders}.`;
  return facts.inside
    ? `${who} '${path}' needs approval. The path is inside the working directories for this session (${folders}), and Claude Code asks before a shell command creates, changes or removes files there.`
    : `${who} '${path}' needs approval. The path is outside the working directories for this session (${folders}). Allowing runs the command as written.`;
}
