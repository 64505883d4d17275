import { limits, type Folder } from "../../../core/index.ts";
import { projectFolderName } from "./project-folder.ts";

/** The file of a session, in a configuration folder. */
export interface SessionFile {
  readonly sessionId: string;
  /** Relative to the configuration folder. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text has the form of a session's id: a UUID of any version. */
export function isSessionId(text: string): boolean {
  return uuid.test(text);
}

/** Where the sessions of a project are, in a configuration folder. */
export function projectFolder(projectPath: string): string {
  return `projects/${projectFolderName(projectPath)}`;
}

/** Where a session of a project is kept. @example sessionPath("/app", id) // "projects/-app/<id>.jsonl" */
export function sessionPath(projectPath: string, sessionId: string): string {
  return `${projectFolder(projectPath)}/${sessionId}.jsonl`;
}

/** Sessions of a project, newest first; those of one time by id, so that the order never depends on a file system. */
export async function sessionsOf(folder: Folder, projectPath: string): Promise<readonly SessionFile[]> {
  const files = await sessionsBelow(folder, projectFolder(projectPath));
  return files.toSorted(
    (left, right) => right.mtimeMs - left.mtimeMs || (left.sessionId < right.sessionId ? 1 : -1),
  );
}

/** The first file of a session, whichever project it is of; undefined: there is none. */
export async function sessionAnywhere(folder: Folder, sessionId: string): Promise<SessionFile | undefined> {
  const files = await sessionsBelow(folder, "projects");
  return files.find((file) => file.sessionId === sessionId);
}

async function sessionsBelow(folder: Folder, path: string): Promise<readonly SessionFile[]> {
  const entries = await folder.list(path, limits.agentSessionFiles);
  return entries.flatMap(({ path, kind, size, mtimeMs }) => {
    const [projects, , name, ...deeper] = path.split("/");
    if (kind !== "file" || projects !== "projects" || deeper.length > 0) return [];
    const sessionId = name?.endsWith(".jsonl") === true ? name.slice(0, -".jsonl".length) : "";
    // A file system gives parts of a millisecond that nobody set.
    return isSessionId(sessionId) ? [{ sessionId, path, size, mtimeMs: Math.round(mtimeMs) }] : [];
  });
}
