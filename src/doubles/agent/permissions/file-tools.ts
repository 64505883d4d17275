import { limits } from "../../../core/index.ts";
import type { ToolUse } from "../conversation/events.ts";
import { expandHome, resolvePath } from "./paths.ts";

/** A tool that works on one path. */
export interface FileTool {
  readonly writes: boolean;
  /** The field of its input that names the path. */
  readonly field: string;
}

const fileTools: Readonly<Record<string, FileTool>> = {
  Read: { writes: false, field: "file_path" },
  NotebookRead: { writes: false, field: "notebook_path" },
  LS: { writes: false, field: "path" },
  Glob: { writes: false, field: "path" },
  Grep: { writes: false, field: "path" },
  Write: { writes: true, field: "file_path" },
  Edit: { writes: true, field: "file_path" },
  MultiEdit: { writes: true, field: "file_path" },
  NotebookEdit: { writes: true, field: "notebook_path" },
};

/** How a tool uses files; undefined: it is no tool of files. */
export function fileToolOf(name: string): FileTool | undefined {
  return Object.hasOwn(fileTools, name) ? fileTools[name] : undefined;
}

/** Where a policy's paths begin. */
interface Places {
  readonly folders: readonly [string, ...string[]];
  readonly home: string;
}

/** The path that a call of a file tool is about, absolute and resolved; undefined: it names none, or none that can be. */
export function pathOf({ folders, home }: Places, { name, input }: ToolUse): string | undefined {
  const tool = fileToolOf(name);
  const path = tool === undefined ? undefined : input[tool.field];
  if (typeof path === "string" && path.length > limits.pathChars) return undefined;
  if (typeof path === "string") return resolvePath(folders[0], expandHome(path, home));
  // Tools that search do so where the session works.
  return tool?.field === "path" ? folders[0] : undefined;
}

const sensitiveNames: ReadonlySet<string> = new Set([
  ".gitconfig",
  ".gitmodules",
  ".bashrc",
  ".bash_profile",
  ".zshrc",
  ".zprofile",
  ".profile",
  ".ripgreprc",
  ".mcp.json",
]);

const sensitiveFolders: ReadonlySet<string> = new Set([".git", ".vscode", ".idea", ".claude"]);

/**
 * Whether a file is one that is written only when somebody says so, whatever the mode: "own" are the CLI's own settings
 * and commands in a project, for which it has another text.
 */
export function sensitivity(folder: string, path: string, current: boolean): "own" | "sensitive" | undefined {
  const own = `${folder === "/" ? "" : folder}/.claude/`;
  if (path.startsWith(own) && /^(settings(\.local)?\.json$|(commands|agents)\/)/.test(path.slice(own.length)))
    return "own";
  const parts = path.split("/");
  const name = parts.at(-1) as string;
  if (sensitiveNames.has(name) || (current && name === ".claude.json")) return "sensitive";
  return parts.some((part) => sensitiveFolders.has(part)) ? "sensitive" : undefined;
}
