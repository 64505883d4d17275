import { type Folder, limits, textOf, utf8 } from "../../../core/index.ts";
import type { ToolFacts } from "./facts.ts";
import { absolutePath } from "./paths.ts";

/**
 * The folder that tools see as the whole file system. It stands for the working directory and for "/" at once: there
 * "a", "<working directory>/a" and "/a" are one file, and so is the path that it really has.
 */
export interface Sandbox {
  readonly folder: Folder;
  /** The path in the folder, "/src/a.ts". @param path as a tool names it, relative to where Bash is */
  placeOf(path: string): string;
  /** How a place is told: below the working directory. @example shown("/src/a.ts") // "/home/test/project/src/a.ts" */
  shown(place: string): string;
  /** Where Bash is, as it tells it. */
  readonly here: string;
}

/** Name of the world's folder that tools work in when a scenario names none. */
const worldSandbox = "sandbox";

/** Opens the folder that tools work in. @throws Error where it can't be made */
export async function openSandbox(facts: ToolFacts): Promise<Sandbox> {
  const { toolExecution, session, ports, memory } = facts;
  const top = absolutePath(session.workingDirectory, "/");
  const { sandboxRoot, mode } = toolExecution;
  // Live tools work where the session is, which need not exist.
  const root =
    sandboxRoot === undefined
      ? mode === "live"
        ? top
        : `${ports.files.root}/${worldSandbox}`
      : absolutePath(sandboxRoot, top);
  const make = mode !== "live" || sandboxRoot !== undefined;
  const folder = await ports.folders.open(root, { make });
  const below = (path: string, above: string): boolean => above !== "/" && `${path}/`.startsWith(`${above}/`);
  const here = memory.folder ?? top;
  return {
    folder,
    here,
    placeOf: (path) => {
      const whole = absolutePath(path, here);
      const own = [folder.root, root, top].find((above) => below(whole, above));
      return own === undefined ? whole : whole.slice(own.length) || "/";
    },
    shown: (place) => (top === "/" ? place : place === "/" ? top : `${top}${place}`),
  };
}

/** A text file, or why it can't be had. */
export type TextFile =
  | { readonly kind: "text"; readonly text: string; readonly size: number }
  | { readonly kind: "missing" }
  | { readonly kind: "folder" }
  | { readonly kind: "binary" }
  | { readonly kind: "large"; readonly size: number };

/** Reads a text. @throws Error where the system refuses */
export async function readText({ folder }: Sandbox, place: string): Promise<TextFile> {
  const entry = await folder.stat(place);
  if (entry === undefined) return { kind: "missing" };
  if (entry.kind === "folder") return { kind: "folder" };
  if (entry.size > limits.agentFileBytes) return { kind: "large", size: entry.size };
  const bytes = await folder.read(place, limits.agentFileBytes);
  if (bytes === undefined) return { kind: entry.kind === "file" ? "missing" : "binary" };
  const text = bytes.includes(0) ? undefined : textOf(bytes);
  return text === undefined ? { kind: "binary" } : { kind: "text", text, size: bytes.length };
}

/** Writes a text at the session's time; a new file may be read by all, as the CLI makes it. @throws Error */
export async function writeText(
  facts: ToolFacts,
  { folder }: Sandbox,
  { place, text, isNew }: { readonly place: string; readonly text: string; readonly isNew: boolean },
): Promise<void> {
  const bytes = utf8(text);
  if (bytes.length > limits.agentFileBytes)
    throw new Error(`EFBIG: file too large, more than ${limits.agentFileBytes} bytes, write '${place}'`);
  await folder.write(place, bytes, { mtimeMs: facts.nowMs(), ...(isNew ? { mode: 0o644 } : {}) });
}
